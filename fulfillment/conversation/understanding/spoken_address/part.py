"""One part of an address corrected after it was read back: "het domein is bakker punt be", "jansen met dubbel s"."""

from functools import cache

from fulfillment.conversation.understanding.spoken_address.address import domain, valid
from fulfillment.conversation.understanding.spoken_address.amending import exchanged, given, relettered, remarked
from fulfillment.conversation.understanding.spoken_address.dictation import (
    AT,
    DOT,
    RESTART,
    RETRACT,
    SIGNS,
    split_at,
    taken_down,
)
from fulfillment.conversation.understanding.spoken_address.lists import Phrases, address_words, phrase_at, phrases
from fulfillment.conversation.understanding.spoken_address.remarks import carried_out, remark_at
from fulfillment.conversation.understanding.spoken_address.respelling import Remark
from fulfillment.conversation.understanding.spoken_address.spelling import written
from fulfillment.conversation.understanding.spoken_address.wrong_part import Part, wrong_part

__all__ = ["Part", "corrected_part", "wrong_part"]

_MOST = 10
"""More words and signs than this are no correction of one part."""


def corrected_part(words: str, address: str) -> str | None:
    """Give `address` with the part corrected that `words` are about; None when that is unsure or changes nothing."""
    parts = split_at([token for token in taken_down(words) if token != RETRACT], RESTART)
    said = next((part for part in reversed(parts) if _bare(part)), [])
    if not said or "@" not in address:
        return None
    if letter := _letter_place(said):
        place, named = letter
        return relettered(address, named, last=place == "last")
    part, said = _named(said)
    found = _amended(_bare(said), part, address, objected=len(parts) > 1)
    found = valid(found) if found else None
    return found if found != address else None


def _amended(said: list[str], part: Part | None, address: str, *, objected: bool) -> str | None:
    if not said or len(said) > _MOST or AT in said[1:]:
        return None
    words, remarks = _apart(said)
    words = _bare(words) if remarks else words
    if (pair := _pair(said)) and not any(remark.instead for remark in remarks):
        new, old = (_bare(half) for half in pair)
        return exchanged(address, new, old) if new and old else None
    if not address_words().part.no_part.isdisjoint(words):
        return None
    if not remarks:
        return _given(words, part, address, objected=objected)
    if not words:
        return remarked(address, remarks[0], part) if len(remarks) == 1 else None
    whole = written(carried_out(said))
    sure = remarked(address, remarks[0], part) if len(remarks) == 1 else None
    if sure and whole in sure:
        return sure
    return _given([whole], part, address, objected=True) or exchanged(address, [whole], words)


def _given(words: list[str], part: Part | None, address: str, *, objected: bool) -> str | None:
    known = address_words()
    chat = (known.talk | known.part.around) - known.prefixes
    if not words or (len(words) > 1 and not chat.isdisjoint(words)):
        return None
    local, _, old = address.partition(AT)
    if part is Part.LOCAL:
        text = written(words, initials=True)
        return f"{text}@{old}" if text[:1].isalnum() else None
    if part is None and words[0] == AT:
        part, words = Part.DOMAIN, words[1:]
    if not words:
        return None
    ended = DOT in words[1:] or written(words) in address_words().known_domains
    new = domain(" ".join(words)) if words[0] != DOT and ended else None
    if new and (part is Part.DOMAIN or words[-1] in address_words().endings or len(words) == 1):
        return f"{local}@{new}"
    return given(address, words, domain=part is Part.DOMAIN, objected=objected)


def _named(said: list[str]) -> tuple[Part | None, list[str]]:
    """Give the part that is named, and the words without its name."""
    end = 0
    for index in range(len(said)):
        remark = remark_at(said, index)
        end = max(end, remark[1] if remark else 0)
        found = phrase_at(_markers(), said, index) if index >= end else None
        if found and found[1] < len(said) and address_words().part.around.issuperset(said[:index]):
            return Part(found[0]), said[:index] + said[found[1] :]
    return None, said


def _bare(said: list[str]) -> list[str]:
    """Leave out the words around what is given anew; "de" of a name that follows "is" stays."""
    known = address_words()
    start, end = 0, len(said)
    while start < end and said[start] in known.part.around | known.lead_in:
        if start and said[start] in known.prefixes - {"het"} and said[start - 1] in known.anchors:
            break
        if remark_at(said, start) or said[start] in known.denials:
            break
        start += 1
    while end > start and said[end - 1] in known.part.around | known.lead_out and said[end - 1] not in SIGNS:
        end -= 1
    return said[start:end]


def _pair(said: list[str]) -> tuple[list[str], list[str]] | None:
    """Give what is new and what is old, of "k in plaats van c", "niet jan maar jana" and "jana en niet jan"."""
    known = address_words()
    for index in range(1, len(said) - 1):
        if place := phrase_at(_instead(), said, index):
            start = 1 if said[0] == known.remarks.with_ else 0
            return said[start:index], said[place[1] :]
    denial = next((index for index, token in enumerate(said) if token in known.denials), None)
    if denial is None:
        return None
    contrast = next((index for index in range(denial, len(said)) if said[index] in known.contrast), None)
    if contrast:
        return said[contrast + 1 :], said[denial + 1 : contrast]
    before = said[: denial - 1] if said[denial - 1 : denial] == [known.and_] else said[:denial]
    return (before, said[denial + 1 :]) if before else None


def _apart(said: list[str]) -> tuple[list[str], list[Remark]]:
    words: list[str] = []
    remarks: list[Remark] = []
    index = 0
    while index < len(said):
        if read := remark_at(said, index):
            remarks.append(read[0])
            index = read[1]
        else:
            words.append(said[index])
            index += 1
    return words, remarks


def _letter_place(said: list[str]) -> tuple[str, str] | None:
    for index in range(len(said)):
        if found := phrase_at(_letter_places(), said, index):
            rest = _bare(said[found[1] :])
            return (found[0], rest[0]) if len(rest) == 1 else None
    return None


@cache
def _markers() -> Phrases:
    known = address_words().part
    meant = {Part.LOCAL: known.local, Part.DOMAIN: known.domain}
    return phrases({part: [" ".join(taken_down(text)) for text in texts] for part, texts in meant.items()})


@cache
def _instead() -> Phrases:
    return phrases({"instead": address_words().remarks.instead})


@cache
def _letter_places() -> Phrases:
    known = address_words().part
    return phrases({"last": known.last_letter, "first": known.first_letter})
