"""The names of our own slot types in Alexa's language model; the webhook fills them again while people talk."""

ANSWER_TYPE = "ANSWER"
ASPECT_TYPE = "ASPECT"
ADDRESS_TYPE = "ADDRESS"
