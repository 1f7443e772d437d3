"""The words that a speech model knows, and phrases written in them."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path

from local_sim.words import folded

UNKNOWN = "[unk]"
"""What the model writes for a word that is not expected."""
_ONES = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien"
).split()
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
_NOT_SPOKEN = re.compile(r"[^\w' ]|_")
_LONE_APOSTROPHE = re.compile(r"(?<!\w)'(?!(?:s|n|k|t|m|r|ie)\b)|'(?!\w)")
_FIGURES = re.compile(r"\d+")
_NAMES = {"@": " apenstaartje ", "&": " en ", "+": " plus ", "%": " procent "}


@lru_cache(maxsize=8192)  # nearly all phrases are the same from one question to the next
def spoken(text: str) -> tuple[str, ...]:
    """Give the words of `text` as they are said, in lower case: figures up to 99 in words, longer ones by figure."""
    text = text.lower().replace("’", "'").replace("‘", "'")
    for sign, name in _NAMES.items():
        text = text.replace(sign, name)
    text = _FIGURES.sub(lambda found: f" {_in_words(found[0])} ", text)
    return tuple(_LONE_APOSTROPHE.sub(" ", _NOT_SPOKEN.sub(" ", text)).split())


def _in_words(figures: str) -> str:
    if len(figures) > 2 or (figures[0] == "0" and len(figures) > 1):
        return " ".join(_ONES[int(figure)] for figure in figures)
    number = int(figures)
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    if not ones:
        return _TENS[tens - 2]
    joint = "ën" if _ONES[ones].endswith("e") else "en"
    return f"{_ONES[ones]}{joint}{_TENS[tens - 2]}"


class Vocabulary:
    """The words of a model. Accents need not be given as the model has them: "ideeen" is its "ideeën"."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)

    @classmethod
    def of(cls, model: Path) -> "Vocabulary":
        """Read graph/words.txt of a model's folder. Raises OSError when it is not there."""
        lines = (model / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()
        return cls(line.split()[0] for line in lines if line.strip())

    def written(self, text: str) -> str | None:
        """Give `text` in words of the model, None when it has no words or one is missing."""
        words = [self._known(word) for word in spoken(text)]
        return " ".join(word for word in words if word) if words and all(words) else None

    def missing(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Give the words of `texts` that the model doesn't know, each once, in order of the alphabet."""
        return tuple(sorted({word for text in texts for word in spoken(text) if not self._known(word)}))

    def _known(self, word: str) -> str | None:
        return word if word in self._words else self._by_sound.get(folded(word))

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        return {folded(word): word for word in sorted(self._words, reverse=True) if folded(word)}
