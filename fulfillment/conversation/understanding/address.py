"""An e-mail address, dictated or typed: "jan punt jansen apenstaartje voorbeeld punt nl"."""

import re
from collections.abc import Iterator

from email_validator import EmailNotValidError, validate_email
from text_to_num import alpha2digit

from fulfillment.conversation.understanding.words import LONGEST, plain

_SIGNS = {
    "apenstaartje": "@", "apestaartje": "@", "apenstaart": "@",
    "punt": ".", "dot": ".", "streepje": "-", "koppelteken": "-", "min": "-", "minteken": "-", "dash": "-",
    "underscore": "_", "plus": "+", "plusteken": "+",
}  # fmt: skip
_SHORT_AT = frozenset({"at", "ad", "et"})
"""Said for @ too, but also names and words: they count only where no plainer word for @ was said."""
_FREE_WORDS = 3
"""More loose words than this in a row are talk, not the first half of an address."""
_SEVERAL_WORDS = (
    (r"\b(laag|lage|liggend|laag liggend|liggend laag|onderliggend) (streepje|streep)\b", " underscore "),
    (r"\bunder score\b", " underscore "),
    (r"\b(gewoon|kort|verbindings) ?streepje\b", " streepje "),
    (r"\b(alles |helemaal )?aan (elkaar|een stuk)\b|\bmet (een|het) \w+( achteraan| vooraan)?\b(?! \w+ \w+ punt)", " "),
    (r"\bde (\w+) van\b", r" \1 van "),
    (r"\b(apen|ape) (staartje|staart)\b", " apenstaartje "),
    (r"\b(griekse|grieks) (ij|y)\b", " ypsilon "),
    (r"\bg mail\b", " gmail "),
    (r"\bhot mail\b", " hotmail "),
)
_DIGITS = dict(zip("nul een twee drie vier vijf zes zeven acht negen".split(), "0123456789", strict=True))
_LETTERS = {
    "aa": "a", "bee": "b", "be": "b", "cee": "c", "see": "c", "ce": "c", "dee": "d", "ee": "e", "ef": "f",
    "gee": "g", "haa": "h", "ha": "h", "ie": "i", "jee": "j", "kaa": "k", "ka": "k", "el": "l", "em": "m",
    "en": "n", "oo": "o", "pee": "p", "kuu": "q", "ku": "q", "er": "r", "es": "s", "tee": "t", "uu": "u",
    "vee": "v", "wee": "w", "iks": "x", "ypsilon": "y", "zet": "z", "zed": "z",
}  # fmt: skip
_ALPHABETS = frozenset(
    "anton bernard cornelis dirk eduard ferdinand gerard hendrik izaak johan karel lodewijk maria nico otto pieter "
    "quotient quirinus rudolf simon teunis theodor utrecht victor willem xantippe zacharias alfa alpha bravo charlie "
    "delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango "
    "uniform whiskey whisky xray yankee zulu".split()
)
_LEAD_IN = re.compile(
    r"^\W*((eh|ehm|uh|nou|even|denken|nee|neen|wacht|ik bedoel|ik bedoelde|sorry|liever|oke|ja|oh|dus|dat|het|mijn|"
    r"m'n|is|wordt|zeg|stuur|sturen|mail|maar|naar|aan|e-mail|email|e-mailadres|emailadres|mailadres|adres|gebruik|"
    r"neem|doe|mag|je|u)\b\W*)+(?=\w)"
)
_LEAD_OUT = re.compile(r"\W*\b(alsjeblieft|alstublieft|graag|dank je|dat is alles|en dat is alles|dat was het)\W*$")
KNOWN_DOMAINS = {
    "gmail": "gmail.com", "hotmail": "hotmail.com", "outlook": "outlook.com", "icloud": "icloud.com",
    "yahoo": "yahoo.com", "protonmail": "protonmail.com", "ziggo": "ziggo.nl", "kpnmail": "kpnmail.nl",
    "kpn": "kpnmail.nl", "xs4all": "xs4all.nl", "planet": "planet.nl", "home": "home.nl", "live": "live.nl",
    "telenet": "telenet.be", "skynet": "skynet.be", "proximus": "proximus.be",
}  # fmt: skip
"""Domains that people name without their ending."""


def address(words: str) -> str | None:
    """Give the whole address that was dictated or typed, or None when it is not one."""
    written = _written(words)
    local, at, domain = written.partition("@")
    if not at:
        return None
    return _valid(f"{local}@{KNOWN_DOMAINS.get(domain, domain)}")


def local_part(words: str) -> str | None:
    """Give what was dictated of an address when only the part before the @ was said; None when it can't be one."""
    loose = [word for word in plain(words).split() if not _is_letter(word) and word not in _SIGNS]
    written = _written(words).rstrip("@.")
    fits = len(loose) <= _FREE_WORDS and _valid(f"{written}@example.com")
    return written if fits else None


def domain(words: str) -> str | None:
    """Give the domain that was dictated apart, or None when it is not one."""
    written = _written(words).lstrip("@.")
    found = _valid(f"x@{KNOWN_DOMAINS.get(written, written)}")
    return found.partition("@")[2] if found else None


def spelled(address: str) -> str:
    """Give the address as it is read back: letter by letter, a well-known domain as a word."""
    local, _, domain = address.partition("@")
    name, _, ending = domain.rpartition(".")
    known = domain in KNOWN_DOMAINS.values()
    said = [name] if known else list(_spoken_signs(name))
    return ", ".join([*_spoken_signs(local), "apenstaartje", *said, f"punt {ending.replace('.', ' punt ')}"])


def _spoken_signs(text: str) -> Iterator[str]:
    names = {".": "punt", "-": "streepje", "_": "laag streepje", "+": "plus"}
    for sign in text:
        yield names.get(sign, sign)


def _valid(text: str) -> str | None:
    try:
        # Other than ASCII before the @ is passed on by few mail servers; a domain has an ASCII form.
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        return None
    return found.lower() if found else None


def _written(words: str) -> str:
    """Write down what was dictated, without spaces."""
    text = words[:LONGEST].lower().strip()
    text = _LEAD_OUT.sub("", _LEAD_IN.sub("", text)).strip(" .!?,;:<>()")
    *before, last = text.split() or [""]
    if "@" in last and not set(before) & _SIGNS.keys() and (typed := _valid(last)):
        return typed
    for pattern, replacement in _SEVERAL_WORDS:
        text = re.sub(pattern, replacement, text)
    parts = re.findall(r"[a-z0-9à-öø-ÿ]+|[@._+-]", alpha2digit(text.replace(",", " "), "nl"))
    return "".join(_signs(_spelling(parts)))


def _spelling(parts: list[str]) -> Iterator[str]:
    """Turn spelled letters ("jee aa en", "a van Anton", "Anton Bernard Cornelis") into letters."""
    index = 0
    while index < len(parts):
        part = parts[index]
        if _says_which(parts, index):
            yield parts[index + 2][0]
            index += 3
            continue
        if part in _LETTERS and _beside_letters(parts, index):
            yield _LETTERS[part]
        elif part in _ALPHABETS and _in_a_run(parts, index):
            yield part[0]
        else:
            yield part
        index += 1


def _says_which(parts: list[str], index: int) -> bool:
    """Whether a letter is named with its word: "b van bernard"."""
    if index + 2 >= len(parts) or parts[index + 1] != "van":
        return False
    letter = _LETTERS.get(parts[index], parts[index])
    return len(letter) == 1 and parts[index + 2].startswith(letter)


def _is_letter(part: str) -> bool:
    return (len(part) == 1 and part.isalpha()) or part in _LETTERS


def _beside_letters(parts: list[str], index: int) -> bool:
    return any(_is_letter(other) for other in (*parts[max(0, index - 1) : index], *parts[index + 1 : index + 2]))


def _in_a_run(parts: list[str], index: int) -> bool:
    """Whether three words of a spelling alphabet stand together: one alone is more likely a name."""
    start = end = index
    while start > 0 and parts[start - 1] in _ALPHABETS:
        start -= 1
    while end + 1 < len(parts) and parts[end + 1] in _ALPHABETS:
        end += 1
    return end - start >= 2


def _signs(said: Iterator[str]) -> Iterator[str]:
    parts = list(said)
    plain_at = any(_SIGNS.get(part, part) == "@" for part in parts)
    double = False
    for part in parts:
        if part in ("dubbel", "dubbele"):
            double = True
            continue
        short_at = "@" if part in _SHORT_AT and not plain_at else None
        sign = short_at or _SIGNS.get(part) or _DIGITS.get(part) or part
        yield sign * 2 if double and len(sign) == 1 else sign
        double = False
