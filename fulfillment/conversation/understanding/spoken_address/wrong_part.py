"""Which part of an address that was read back is wrong: "alleen het laatste stuk klopt niet"."""

from enum import StrEnum
from functools import cache

from fulfillment.conversation.understanding.spoken_address.lists import Phrases, address_words, phrase_at, phrases


class Part(StrEnum):
    """A part of an address: before or after the @."""

    LOCAL = "local"
    DOMAIN = "domain"


def wrong_part(words: tuple[str, ...]) -> Part | None:
    """Give the part of an address that is said to be wrong, or None."""
    clauses = _clauses(words)
    known = address_words().part
    judged = not (known.faults | known.right).isdisjoint(words)
    named = [_part_of(clause, judged=judged) for clause in clauses]
    parts = {part for part in named if isinstance(part, Part)}
    wrong = {_wrong(part, clause, parts) for part, clause in zip(named, clauses, strict=True)} - {None}
    if len(wrong) == 1:
        return wrong.pop()
    # "Nee, het domein": the part alone.
    rest = _without_markers(words)
    idle = len(parts) == 1 and known.around.issuperset(rest) and known.right.isdisjoint(rest)
    return parts.pop() if idle and not wrong else None


def _clauses(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    known = address_words().part
    found: list[list[str]] = [[]]
    for word in words:
        if word in known.clauses | known.only:
            found.append([])
        if word not in known.clauses:
            found[-1].append(word)
    return [tuple(clause) for clause in found if clause]


def _part_of(words: tuple[str, ...], *, judged: bool) -> Part | str | None:
    """Give the part that is named first, "rest" for the other one, or None; "de eerste" is one only when `judged`."""
    known = address_words().part
    for index in range(len(words)):
        if found := phrase_at(_spoken_markers(), words, index):
            return Part(found[0]) if found[0] in set(Part) else found[0]
    if not judged or known.first.isdisjoint(words) == known.second.isdisjoint(words):
        return None
    return Part.DOMAIN if known.first.isdisjoint(words) else Part.LOCAL


def _wrong(part: Part | str | None, clause: tuple[str, ...], named: set[Part]) -> Part | None:
    """Give the part that is wrong by what a clause says of `part`."""
    known = address_words().part
    if part == "rest" and len(named) == 1:
        part = _other(*named)
    if not isinstance(part, Part):
        return None
    if not (known.wrong | known.faults).isdisjoint(clause):
        return part
    only = not known.only.isdisjoint(clause) and not known.right.isdisjoint(clause)
    return _other(part) if only else None


def _other(part: Part) -> Part:
    return Part.DOMAIN if part is Part.LOCAL else Part.LOCAL


def _without_markers(words: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    index = 0
    while index < len(words):
        marker = phrase_at(_spoken_markers(), words, index)
        if marker is None:
            found.append(words[index])
        index = marker[1] if marker else index + 1
    return found


@cache
def _spoken_markers() -> Phrases:
    known = address_words().part
    meant = {
        Part.LOCAL: known.local + known.name + known.local_place,
        Part.DOMAIN: known.domain + known.domain_place,
        "rest": known.rest,
        "all": known.all,
    }
    return phrases(meant)
