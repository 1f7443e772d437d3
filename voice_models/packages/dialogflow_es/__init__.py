"""The Dialogflow ES agent: its package and what Dialogflow would refuse in it."""
