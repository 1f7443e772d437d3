"""The Alexa skill."""
