"""What goes wrong before the service can run."""


class CheckbotError(Exception):
    """Something the operator can mend; the message says what and how, in Dutch, in one line."""
