"""What was said, from the slots or parameters of an intent: for platforms and clients that send no other words."""

from collections.abc import Mapping

from voice_models.contract import contract


def words_of(slots: Mapping[str, object]) -> str:
    """Give the words in slots by name, each in the sentence that the contract puts it in; what is no text is left
    out."""
    texts = ((name, value) for name, value in slots.items() if isinstance(value, str) and value)
    return " ".join(contract().said(name, value) for name, value in texts)
