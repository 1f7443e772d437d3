"""How often words are used in everyday talk that is no answer, from texts/nl/smalltalk.yaml."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fulfillment.conversation.understanding.vocabulary import stem
from fulfillment.conversation.understanding.words import content, tokens
from model.reading import parsed


@dataclass(frozen=True)
class Talk:
    """The utterances; how many of them use a stem; and the sum of that over all stems."""

    utterances: tuple[str, ...]
    uses: Counter[str]
    total: int


def everyday(words: tuple[str, ...]) -> float:
    """Tell how much of what was said is everyday talk: the share of its telling words, 0-1."""
    telling = content(words)
    known = sum(stem(word) in smalltalk().uses for word in telling)
    return known / len(telling) if telling else 0.0


@cache
def smalltalk() -> Talk:
    """Count the words of the everyday talk that comes with the package."""
    text = files("fulfillment.conversation.texts.nl").joinpath("smalltalk.yaml").read_text(encoding="utf-8")
    topics = parsed(text)
    uses: Counter[str] = Counter()
    utterances = tuple(talk for topic in topics.values() for talk in topic)
    for talk in utterances:
        uses.update({stem(word) for word in tokens(talk)})
    return Talk(utterances, uses, uses.total())
