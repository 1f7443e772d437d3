"""Words as they are learned and looked up: stems, pairs of words, and words that a recogniser broke or bent."""

from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise
from sys import intern

from rapidfuzz import fuzz, process
from Stemmer import Stemmer

from fulfillment.conversation.understanding.lexicon import lexicon

_STEMMER = Stemmer("dutch")
_LEAST_LETTERS, _BENT = 5, 82
"""From how many letters on a word may differ a little, and how alike (0-100) it must then be."""
_BROKEN_LETTERS, _BROKEN = 7, 85
_COMPOUND = 7
"""From how many letters on a word may be two that were run together."""


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Give the stem of a Dutch word, with dialect brought back to the standard language ("gene": "geen")."""
    known = lexicon().dialect.get(word, word)
    # Kept once, in however many questions it is learned.
    return intern(_STEMMER.stemWord(known))


def pairs(stems: tuple[str, ...], small: frozenset[str]) -> list[str]:
    """Give what a text is about: its telling stems, and each two neighbours of which one is not `small`."""
    telling = [each for each in stems if each not in small]
    return telling + [f"{a} {b}" for a, b in pairwise(stems) if not {a, b} <= small]


class Vocabulary:
    """The stems that are known where something is listened for, and the `small` ones that tell nothing there. Pairs of
    words among these, with a space between them, are not looked at."""

    def __init__(self, stems: Collection[str], small: frozenset[str]) -> None:
        self._known = stems
        self._small = small
        self._sorted = sorted(each for each in stems if " " not in each)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def read(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Give the stems of what was said, each word that is unknown replaced by the known one it seems to be."""
        found: list[str] = []
        index = 0
        while index < len(words):
            stemmed = stem(words[index])
            if stemmed in self._known or stemmed in self._small:
                found.append(stemmed)
            elif joined := self._joined(words[index : index + 2]):
                found.append(joined)
                index += 1
            else:
                found.extend(self._near(stemmed))
            index += 1
        return tuple(found)

    def _joined(self, two: tuple[str, ...]) -> str:
        """Give the known word that was broken in two ("te vredenheid"), or ""."""
        whole = stem("".join(two)) if len(two) == 2 else ""
        if whole in self._known or len(whole) < _BROKEN_LETTERS:
            return whole if whole in self._known else ""
        best = process.extractOne(whole, self._sorted, scorer=fuzz.ratio, score_cutoff=_BROKEN)
        return best[0] if best and len(best[0]) >= _BROKEN_LETTERS - 1 else ""

    def _near(self, unknown: str) -> tuple[str, ...]:
        """Give the known word that this is nearly, or the two it was run together from; else the word itself."""
        if len(unknown) < _LEAST_LETTERS:
            return (unknown,)
        best = process.extractOne(unknown, self._sorted, scorer=fuzz.ratio, score_cutoff=_BENT)
        # A word is heard badly further on than at its first letter, and there the meaning turns round: "niemand".
        if best and best[0][0] == unknown[0] and len(best[0]) >= _LEAST_LETTERS - 1:
            return (best[0],)
        for split in range(3, len(unknown) - 2) if len(unknown) >= _COMPOUND else ():
            halves = stem(unknown[:split]), stem(unknown[split:])
            if all(half in self._known or half in self._small for half in halves):
                return halves
        return (unknown,)


@lru_cache(maxsize=1)
def small_in_answers() -> frozenset[str]:
    """Give the stems of words that tell nothing of an answer."""
    return frozenset(_STEMMER.stemWord(word) for word in lexicon().small)


@lru_cache(maxsize=1)
def small_in_commands() -> frozenset[str]:
    """Give the stems of words that tell nothing of a command. Who is spoken of does: "ik", "je", "onze klanten"."""
    return frozenset(_STEMMER.stemWord(word) for word in lexicon().smallest)
