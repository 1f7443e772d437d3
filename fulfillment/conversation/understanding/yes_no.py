"""Yes or no, as people in the Netherlands and Flanders say it."""

from functools import cache

from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.words import content, tokens
from voice_models.contract import contract

_MOST_WORDS = 12
"""A longer utterance says something else."""


def yes_no(words: tuple[str, ...]) -> bool | None:
    """Give True for yes, False for no, None for neither.

    Much hangs on a yes (consent, an address, erasing), so it must be all that is said: "ja, maar" and a question
    are neither. A denial outweighs a yes ("ja, liever niet"), but for phrases that deny a denial ("geen probleem");
    of two answers the last one counts ("nee, of toch, ja").
    """
    phrases = _phrases()
    if words in phrases:
        return phrases[words]
    if not words or len(words) > _MOST_WORDS:
        return None
    last = _after_correction(words)
    if last != words:
        return yes_no(last)
    if any(phrase in _within(words) for phrase in _denied_denials()):
        return True
    if not lexicon().refusals.isdisjoint(words):
        return False
    return True if _agrees(words) or _begins_with_yes(words) else None


def reserved(words: tuple[str, ...]) -> bool:
    """Tell whether there is a "but" or a question in what was said ("ja, maar met dubbel n")."""
    return not lexicon().reservations.isdisjoint(words)


def _begins_with_yes(words: tuple[str, ...]) -> bool:
    """Whether a plain yes stands first, and nothing after it takes it back: "ja, prima joh, leuk dat je belt"."""
    return words[0] in lexicon().plain_yes and not reserved(words)


def _agrees(words: tuple[str, ...]) -> bool:
    """Whether all that was said is a yes, or several, with small words around."""
    rest, agreed = words, False
    while rest:
        phrase = next((phrase for phrase in _agreements() if rest[: len(phrase)] == phrase), None)
        agreed = agreed or phrase is not None
        if phrase is None and (content(rest[:1]) or rest[0] in lexicon().reservations):
            return False
        rest = rest[len(phrase) if phrase else 1 :]
    return agreed


@cache
def _agreements() -> tuple[tuple[str, ...], ...]:
    """The phrases that are a yes among other words too, the longest first: "mag" and "doen" also begin questions."""
    yes = [phrase for phrase, meaning in _phrases().items() if meaning]
    telling = [phrase for phrase in yes if len(phrase) > 1 or phrase[0] in lexicon().agreements]
    return tuple(sorted(telling, key=len, reverse=True))


def _after_correction(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give what was said after "of" or "wacht" ("nee, of toch, ja"), or all of it."""
    places = [index for index, word in enumerate(words[:-1]) if index and word in ("of", "wacht")]
    return words[places[-1] + 1 :] if places else words


def _within(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1)}


@cache
def _denied_denials() -> tuple[tuple[str, ...], ...]:
    return tuple(phrase for phrase, meaning in _phrases().items() if meaning and lexicon().refusals & set(phrase))


@cache
def _phrases() -> dict[tuple[str, ...], bool]:
    intents = {intent.name: intent for intent in contract().intents}
    return {tokens(phrase): name == "yes" for name in ("yes", "no") for phrase in intents[name].phrases}
