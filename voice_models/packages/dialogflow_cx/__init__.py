"""The Dialogflow CX agent: its package and what Dialogflow would refuse in it."""
