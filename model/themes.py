"""What an open answer is about: the themes whose phrases it holds, weighed by how telling their words are."""

from collections import Counter
from dataclasses import dataclass
from math import log

from rapidfuzz import fuzz

from model.tip import Profile, Theme
from model.types import Model
from model.words import plain

_MOST_THEMES = 2
_LEAST = 1.0
"""The least likeness that counts: about one word that only one or two themes use."""
_LONG_WORD, _ALIKE = 5, 88
_NEAR = 3
_TURNED = frozenset({"geen", "niet", "genoeg", "prima", "opgelost", "nooit"})
"""Near a phrase these say that it is not so: "geld is geen probleem"."""


@dataclass(frozen=True)
class Match:
    """A theme found in what somebody said: the `phrases` that told and their summed weight, the words as they were
    said where they told most, and all that was said."""

    theme: Theme
    phrases: tuple[str, ...]
    weight: float
    said: str
    quote: str


def matches(model: Model, profile: Profile) -> tuple[Match, ...]:
    """Give the themes of a respondent's own words, for each open question at most two, the likeliest first."""
    return tuple(match for id, words in profile.words.items() for match in about(model, id, words))


def about(model: Model, question: str, words: str) -> tuple[Match, ...]:
    """Give the themes of one open answer. The likeness of a theme is the sum, over its phrases that were said,
    of log(themes / themes that use the word) for each word."""
    themes = [theme for theme in model.themes if theme.question == question]
    rarity = _rarity(themes)
    said = tuple(plain(words).split())
    found = [match for theme in themes if (match := _match(theme, said, rarity, words.strip())).weight >= _LEAST]
    return tuple(sorted(found, key=lambda match: -match.weight)[:_MOST_THEMES])


def _rarity(themes: list[Theme]) -> dict[str, float]:
    used = Counter(word for theme in themes for word in {w for phrase in theme.phrases for w in plain(phrase).split()})
    return {word: log((len(themes) + 1) / count) for word, count in used.items()}


def _match(theme: Theme, said: tuple[str, ...], rarity: dict[str, float], quote: str) -> Match:
    found = {phrase: window for phrase in theme.phrases if (window := _said(tuple(plain(phrase).split()), said))}
    words = {word for phrase in found for word in plain(phrase).split()}
    longest = max(found.values(), key=len, default="")
    return Match(theme, tuple(found), round(sum(rarity[word] for word in words), 3), longest, quote.rstrip(".!? "))


def _said(phrase: tuple[str, ...], said: tuple[str, ...]) -> str:
    """Give the words in which a phrase was said, "" when it was not, or was said not to be so."""
    for start in range(len(said) - len(phrase) + 1):
        window = said[start : start + len(phrase)]
        around = said[max(0, start - _NEAR) : start] + said[start + len(phrase) : start + len(phrase) + _NEAR]
        if all(map(_same, phrase, window)) and (_TURNED & set(phrase) or not _TURNED & set(around)):
            return " ".join(window)
    return ""


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= _LONG_WORD and one[0] == other[0] and fuzz.ratio(one, other) >= _ALIKE
