"""A figure from one to five: "een ruime vier", "drie à vier", "het hoogste", or the words at an end of the scale."""

import re
from collections.abc import Iterable

from fulfillment.conversation.understanding.breath import corrected
from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.understood import Understood
from fulfillment.conversation.understanding.vocabulary import stem
from fulfillment.conversation.understanding.words import content, tokens

_SURE, _END, _UNSURE, _TWO = 0.97, 0.85, 0.6, 0.9
_PLAIN = 1
"""Words more than those for the end of the scale up to which they are all that is meant."""
_FIGURES = {"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5}
_BEYOND = frozenset("nul zes zeven acht negen tien elf twaalf twintig honderd 0 6 7 8 9 10".split())
_HALF = re.compile(r"\b(een|twee|drie|vier) en een half\b|\b(twee|drie|vier)eneenhalf\b")
_SCALE = re.compile(r"\b(van|op een schaal van) een tot( en met)? vijf\b")
_OUT_OF = re.compile(r"\b(een|twee|drie|vier|vijf) (van de|uit|op|op de|uit de|van) vijf\b")


def rating(words: tuple[str, ...], low: str = "", high: str = "") -> Understood | None:
    """Give the figure that was said, as "1" to "5", or the two between which somebody hesitates; None for no figure.

    `low` and `high` are what 1 and 5 were said to mean. The "five" of "drie van de vijf" is the scale, not the figure;
    a figure beyond the scale is no answer.
    """
    known = lexicon().rating.diminutives
    said = tuple(known.get(word, word) for word in words)
    for part in (*corrected(said), *_concluded(said), said):
        if found := _figure(part):
            return found
    return _at_an_end(said, {"1": low, "5": high})


def _concluded(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Give what was concluded: "ergens in het midden, dus een drie"."""
    return (words[index + 1 :] for index, word in enumerate(words[:-1]) if word == "dus" and index)


def _figure(words: tuple[str, ...]) -> Understood | None:
    words = _without_scale(words)
    if _BEYOND & set(words):
        return None
    figures = [str(_FIGURES[word]) for index, word in enumerate(words) if word in _FIGURES and _counts(words, index)]
    figures = list(dict.fromkeys(figures))
    if len(figures) == 2:
        return _nearly(words, figures) or Understood(tuple(figures), _TWO, f"{figures[0]} en {figures[1]} genoemd")
    if len(figures) != 1:
        return None
    others = [word for word in content(words) if word not in _FIGURES and word not in lexicon().rating.around]
    if len(others) > 1 or _FIGURES.keys().isdisjoint(words):
        return None
    return Understood((figures[0],), _UNSURE if others else _SURE, f"het cijfer {figures[0]}")


def _nearly(words: tuple[str, ...], figures: list[str]) -> Understood | None:
    """Hear the four in "net geen vijf dus een vier"."""
    denied = [
        str(_FIGURES[word])
        for index, word in enumerate(words)
        if word in _FIGURES and not lexicon().denials.isdisjoint(words[max(0, index - 2) : index])
    ]
    left = [figure for figure in figures if figure not in denied]
    return Understood((left[0],), _SURE, f"het cijfer {left[0]}") if len(left) == 1 else None


def _counts(words: tuple[str, ...], index: int) -> bool:
    """Whether "een" is the figure and not the article: no other figure follows, and nothing that it belongs to."""
    if words[index] != "een":
        return True
    after = words[index + 1 :]
    around = lexicon().rating.around
    return not any(word in _FIGURES for word in after) and all(word in around or not content((word,)) for word in after)


def _at_an_end(words: tuple[str, ...], ends: dict[str, str]) -> Understood | None:
    """Hear the words for an end of the scale: those that go for any scale, or those of this question."""
    if not words or len(words) > lexicon().rating.most_words:
        return None
    said = {stem(word) for word in words}
    for figure, end in ends.items():
        meant = {stem(word) for word in content(tokens(end))} or {stem(word) for word in tokens(end)}
        denied = bool(lexicon().denials & set(words)) != bool(lexicon().denials & set(tokens(end)))
        if meant and meant <= said and not denied:
            sure = _SURE if len(said) <= len(meant) + _PLAIN else _END
            return Understood((figure,), sure, f"het einde van de schaal: {end}")
    text = f" {' '.join(words)} "
    for figure, phrases in lexicon().rating.ends.items():
        if any(f" {phrase} " in text for phrase in phrases):
            return Understood((figure,), _END if len(content(words)) > _PLAIN else _SURE, f"het cijfer {figure}")
    return None


def _without_scale(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the scale: "van de vijf", "uit vijf", "op vijf", "van een tot vijf"."""
    text = _SCALE.sub(" ", " ".join(words))
    return tuple(_HALF.sub("zeven", _OUT_OF.sub(r"\1", text)).split())
