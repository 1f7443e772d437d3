"""What the platforms call the kinds of words: Alexa's slot types, and Google's entities and types. The webhook fills
those of answers again while people talk."""

ANSWER_TYPE = "ANSWER"
ASPECT_TYPE = "ASPECT"
ADDRESS_TYPE = "ADDRESS"
ANSWER_ENTITY = "answer"
