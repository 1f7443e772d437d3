"""How often words are used in everyday talk that is no answer, from texts/nl/smalltalk.yaml."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fulfillment.conversation.understanding.kept import Lesson, Uses, digest_of_words
from fulfillment.conversation.understanding.vocabulary import stem
from fulfillment.conversation.understanding.words import content, tokens
from model.reading import parsed
from model.utterances import digest_of


@dataclass(frozen=True)
class Talk:
    """How many utterances use a stem, and the sum of that over all stems."""

    uses: Mapping[str, int]
    total: int


def everyday(words: tuple[str, ...]) -> float:
    """Tell how much of what was said is everyday talk: the share of its telling words, 0-1."""
    telling = content(words)
    known = sum(stem(word) in smalltalk().uses for word in telling)
    return known / len(telling) if telling else 0.0


@cache
def smalltalk() -> Talk:
    """Give how the words of the everyday talk that comes with the package are used."""
    uses = {stem: count for stem, (count,) in what_to_learn().learned.items()}
    return Talk(uses, sum(uses.values()))


def what_to_learn() -> Lesson:
    """Give the lesson of everyday talk."""
    return Lesson(digest_of("everyday talk", file(), digest_of_words()), _counted)


def utterances() -> tuple[str, ...]:
    """Read the everyday talk itself."""
    return tuple(talk for topic in parsed(file().decode()).values() for talk in topic)


def file() -> bytes:
    """Give the file in which it stands."""
    return files("fulfillment.conversation.texts.nl").joinpath("smalltalk.yaml").read_bytes()


def _counted() -> Uses:
    uses: Counter[str] = Counter()
    for talk in utterances():
        uses.update({stem(word) for word in tokens(talk)})
    return {stem: (count,) for stem, count in uses.items()}
