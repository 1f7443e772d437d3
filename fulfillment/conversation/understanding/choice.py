"""Which of the options is meant: by place, by keyword, or by words that are near to the option's own."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.words import content, nearest, tokens
from model.question import Answer

_ALIKE_ANSWER = 76
_AHEAD = 8
"""How far (0-100) the best option must be ahead of the next to be taken."""
_MOST_CORRECTIONS = 3
_GAPS = 2
"""Words that may stand between those of a phrase of three and more."""
_COVERED, _COVERED_SHORT, _COVERED_IN_ALL, _TELLING = 0.2, 0.3, 0.4, 10
"""The least share of the letters said that must belong to the option, else it is other talk; a keyword of fewer
than _TELLING letters stands in other talk sooner."""


class _Hit(NamedTuple):
    """A phrase that was said: letters of its telling words, and of all its words."""

    telling: int
    letters: int


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
    markers = [tuple(marker.split()) for marker in lexicon().corrections]
    starts = {
        index + len(marker)
        for marker in markers
        for index in range(len(words))
        if words[index : index + len(marker)] == marker
    }
    for start in sorted(starts, reverse=True)[:_MOST_CORRECTIONS]:
        if start < len(words):
            yield words[start:]
    yield words


def _place(words: tuple[str, ...], options: Sequence[Answer]) -> int | None:
    named: set[int] = set()
    denied: set[int] = set()
    for index, word in enumerate(words):
        place = _place_of(word, words, index, len(options))
        if place is not None and place < len(options):
            (denied if _denying(words[max(0, index - 2) : index]) else named).add(place)
    left = set(range(len(options))) - denied
    if not named and denied and len(left) == 1:
        return left.pop()
    return named.pop() if len(named) == 1 else None


def _place_of(word: str, words: tuple[str, ...], index: int, count: int) -> int | None:
    known = lexicon()
    if word in known.last_place | known.middle_place and not _ends_there(words, index):
        return None
    if word in known.last_place:
        return count - 1
    if word in known.middle_place:
        return 1 if count == 3 else None
    for number, place in enumerate(known.places):
        if word in place.ordinals:
            return number if _ends_there(words, index) else None
        if word in place.alone:
            return number if _named_before(words, index) or _stands_alone(words, index) else None
    return None


def _named_before(words: tuple[str, ...], index: int) -> bool:
    return index > 0 and words[index - 1] in lexicon().names_a_place


def _ends_there(words: tuple[str, ...], index: int) -> bool:
    """Whether an ordinal stands by itself: "de eerste (past bij ons)", not "de eerste dinsdag"."""
    after = content(words[index + 1 :][:1])
    return not after or after[0] in lexicon().after_a_place.union(*(place.alone for place in lexicon().places))


def _stands_alone(words: tuple[str, ...], index: int) -> bool:
    """Whether a number or letter is all that was meant: "een" and "a" are also small words in a sentence."""
    others = content(words[:index] + words[index + 1 :])
    if words[index] == "een":
        return not others and words[-1] == "een"
    # "De eerste twee" and "a of b" name two: neither is meant alone, and two places are no choice.
    names = lexicon().after_a_place.union(*(place.alone for place in lexicon().places))
    return all(other in names for other in others)


def _keyword(words: tuple[str, ...], options: Sequence[Answer]) -> int | None:
    heard = _in_their_words(words, tuple(options))
    hits = [(hit, index) for index, option in enumerate(options) if (hit := _longest(heard, option))]
    hits.sort(reverse=True)
    if not hits or (len(hits) > 1 and hits[0][0] == hits[1][0]):
        return None
    hit, option = hits[0]
    return option if _is_the_point(hit, words) else None


def _in_their_words(words: tuple[str, ...], options: tuple[Answer, ...]) -> tuple[str, ...]:
    """Give what was said with each word that is nearly one of the options' words replaced by that."""
    vocabulary = _vocabulary(options)
    return tuple(nearest(word, vocabulary) or word for word in words)


@cache
def _vocabulary(options: tuple[Answer, ...]) -> tuple[str, ...]:
    return tuple(sorted({word for option in options for phrase in _phrases(option) for word in phrase}))


def _is_the_point(hit: _Hit, words: tuple[str, ...]) -> bool:
    """Whether a phrase is what the utterance is about, and not a part of other talk."""
    least = _COVERED if hit.telling >= _TELLING else _COVERED_SHORT
    return hit.telling >= least * len("".join(content(words))) or hit.letters >= _COVERED_IN_ALL * len("".join(words))


def _longest(words: tuple[str, ...], option: Answer) -> _Hit | None:
    """Give the longest of the option's phrases that was said."""
    return max((_hit(phrase) for phrase in _phrases(option) if _said(phrase, words)), default=None)


def _hit(phrase: tuple[str, ...]) -> _Hit:
    letters = len("".join(phrase))
    return _Hit(len("".join(content(phrase))) or letters, letters)


@cache
def _phrases(option: Answer) -> tuple[tuple[str, ...], ...]:
    """The ways to name an option, as words."""
    ways = (tokens(text) for text in (option.spoken, option.label, *option.keywords))
    return tuple(dict.fromkeys(way for way in ways if way))


def _said(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether the phrase was said in its order, a small word more here and there ("wat hij allemaal kan")."""
    if not set(words).issuperset(phrase):
        return False
    for start in (index for index, word in enumerate(words) if word == phrase[0]):
        end = _end(phrase, words, start)
        if end and (_denying(phrase) or not _denying(words[max(0, start - 2) : end])):
            return True
    return False


def _denying(words: tuple[str, ...]) -> bool:
    return not lexicon().denials.isdisjoint(words)


def _end(phrase: tuple[str, ...], words: tuple[str, ...], start: int) -> int | None:
    """Give the place after the last word of a phrase that begins at `start`, or None when it does not."""
    spare = _GAPS if len(phrase) > _GAPS else 0
    place = start
    for part in phrase:
        limit = place + spare + 1
        found = next((index for index in range(place, min(limit, len(words))) if words[index] == part), None)
        if found is None:
            return None
        spare -= found - place
        place = found + 1
    return place


def _near(words: tuple[str, ...], options: Sequence[Answer]) -> int | None:
    if len("".join(content(words))) < 4:
        return None
    scores = sorted(((_likeness(words, option), index) for index, option in enumerate(options)), reverse=True)
    best, index = scores[0]
    return index if best >= _ALIKE_ANSWER and best - scores[1][0] >= _AHEAD else None


def _likeness(words: tuple[str, ...], option: Answer) -> float:
    """How near (0-100) what was said is to any of the option's phrases, as words or, when split wrongly, as sounds."""
    said, run_together = " ".join(content(words)), "".join(words)
    denied = _denying(words)
    best = 0.0
    for phrase in _phrases(option):
        if _denying(phrase) != denied:
            continue
        own = " ".join(content(phrase)) or " ".join(phrase)
        best = max(best, fuzz.token_sort_ratio(said, own), fuzz.ratio(run_together, "".join(phrase)))
    return best
