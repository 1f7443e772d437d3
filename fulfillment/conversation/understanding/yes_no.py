"""Yes or no, as people in the Netherlands and Flanders say it."""

from functools import cache

from fulfillment.conversation.understanding.words import tokens
from voice_models.contract import contract

_MOST_WORDS = 8
"""A longer utterance says something else."""
_DENIALS = frozenset({"nee", "neen", "niet", "geen", "nooit", "liever", "nope", "fout", "onjuist"})


def yes_no(words: tuple[str, ...]) -> bool | None:
    """Give True for yes, False for no, None for neither. A denial anywhere outweighs a yes ("ja, liever niet")."""
    phrases = _phrases()
    if words in phrases:
        return phrases[words]
    if not words or len(words) > _MOST_WORDS:
        return None
    if words[0] in ("nee", "neen") or _DENIALS & set(words):
        return False
    starts = (phrases.get(words[:length]) for length in range(min(4, len(words)), 0, -1))
    return next((meaning for meaning in starts if meaning is not None), None)


@cache
def _phrases() -> dict[tuple[str, ...], bool]:
    intents = {intent.name: intent for intent in contract().intents}
    return {tokens(phrase): name == "yes" for name in ("yes", "no") for phrase in intents[name].phrases}
