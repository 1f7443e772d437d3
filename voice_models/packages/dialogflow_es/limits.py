"""What Dialogflow ES takes at most. Source: Dialogflow's "Quotas and limits", ES agent; for events the API's Intent."""

PHRASES = 2_000
"""Training phrases of one intent in one language."""
ALL_PHRASES = 100_000
"""Training phrases of all intents together in one language."""
PHRASE_LENGTH = 768
PARAMETERS = 20
ENTRIES = 30_000
SYNONYMS = 200
WORD_LENGTH = 512
"""Characters of an entity's value or synonym."""
NAME_LENGTH = 30
"""Characters of the name of an entity or a parameter."""
INTENT_NAME_LENGTH = 480
EVENT_LENGTH = 150
