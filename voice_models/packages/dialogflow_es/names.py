"""The names that a Dialogflow ES agent and our webhook must have in common."""

from voice_models.names import ES_CONTEXT

REPROMPT = f"{ES_CONTEXT}.reprompt"
"""The parameter in which the webhook leaves what to say after silence: context.parameter."""
WEBHOOK_ES = "/google/dialogflow/es"
"""Where the service answers Dialogflow ES, below its public address."""
WELCOME, FALLBACK, SILENCE = "Default Welcome Intent", "Default Fallback Intent", "no-input"
"""The intents beside those of the contract. The first two are Dialogflow's own names."""
SILENCE_EVENT = "actions_intent_NO_INPUT"
"""The event by which an integration tells of silence, named after Google Assistant's."""
