"""What was heard in one turn."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from heapq import nlargest
from math import exp

from local_sim.listen.expected import Expected
from local_sim.listen.nearest import Near, nearest
from local_sim.listen.vocabulary import UNKNOWN

MOST = 5
"""Alternatives that are kept."""
LIKELY = 0.35
"""The least belief in the phrase that was heard, all alternatives that come to it together, 0-1."""
_Scored = tuple[str, float]


@dataclass(frozen=True)
class Alternative:
    """Words that may have been said, and the share of belief in them, 0-1."""

    text: str
    confidence: float


@dataclass(frozen=True)
class Utterance:
    """What was heard. `text` is what the recogniser wrote; `words` is what to pass on: the expected phrase nearest
    to it, else the text without what was unknown. `alternatives` have the likeliest first; `seconds` is how much sound
    was listened to, `quiet` how much of it came after the last word."""

    text: str = ""
    words: str = ""
    alternatives: tuple[Alternative, ...] = ()
    matched: bool = False
    seconds: float = 0.0
    quiet: float = 0.0

    @property
    def silent(self) -> bool:
        """Whether nothing was said at all."""
        return not self.text

    @property
    def confidence(self) -> float:
        """The belief in `text`, 0-1; 0 in silence."""
        return self.alternatives[0].confidence if self.alternatives else 0.0


def understood(scored: Iterable[_Scored], expected: Expected, seconds: float, quiet: float) -> Utterance:
    """Make the utterance of texts with scores (logarithms, the likeliest highest)."""
    alternatives = _believed(scored)
    text = alternatives[0].text if alternatives else ""
    near = _believable(alternatives, expected)
    known = " ".join(word for word in text.split() if word != UNKNOWN)
    return Utterance(text, near.phrase if near else known, alternatives, near is not None, seconds, quiet)


def agreed(closed: Utterance, free: Utterance, expected: Expected) -> Utterance:
    """Give what was heard of the same sound with the expected phrases and without, neither of which was sure: `free`,
    as the phrase in which both together believe enough."""
    belief: defaultdict[str, float] = defaultdict(float)
    for each in (*closed.alternatives, *free.alternatives):
        if near := _near(each.text, expected):
            belief[near.phrase] += each.confidence
    likeliest = max(belief, key=belief.__getitem__, default="")
    return replace(free, words=likeliest, matched=True) if belief[likeliest] >= LIKELY else free


def _believable(alternatives: tuple[Alternative, ...], expected: Expected) -> Near | None:
    """Give the expected phrase that the likeliest text comes to, None for none, or when it is not likely enough: of
    other talk the recogniser makes five different things."""
    near = _near(alternatives[0].text, expected) if alternatives else None
    if near is None:
        return None
    same = (each for each in alternatives if (other := _near(each.text, expected)) and other.phrase == near.phrase)
    return near if sum(each.confidence for each in same) >= LIKELY else None


def _near(text: str, expected: Expected) -> Near | None:
    return None if UNKNOWN in text.split() else nearest(text, expected.phrases, expected.around)


def joined(first: list[_Scored], then: list[_Scored]) -> list[_Scored]:
    """Put the alternatives of two parts of speech after each other, MOST of them."""
    both = ((f"{a} {b}".strip(), x + y) for a, x in first for b, y in then)
    return nlargest(MOST, both, key=lambda scored: scored[1])


def _believed(scored: Iterable[_Scored]) -> tuple[Alternative, ...]:
    """Turn scores into shares that add up to 1; the same text twice counts once."""
    best: dict[str, float] = {}
    for text, score in scored:
        best[text] = max(score, best.get(text, score))
    if not any(best):
        return ()
    top = max(best.values())
    weights = {text: exp(score - top) for text, score in best.items()}
    every = sum(weights.values())
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    return tuple(Alternative(text, weight / every) for text, weight in ranked)
