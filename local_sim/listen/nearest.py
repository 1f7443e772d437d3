"""The expected phrase that was probably said: a recogniser mishears a word, the list of phrases mends it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from local_sim.words import folded

NEAR = 0.82
"""The least likeness, 1 for the same letters: below it nothing is mended. "Ik weet het niet" and "ik denk het niet" are
0.81 alike."""
_DENIALS = {denial: denial for denial in "niet geen nooit nergens niemand nee".split()} | {"niets": "niet"}
"""What each is heard as: the last sound of "niets" is lost in noise."""
_Denials = tuple[str, ...]


@dataclass(frozen=True)
class Near:
    """An expected phrase as it was given, and how much the heard words are like it, 0-1."""

    phrase: str
    likeness: float


def nearest(text: str, phrases: Iterable[str], around: Iterable[str] = ()) -> Near | None:
    """Give the phrase nearest to `text`, with or without what is said `around` it; None when all are too far.

    A phrase with another denial than the text is never near: "op de site" is not "niet op de site".
    """
    known = _known(tuple(phrases))
    found = (Near("", 0), *(_best(reading, known) for reading in readings(text, around)))
    best = max(found, key=lambda near: near.likeness)
    return best if best.phrase else None


def readings(text: str, around: Iterable[str]) -> Iterable[str]:
    """Give the text, folded, and then without what stands before the answer, piece by piece: "eh, doe maar de
    tweede"."""
    left = folded(text)
    leads = sorted((folded(lead) for lead in around), key=len, reverse=True)
    while left:
        yield left
        lead = next((lead for lead in leads if left.startswith(f"{lead} ")), "")
        left = left.removeprefix(f"{lead} ") if lead else ""


@lru_cache(maxsize=64)
def _known(phrases: tuple[str, ...]) -> Mapping[_Denials, Mapping[str, str]]:
    """Give the phrases by what they deny, and then by their letters; the first of two that are alike."""
    known: defaultdict[_Denials, dict[str, str]] = defaultdict(dict)
    for phrase in phrases:
        letters = folded(phrase)
        known[_denials(letters)].setdefault(letters, phrase)
    return dict(known)


def _best(text: str, known: Mapping[_Denials, Mapping[str, str]]) -> Near:
    able = known.get(_denials(text), {})
    found = process.extractOne(text, able.keys(), scorer=Levenshtein.normalized_similarity, score_cutoff=NEAR)
    return Near(able[found[0]], found[1]) if found else Near("", 0)


def _denials(text: str) -> _Denials:
    return tuple(sorted(_DENIALS[word] for word in text.split() if word in _DENIALS))
