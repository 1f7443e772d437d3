"""Which of the options is meant: by place, by keyword, or by words that are near to the option's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from fulfillment.conversation.understanding.words import content, plain, tokens
from model.types import Answer

_PLACES = (
    ({"eerste", "1e", "1ste", "bovenste"}, {"een"}, {"a", "aa"}),
    ({"tweede", "2e", "2de"}, {"twee"}, {"b", "bee", "be"}),
    ({"derde", "3e", "3de"}, {"drie"}, {"c", "cee", "see", "ce", "zee"}),
    ({"vierde", "4e", "4de"}, {"vier"}, {"d", "dee"}),
)
_LAST = frozenset({"laatste", "onderste"})
_MIDDLE = frozenset({"middelste", "middenste"})
_NAMES_A_PLACE = frozenset({"optie", "antwoord", "nummer", "keuze", "mogelijkheid", "letter"})
_DENIES = frozenset({"niet", "geen", "nooit", "zonder", "nergens", "niemand", "nauwelijks"})
_CORRECTIONS = (
    ("ik", "bedoel"),
    ("ik", "bedoelde"),
    ("wacht",),
    ("of", "nee"),
    ("nee",),
    ("correctie",),
    ("liever",),
)

_ALIKE_WORD = 86
"""Similarity (0-100) from which two words of five letters or more are one word heard badly."""
_ALIKE_ANSWER = 76
_AHEAD = 8
"""How far (0-100) the best option must be ahead of the next to be taken."""
_GAPS = 2
"""Words that may stand between those of a phrase of three and more."""
_COVERED = 0.2
"""The least share of the words said that must belong to the option: more is other talk."""


@dataclass(frozen=True)
class _Hit:
    option: int
    weight: int


def choice(words: tuple[str, ...], options: Sequence[Answer]) -> str | None:
    """Give the id of the option that is meant, or None when that is none or more than one of them."""
    for part in _corrected(words):
        found = _place(part, options)
        if found is None:
            found = _keyword(part, options)
        if found is None:
            found = _near(part, options)
        if found is not None:
            return options[found].id
    return None


def _corrected(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give what was said after the last correction first ("a, nee wacht, b"), then all of it."""
    starts = {
        index + len(marker)
        for marker in _CORRECTIONS
        for index in range(len(words))
        if words[index : index + len(marker)] == marker
    }
    for start in sorted(starts, reverse=True):
        if start < len(words):
            yield words[start:]
    yield words


def _place(words: tuple[str, ...], options: Sequence[Answer]) -> int | None:
    named: set[int] = set()
    denied: set[int] = set()
    for index, word in enumerate(words):
        place = _place_of(word, words, index, len(options))
        if place is not None and place < len(options):
            (denied if _DENIES & set(words[max(0, index - 2) : index]) else named).add(place)
    left = set(range(len(options))) - denied
    if not named and denied and len(left) == 1:
        return left.pop()
    return named.pop() if len(named) == 1 else None


def _place_of(word: str, words: tuple[str, ...], index: int, count: int) -> int | None:
    if word in _LAST:
        return count - 1
    if word in _MIDDLE:
        return 1 if count == 3 else None
    named = index > 0 and words[index - 1] in _NAMES_A_PLACE
    alone = named or _stands_alone(word, words)
    for place, (ordinals, numbers, letters) in enumerate(_PLACES):
        if word in ordinals or (alone and (word in numbers or word in letters)):
            return place
    return None


def _stands_alone(word: str, words: tuple[str, ...]) -> bool:
    """Whether a number or letter is all that was meant: "een" and "a" are also small words in a sentence."""
    return not [other for other in content(words) if other != word] and (word not in ("een", "a") or words[-1] == word)


def _keyword(words: tuple[str, ...], options: Sequence[Answer]) -> int | None:
    hits = [_Hit(index, weight) for index, option in enumerate(options) if (weight := _weight(words, option))]
    hits.sort(key=lambda hit: -hit.weight)
    if not hits or (len(hits) > 1 and hits[0].weight == hits[1].weight):
        return None
    said = len("".join(content(words))) or len("".join(words))
    return hits[0].option if hits[0].weight >= _COVERED * said else None


def _weight(words: tuple[str, ...], option: Answer) -> int:
    """Letters of the longest of the option's phrases that was said, 0 when none was."""
    phrases = (tokens(phrase) for phrase in (*option.keywords, option.spoken, option.label))
    return max((_letters(phrase) for phrase in phrases if phrase and _said(phrase, words)), default=0)


def _letters(phrase: tuple[str, ...]) -> int:
    return len("".join(content(phrase))) or len("".join(phrase))


def _said(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether the phrase was said in its order, a small word more here and there ("wat hij allemaal kan")."""
    denying = bool(_DENIES & set(phrase))
    for start in range(len(words) - len(phrase) + 1):
        end = _end(phrase, words, start)
        around = words[max(0, start - 2) : end or start]
        if end and (denying or not _DENIES & set(around)):
            return True
    return False


def _end(phrase: tuple[str, ...], words: tuple[str, ...], start: int) -> int | None:
    """Give the place after the last word of a phrase that begins at `start`, or None when it does not."""
    spare = _GAPS if len(phrase) > _GAPS else 0
    place = start
    for part in phrase:
        while place < len(words) and not _same(part, words[place]):
            place, spare = place + 1, spare - 1
            if place - 1 == start or spare < 0:
                return None
        if place == len(words):
            return None
        place += 1
    return place


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 5 and fuzz.ratio(one, other) >= _ALIKE_WORD)


def _near(words: tuple[str, ...], options: Sequence[Answer]) -> int | None:
    said = " ".join(content(words))
    if len(said) < 4:
        return None
    scores = sorted(((_likeness(said, option), index) for index, option in enumerate(options)), reverse=True)
    best, index = scores[0]
    return index if best >= _ALIKE_ANSWER and best - scores[1][0] >= _AHEAD else None


def _likeness(said: str, option: Answer) -> float:
    own = (" ".join(content(tokens(text))) or plain(text) for text in (option.spoken, option.label, *option.keywords))
    return max(fuzz.token_sort_ratio(said, phrase) for phrase in own)
