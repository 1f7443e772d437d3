"""What can be said at any moment: help, repeat, back, skip, stop and the rest of the contract's intents."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fulfillment.conversation.understanding import smalltalk
from fulfillment.conversation.understanding.kept import Lesson
from fulfillment.conversation.understanding.learned import Learned
from fulfillment.conversation.understanding.learning import lesson
from fulfillment.conversation.understanding.vocabulary import small_in_commands
from fulfillment.conversation.understanding.words import content, tokens
from model.question import Answer
from model.reading import parsed
from model.utterances import Utterances, digest_of
from voice_models.contract import contract

_NOT_COMMANDS = frozenset({"yes", "no"})
_SHORT = 3
"""Up to this many words, small words around a command do not change it ("ja stop")."""
_SURE = 0.5
_OTHER = "other"
_WEIGHT = 3
"""How often each sentence that only looks like a command counts beside everyday talk: there are few of them."""


def exact(words: tuple[str, ...]) -> str | None:
    """Give the intent one of whose phrases is all that was said."""
    return _phrases().get(words)


def bare(words: tuple[str, ...]) -> str | None:
    """Give the intent one of whose phrases is all that was said, small words aside ("dat weet ik nog niet")."""
    if words in _yes_or_no():
        return None
    said = content(words)
    known = exact(words) or (_phrases().get(said) if len(words) <= _SHORT else None)
    return known or (_contents().get(said) if len(said) > 1 else None)


def loose(words: tuple[str, ...]) -> str | None:
    """Give the intent that was said in other words than its phrases ("kun je die vraag nog eens herhalen")."""
    return likeliest(words)[0]


def likeliest(words: tuple[str, ...]) -> tuple[str | None, float]:
    """Give what `loose` gives, and how sure that is (0-1)."""
    if command := bare(words):
        return command, 1.0
    guess = _learned().guess(words) if content(words) and words not in _yes_or_no() else None
    if guess is None or guess.sure < _SURE:
        return None, 0.0
    found = _intents()[guess.answer]
    return (None, 0.0) if found == _OTHER else (found, guess.sure)


def plainest(intent: str | None) -> str:
    """Give the plainest phrase of an intent a platform recognised without giving the words; "" for any other."""
    return next((known.phrases[0] for known in contract().intents if known.name == intent), "")


@cache
def _intents() -> tuple[str, ...]:
    return (*(intent.name for intent in contract().intents if intent.name not in _NOT_COMMANDS), _OTHER)


@cache
def _learned() -> Learned:
    return Learned(what_to_learn())


def what_to_learn() -> Lesson:
    """Give the lesson of how people word commands; and, from everyday talk and sentences with the same words, what is
    none."""
    phrases = {intent.name: intent.phrases for intent in contract().intents}
    other = files("fulfillment.conversation.texts.nl").joinpath("no_commands.yaml").read_bytes()

    def said() -> Mapping[str, tuple[str, ...]]:
        return {**phrases, _OTHER: (*parsed(other.decode()) * _WEIGHT, *smalltalk.utterances())}

    plain = {name: phrases.get(name, ("",))[0] for name in _intents()}
    options = [Answer(name, 0, phrase, phrase, ()) for name, phrase in plain.items()]
    return lesson(options, Utterances(digest_of(repr(phrases), other, smalltalk.file()), said), small_in_commands())


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    return {
        tokens(phrase): intent.name
        for intent in contract().intents
        if intent.name not in _NOT_COMMANDS
        for phrase in intent.phrases
    }


@cache
def _yes_or_no() -> frozenset[tuple[str, ...]]:
    answers = (intent for intent in contract().intents if intent.name in _NOT_COMMANDS)
    return frozenset(tokens(phrase) for intent in answers for phrase in intent.phrases)


@cache
def _contents() -> dict[tuple[str, ...], str]:
    """Map the telling words of each phrase to its intent, where they tell of one intent only."""
    found: dict[tuple[str, ...], set[str]] = {}
    for phrase, intent in _phrases().items():
        found.setdefault(content(phrase), set()).add(intent)
    telling = {phrase: intents for phrase, intents in found.items() if len(phrase) > 1}
    return {phrase: intents.pop() for phrase, intents in telling.items() if len(intents) == 1}
