"""Operation: what tells how the service is doing, and keeps it going."""
