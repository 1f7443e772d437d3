"""Changes to one part of an address that was read back, each made only where one place fits."""

import re

from rapidfuzz import fuzz

from fulfillment.conversation.understanding.spoken_address.dictation import DOT, SIGNS
from fulfillment.conversation.understanding.spoken_address.lists import address_words, letters_by_name
from fulfillment.conversation.understanding.spoken_address.respelling import Remark, respelled
from fulfillment.conversation.understanding.spoken_address.spelling import is_figure, written

_ALIKE, _VERY_ALIKE, _CLEARLY = 60, 75, 10
"""How alike (0-100) a word is to the one that it corrects, after a "nee" and without, and by how much more than to any
other."""
_SEGMENT = re.compile(r"[^@._+-]+")
_FIGURES = re.compile(r"\d+")


def exchanged(address: str, new: list[str], old: list[str]) -> str | None:
    """Give `address` with `old` changed to `new`; None when `old` stands in no place, or in more than one."""
    before, after = _text(old), _text(new)
    if before == after or not before or not after:
        return None
    ending = address.rpartition(DOT)[2]
    if before.lstrip(DOT) == ending:
        return address.removesuffix(ending) + after.lstrip(DOT) if after.lstrip(DOT).isalpha() else None
    places = [m.span() for m in _SEGMENT.finditer(address) if m.group() == before]
    local, _, domain = address.partition("@")
    for text, offset in ((local, 0), (domain.removesuffix(f".{ending}"), len(local) + 1)):
        places = places or [(m.start() + offset, m.end() + offset) for m in re.finditer(re.escape(before), text)]
    return _put(address, places[0], after) if len(places) == 1 else None


def relettered(address: str, token: str, *, last: bool) -> str | None:
    """Give `address` with another first or last letter before the @; None when `token` is no letter."""
    letter = letters_by_name().get(token)
    local, _, domain = address.partition("@")
    if letter is None:
        return None
    return f"{local[:-1]}{letter}@{domain}" if last else f"{letter}{local[1:]}@{domain}"


def remarked(address: str, remark: Remark, part: str | None) -> str | None:
    """Give `address` as one remarks that it is spelled: "met dubbel s", "zonder punt"; None when unsure where."""
    local, _, domain = address.partition("@")
    name, _, ending = domain.rpartition(DOT)
    found = None
    if part != "domain":
        found = _remarked(local, remark)
    if found is not None:
        return f"{found}@{domain}"
    changeable = part == "domain" or (part is None and domain not in address_words().known_domains.values())
    found = _remarked(name, remark) if changeable else None
    return f"{local}@{found}.{ending}" if found is not None else None


def given(address: str, words: list[str], *, domain: bool, objected: bool) -> str | None:
    """Give `address` with what was said in the place of the one thing that it is alike to, or None; the speaker
    may have `objected` ("nee")."""
    local, _, old = address.partition("@")
    name, _, ending = old.rpartition(DOT)
    text = _text(words)
    if words[0] == DOT and text[1:] in address_words().endings:
        return f"{local}@{name}{text}"
    if domain:
        return f"{local}@{text}.{ending}" if text[:1].isalnum() and DOT not in text else None
    if len(words) == 1 and text in SIGNS:
        return f"{found}@{old}" if (found := _remarked(local, Remark(sign=text))) else None
    if all(map(is_figure, words)):
        figures = list(_FIGURES.finditer(local))
        return _put(address, figures[0].span(), text) if len(figures) == 1 else None
    if not SIGNS.isdisjoint(text):
        return f"{text}@{old}" if fuzz.ratio(text, local) >= _ALIKE and text[0].isalnum() else None
    return _likest(address, text, _ALIKE if objected else _VERY_ALIKE)


def _likest(address: str, text: str, alike: int) -> str | None:
    """Put a word in the place of the part of the address that it is clearly alike to."""
    stop = address.rindex(DOT)
    segments = [m for m in _SEGMENT.finditer(address) if m.start() < stop]
    scored = sorted(((fuzz.ratio(m.group(), text), m.span()) for m in segments), reverse=True)
    (best, place), second = scored[0], scored[1][0] if len(scored) > 1 else 0
    return _put(address, place, text) if best >= alike and best - second >= _CLEARLY else None


def _remarked(text: str, remark: Remark) -> str | None:
    """Give one part of an address changed by a remark, or None when there is not one place for it."""
    if remark.sign:
        return _resigned(text, remark)
    if not remark.letters or (remark.instead and text.count(remark.instead) > 1):
        return None
    if remark.count == 2 and not remark.without and remark.letters * 2 in text:
        return None
    changed = [
        (match.span(), new)
        for match in _SEGMENT.finditer(text)
        if (new := respelled(match.group(), remark)) is not None and new != match.group()
    ]
    if (remark.end or remark.start) and changed:
        changed = changed[-1:] if remark.end else changed[:1]
    return _put(text, *changed[0]) if len(changed) == 1 else None


def _resigned(text: str, remark: Remark) -> str | None:
    signs = [index for index, sign in enumerate(text) if sign in SIGNS]
    places = [index for index in signs if text[index] == remark.sign] if remark.without else signs
    if len(places) != 1:
        return None
    return _put(text, (places[0], places[0] + 1), "" if remark.without else remark.sign)


def _put(text: str, place: tuple[int, int], new: str) -> str:
    return text[: place[0]] + new + text[place[1] :]


def _text(words: list[str]) -> str:
    return letters_by_name().get(words[0], written(words)) if len(words) == 1 else written(words)
