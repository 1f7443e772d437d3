"""The webhook of a Dialogflow CX agent, which Google also calls Conversational Agents (API v3)."""
