"""E-mail and web addresses as they are said: "info@groen.nl" is "info apenstaartje groen punt en el"."""

import re

from local_sim.speak.spelling import named

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DOMAINS = "nl|be|de|eu|com|net|org|info|shop|io|ai|app"
WEB = re.compile(
    rf"(?:https?://|www\.)[^\s<>()\"']*[\w/]|\b[\w-]+(?:\.[\w-]+)*\.(?:{_DOMAINS})(?:/[\w/-]*\w)?\b", re.IGNORECASE
)
_START = re.compile(r"^https?://(?:www\.)?|^www\.", re.IGNORECASE)
_PART = re.compile(r"[^\W\d_]+|\d+|.")
_VOWEL = re.compile(r"[aeiouyà-ÿ]", re.IGNORECASE)


def said(address: str) -> str:
    """Say a mail or web address; http:// and www. are left out, as people do."""
    parts: list[str] = _PART.findall(_START.sub("", address).rstrip("/"))
    return " ".join(_part(part) for part in parts)


def _part(part: str) -> str:
    """Name signs, lone letters, and letters that are no word ("nl", "bv"); say the rest."""
    if len(part) == 1 and not part.isdigit():
        return named(part)
    is_word = not part.isalpha() or (_VOWEL.search(part) and part.casefold() not in {"be", "eu", "io", "ai"})
    return part if is_word else " ".join(named(letter) for letter in part)
