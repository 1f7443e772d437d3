"""The webhook of a Dialogflow ES agent (API v2)."""
