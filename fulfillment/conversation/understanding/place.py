"""Which places in a list of options were named: "de tweede", "optie c", "b van bernard", "de eerste twee"."""

from dataclasses import dataclass
from itertools import pairwise

from fulfillment.conversation.understanding.lexicon import Place, lexicon
from fulfillment.conversation.understanding.words import content

_DENIAL_WITHIN = 2
"""Words before a place within which a denial turns it round: "niet de eerste"."""


@dataclass(frozen=True)
class Places:
    """The places (from 0) that were named, in the order in which they were said, and those that were denied."""

    named: tuple[int, ...]
    denied: tuple[int, ...]


def place(words: tuple[str, ...], count: int) -> int | None:
    """Give the one place among `count` that is meant; None when none or more than one is."""
    found = places(words, count)
    left = set(range(count)) - set(found.denied)
    if not found.named and found.denied and len(left) == 1:
        return left.pop()
    return found.named[0] if len(found.named) == 1 else None


def places(words: tuple[str, ...], count: int) -> Places:
    """Give every place that was named or denied."""
    said = _spelled_out(words)
    named: list[int] = list(_run(said, count) or _either(said, count))
    denied: list[int] = []
    for index, word in enumerate(said) if not named else ():
        found = _place_of(word, said, index, count)
        if found is not None and found < count:
            before = said[max(0, index - _DENIAL_WITHIN) : index]
            (denied if not lexicon().denials.isdisjoint(before) else named).append(found)
    return Places(tuple(dict.fromkeys(p for p in named if p not in denied)), tuple(dict.fromkeys(denied)))


def _spelled_out(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out how a letter is spelled: "b van bernard" is "b"."""
    kept: list[str] = []
    skip = 0
    for index, word in enumerate(words):
        if skip:
            skip -= 1
            continue
        kept.append(word)
        letter = _letter(word)
        if letter and words[index + 1 : index + 2] == ("van",) and words[index + 2 : index + 3]:
            skip = 2 if words[index + 2].startswith(letter) else 0
    return tuple(kept)


def _letter(word: str) -> str:
    """Give the letter that this word names ("bee", "cee"), or ""."""
    for letter, known in zip("abcd", lexicon().places, strict=False):
        if word in known.alone and not word.isdigit():
            return "c" if word in ("see", "ze", "zee") else letter
    return ""


def _run(words: tuple[str, ...], count: int) -> tuple[int, ...]:
    """Give the places of "de eerste twee" or "de laatste drie"."""
    numbers = {word: number for number, word in enumerate(("twee", "drie", "vier"), start=2)}
    for word, after in pairwise(words):
        many = min(numbers.get(after, 0), count)
        if many and word in lexicon().places[0].ordinals:
            return tuple(range(many))
        if many and word in lexicon().last_place:
            return tuple(range(count - many, count))
    return ()


def _either(words: tuple[str, ...], count: int) -> tuple[int, ...]:
    """Give the two places of "b of c", whatever else is said."""
    for index in range(1, len(words) - 1):
        if words[index] not in ("of", "en"):
            continue
        sides = [_named_by(words[index - 1]), _named_by(next(iter(_next_place(words[index + 1 :])), ""))]
        if None not in sides and sides[0] != sides[1] and all(side is not None and side < count for side in sides):
            return tuple(side for side in sides if side is not None)
    return ()


def _next_place(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if words[:1] in (("de",), ("het",), ("optie",)) else words


def _named_by(word: str) -> int | None:
    for number, one in enumerate(lexicon().places):
        if word in one.ordinals | one.alone:
            return number
    return None


def _place_of(word: str, words: tuple[str, ...], index: int, count: int) -> int | None:
    known = lexicon()
    if word in known.last_place | known.middle_place and not _ends_there(words, index):
        return None
    if word in known.last_place:
        return count - 1
    if word in known.middle_place:
        return 1 if count == 3 else None
    for number, one in enumerate(known.places):
        if word in one.ordinals:
            return number if _ends_there(words, index) else None
        if word in one.alone:
            return number if _named_before(words, index) or _stands_alone(words, index) else None
    return None


def _named_before(words: tuple[str, ...], index: int) -> bool:
    return index > 0 and words[index - 1] in lexicon().names_a_place


def _ends_there(words: tuple[str, ...], index: int) -> bool:
    """Whether an ordinal stands by itself: "de eerste (past bij ons)", not "de eerste dinsdag"."""
    after = content(words[index + 1 :][:1])
    return not after or after[0] in lexicon().after_a_place | _alone()


def _stands_alone(words: tuple[str, ...], index: int) -> bool:
    """Whether a number or letter is all that was meant: "een" and "a" are also small words in a sentence."""
    others = content(words[:index] + words[index + 1 :])
    if words[index] == "een":
        at_an_end = words[-1] == "een" or (index == 0 and len(words) > 1)
        return at_an_end and all(other in lexicon().after_a_place for other in others)
    return all(other in lexicon().after_a_place | _alone() | lexicon().denials for other in others)


def _alone() -> frozenset[str]:
    places: tuple[Place, ...] = lexicon().places
    return frozenset().union(*(one.alone | one.ordinals for one in places))
