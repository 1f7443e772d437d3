"""A spoken conversation: the platform's replies are said, and what is said back is heard and goes to the platform."""
