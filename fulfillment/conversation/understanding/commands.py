"""What can be said at any moment: help, repeat, back, skip, stop and the rest of the contract's intents."""

from functools import cache

from rapidfuzz import fuzz

from fulfillment.conversation.understanding.words import content, tokens
from voice_models.contract import contract

_NOT_COMMANDS = frozenset({"yes", "no"})
_SHORT = 3
"""Up to this many words, small words around a command do not change it ("ja stop")."""
_ALIKE = 88
"""Similarity (0-100) from which two phrases are one phrase heard badly."""


def exact(words: tuple[str, ...]) -> str | None:
    """Give the intent one of whose phrases is all that was said, small words aside ("dat weet ik nog niet")."""
    said = content(words)
    known = _phrases().get(words) or (_phrases().get(said) if len(words) <= _SHORT else None)
    return known or (_contents().get(said) if len(said) > 1 else None)


def loose(words: tuple[str, ...]) -> str | None:
    """Give the intent that was said with other words around it ("kun je die vraag nog eens herhalen")."""
    said = content(words)
    if not said:
        return None
    whole = " ".join(said)
    found = [
        (len(phrase), intent)
        for phrase, intent in _contents().items()
        if _within(phrase, said) or fuzz.ratio(" ".join(phrase), whole) >= _ALIKE
    ]
    return max(found)[1] if found else None


def plainest(intent: str | None) -> str:
    """Give the plainest phrase of an intent a platform recognised without giving the words; "" for any other."""
    return next((known.phrases[0] for known in contract().intents if known.name == intent), "")


def _within(phrase: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return len(said) - len(phrase) <= max(1, len(phrase) - 1) and set(phrase) <= set(said)


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    return {
        tokens(phrase): intent.name
        for intent in contract().intents
        if intent.name not in _NOT_COMMANDS
        for phrase in intent.phrases
    }


@cache
def _contents() -> dict[tuple[str, ...], str]:
    # A single short word is no command when it stands among others: "dag", "pas".
    found = {content(phrase): intent for phrase, intent in _phrases().items()}
    return {phrase: intent for phrase, intent in found.items() if len("".join(phrase)) >= 4}
