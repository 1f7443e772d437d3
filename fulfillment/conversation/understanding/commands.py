"""What can be said at any moment: help, repeat, back, skip, stop and the rest of the contract's intents."""

from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.words import content, nearest, tokens
from voice_models.contract import contract

_NOT_COMMANDS = frozenset({"yes", "no"})
_SHORT = 3
"""Up to this many words, small words around a command do not change it ("ja stop")."""
_ALIKE = 88
"""Similarity (0-100) from which two phrases are one phrase heard badly."""


def exact(words: tuple[str, ...]) -> str | None:
    """Give the intent one of whose phrases is all that was said."""
    return _phrases().get(words)


def bare(words: tuple[str, ...]) -> str | None:
    """Give the intent one of whose phrases is all that was said, small words aside ("dat weet ik nog niet")."""
    said = content(words)
    known = exact(words) or (_phrases().get(said) if len(words) <= _SHORT else None)
    return known or (_contents().get(said) if len(said) > 1 else None)


def loose(words: tuple[str, ...]) -> str | None:
    """Give the intent that was said with other words around it ("kun je die vraag nog eens herhalen")."""
    if command := bare(words):
        return command
    said = content(words)
    known = [_known(word) for word in said]
    heard = frozenset(word for word in known if word)
    others = sum(word is None for word in known)
    found = [
        (len(phrase), intent)
        for phrase, intent in _contents().items()
        if heard.issuperset(phrase) and others + _strong(heard.difference(phrase)) <= max(1, len(phrase) - 1)
    ]
    return max(found)[1] if found else _alike(said)


def _alike(said: tuple[str, ...]) -> str | None:
    """Give the intent of a phrase that is all that was said, heard badly."""
    phrases = _joined()
    best = process.extractOne(" ".join(said), phrases.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE) if said else None
    return phrases[best[0]] if best else None


@cache
def _joined() -> dict[str, str]:
    return {" ".join(phrase): intent for phrase, intent in _contents().items()}


@lru_cache(maxsize=2048)
def _known(word: str) -> str | None:
    """Give the word of a command that this is, perhaps in another form ("medewerkers"), or None."""
    return nearest(word, _vocabulary())


@cache
def _vocabulary() -> tuple[str, ...]:
    return tuple(sorted({word for phrase in _contents() for word in phrase} | lexicon().weak_commands))


def _strong(words: frozenset[str]) -> int:
    return len(words - lexicon().weak_commands)


def plainest(intent: str | None) -> str:
    """Give the plainest phrase of an intent a platform recognised without giving the words; "" for any other."""
    return next((known.phrases[0] for known in contract().intents if known.name == intent), "")


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
    found = {content(phrase): intent for phrase, intent in _phrases().items()}
    return {phrase: intent for phrase, intent in found.items() if _tells(phrase)}


def _tells(phrase: tuple[str, ...]) -> bool:
    """Whether a phrase is a command among other words too; a single short or common word is not ("dag", "eens")."""
    return len(phrase) > 1 or (phrase[:1] != () and len(phrase[0]) >= 4 and phrase[0] not in lexicon().weak_commands)
