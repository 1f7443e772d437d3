"""The expected phrase that was probably said: a recogniser mishears a word, the list of phrases mends it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from local_sim.words import folded

NEAR = 0.75
"""The least likeness, 1 for the same letters: below it nothing is mended."""
_DENIALS = frozenset("niet geen nooit nergens niemand nee".split())


@dataclass(frozen=True)
class Near:
    """An expected phrase as it was given, and how much the heard words are like it, 0-1."""

    phrase: str
    likeness: float


def nearest(text: str, phrases: Iterable[str], around: Iterable[str] = ()) -> Near | None:
    """Give the phrase nearest to `text`, with or without what is said `around` it; None when all are too far.

    A phrase with another denial than the text is never near: "op de site" is not "niet op de site".
    """
    known = {folded(phrase): phrase for phrase in reversed(tuple(phrases))}
    readings = (Near("", 0), *(_best(reading, known) for reading in _readings(folded(text), around)))
    best = max(readings, key=lambda near: near.likeness)
    return best if best.phrase else None


def _readings(text: str, around: Iterable[str]) -> Iterable[str]:
    """Give the text, and then without what stands before the answer, piece by piece: "eh, doe maar de tweede"."""
    leads = sorted((folded(lead) for lead in around), key=len, reverse=True)
    while text:
        yield text
        lead = next((lead for lead in leads if text.startswith(f"{lead} ")), "")
        text = text.removeprefix(f"{lead} ") if lead else ""


def _best(text: str, known: dict[str, str]) -> Near:
    denied = _denials(text)
    able = [phrase for phrase in known if _denials(phrase) == denied]
    similarity = Levenshtein.normalized_similarity
    found = process.extractOne(text, able, scorer=similarity, score_cutoff=NEAR) if text else None
    return Near(known[found[0]], found[1]) if found else Near("", 0)


def _denials(text: str) -> list[str]:
    return sorted(word for word in text.split() if word in _DENIALS)
