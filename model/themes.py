"""What an open answer is about: the themes whose phrases it holds, weighed by how telling their words are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
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
    themes = tuple(theme for theme in model.themes if theme.question == question)
    rarity = _rarity(themes)
    said = _words(words)
    heard = _heard(rarity, said)
    found = [match for theme in themes if (match := _match(theme, said, heard, rarity, words.strip())).weight >= _LEAST]
    return tuple(sorted(found, key=lambda match: -match.weight)[:_MOST_THEMES])


def _heard(known: Mapping[str, float], said: tuple[str, ...]) -> set[str]:
    """Give the words of phrases that were said: only what has all of its words here is worth looking for."""
    begins: dict[str, list[str]] = {}
    for word in said:
        begins.setdefault(word[0], []).append(word)
    return {word for word in known if word in said or any(_same(word, other) for other in begins.get(word[0], ()))}


@lru_cache(maxsize=16)
def _rarity(themes: tuple[Theme, ...]) -> dict[str, float]:
    used = Counter(word for theme in themes for word in {w for _, words in _phrases(theme) for w in words})
    return {word: log((len(themes) + 1) / count) for word, count in used.items()}


@lru_cache(maxsize=1024)
def _phrases(theme: Theme) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give each phrase with its words: the content's, never what somebody said."""
    return tuple((phrase, _words(phrase)) for phrase in theme.phrases)


def _words(text: str) -> tuple[str, ...]:
    return tuple(plain(text).split())


def _match(theme: Theme, said: tuple[str, ...], heard: set[str], rarity: dict[str, float], quote: str) -> Match:
    possible = {phrase: words for phrase, words in _phrases(theme) if heard.issuperset(words)}
    found = {phrase: window for phrase, words in possible.items() if (window := _said(words, said))}
    words = {word for phrase in found for word in possible[phrase]}
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
