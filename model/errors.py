"""What is wrong with the content."""


class ContentError(Exception):
    """The content has a mistake; the message names file, key and what to do, in Dutch, for the editor."""
