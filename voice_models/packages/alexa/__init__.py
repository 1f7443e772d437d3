"""The Alexa skill: its package and what Amazon would refuse in it."""
