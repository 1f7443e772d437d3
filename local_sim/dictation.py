"""An e-mail address on the telephone: how a respondent dictates it, and hears whether it was understood."""

import re

from local_sim.speak.spelling import named

_SIGNS = {sign: named(sign) for sign in "@.-_+"}
_ALPHABET = (
    "anton bernard cornelis dirk eduard ferdinand gerard hendrik izaak johan karel lodewijk maria nico otto pieter "
    "quebec richard simon tango utrecht victor willem xantippe yankee zaandam"
).split()
"""People's own mixture: of each letter a name that is heard well."""
_LEAST_SPELLED = 3
"""Fewer names of letters in a row are taken for names of people."""
_FIGURES = "nul een twee drie vier vijf zes zeven acht negen".split()
_NAMES = {
    "laag streepje": "_",
    "underscore": "_",
    **{name: sign for sign, name in _SIGNS.items()},
    **{name: str(figure) for figure, name in enumerate(_FIGURES)},
}
"""What is read back for a sign, the longest first."""
_READ_BACK = re.compile(r":([^:.?]*\bapenstaartje\b[^:.?]*)[.?]")
_PART = re.compile(r"[a-z]+|\d|[@._+-]")


def dictated(address: str, *, spelled: bool = False) -> str:
    """Give the words for an address: whole, or with what stands before the @ `spelled` by names."""
    local, _, domain = address.lower().partition("@")
    before = " ".join(_said(part, spelled=spelled) for part in _PART.findall(local))
    after = " ".join(_said(part) for part in _PART.findall(domain))
    return f"{before} {_SIGNS['@']} {after}"


def is_read_back(address: str, speech: str) -> bool:
    """Whether `speech` reads back this address, letter by letter or in words: "Ik heb: j, a, n, apenstaartje …"."""
    read = _READ_BACK.search(speech.lower())
    if read is None:
        return False
    heard = read[1]
    for name, sign in _NAMES.items():
        heard = re.sub(rf"\b{name}\b", sign, heard)
    return re.sub(r"[\s,]+", "", heard) == address.lower()


def _said(part: str, *, spelled: bool = False) -> str:
    if part.isdigit():
        return _FIGURES[int(part)]
    if spelled and part.isalpha() and len(part) >= _LEAST_SPELLED:
        return " ".join(_ALPHABET[ord(letter) - ord("a")] for letter in part)
    return _SIGNS.get(part, part)
