"""What the packages and the webhook must call alike."""

ANSWER_TYPE, ASPECT_TYPE, ADDRESS_TYPE = "ANSWER", "ASPECT", "ADDRESS"
"""The slot types of the Alexa skill. That of answers the webhook fills again while people talk."""
ANSWER_ENTITY, ASPECT_ENTITY, DOMAIN_ENTITY = "answer", "aspect", "domain"
"""The entities of Google's agents, and the types of the Actions project. That of answers the webhook narrows to one
question, for a session."""
SCENE, SIGN_IN_SCENE = "Gesprek", "Gesprek_AccountLinking"
"""The scenes of the Actions project: of the whole conversation, and of asking leave to share the user's address."""
ES_CONTEXT = "checkbot"
"""The context in which Dialogflow ES keeps what the webhook tells it."""
