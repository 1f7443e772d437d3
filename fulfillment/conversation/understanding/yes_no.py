"""Yes or no, as people in the Netherlands and Flanders say it."""

from functools import cache

from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.words import tokens
from voice_models.contract import contract

_MOST_WORDS = 8
"""A longer utterance says something else."""


def yes_no(words: tuple[str, ...]) -> bool | None:
    """Give True for yes, False for no, None for neither.

    A denial outweighs a yes ("ja, liever niet"), but for phrases that deny a denial ("geen probleem"); of two
    answers the last one counts ("nee, of toch, ja").
    """
    phrases = _phrases()
    if words in phrases:
        return phrases[words]
    if not words or len(words) > _MOST_WORDS:
        return None
    if "of" in words[1:-1]:
        return yes_no(words[words.index("of") + 1 :])
    if any(phrase in _within(words) for phrase in _denied_denials()):
        return True
    if lexicon().refusals & set(words):
        return False
    starts = (phrases.get(words[:length]) for length in range(min(4, len(words)), 0, -1))
    return next((meaning for meaning in starts if meaning is not None), None)


def _within(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1)}


@cache
def _denied_denials() -> tuple[tuple[str, ...], ...]:
    return tuple(phrase for phrase, meaning in _phrases().items() if meaning and lexicon().refusals & set(phrase))


@cache
def _phrases() -> dict[tuple[str, ...], bool]:
    intents = {intent.name: intent for intent in contract().intents}
    return {tokens(phrase): name == "yes" for name in ("yes", "no") for phrase in intents[name].phrases}
