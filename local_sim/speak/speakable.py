"""Written Dutch as it is read aloud, where espeak-ng by itself would read something else.

It already knows figures, decimals ("12,5") and lone letters; it does not know abbreviations ("bijv."), reads "AI" as
the word "ai", "€" as nothing useful, "t/m" as "t slash m" and a hyphen between figures as nothing at all.
"""

import re
import unicodedata
from collections.abc import Callable

from local_sim.speak.address import MAIL, WEB, said
from local_sim.speak.spelling import named

_ABBREVIATIONS = {
    "a.u.b.": "alstublieft",
    "bijv.": "bijvoorbeeld",
    "blz.": "bladzijde",
    "ca.": "ongeveer",
    "d.m.v.": "door middel van",
    "d.w.z.": "dat wil zeggen",
    "e.d.": "en dergelijke",
    "enz.": "enzovoort",
    "etc.": "etcetera",
    "evt.": "eventueel",
    "excl.": "exclusief",
    "i.p.v.": "in plaats van",
    "i.v.m.": "in verband met",
    "incl.": "inclusief",
    "m.b.t.": "met betrekking tot",
    "m.n.": "met name",
    "max.": "maximaal",
    "mln.": "miljoen",
    "n.v.t.": "niet van toepassing",
    "nr.": "nummer",
    "o.a.": "onder andere",
    "resp.": "respectievelijk",
    "t.o.v.": "ten opzichte van",
    "t/m": "tot en met",
    "vgl.": "vergelijk",
    "z.o.z.": "zie ommezijde",
}
_ABBREVIATION = re.compile(
    r"(?<![\w.])(?:" + "|".join(re.escape(short) for short in _ABBREVIATIONS) + r")(?!\w)", re.IGNORECASE
)
_AT_THE_END = {"e.d.", "enz.", "etc."}
_ORDINALS = "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde".split()
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_SYMBOLS = {
    "&": " en ",
    "+": " plus ",
    "=": " is ",
    "@": " apenstaartje ",
    "#": " hekje ",
    "€": " euro ",
    "%": " procent ",
}
_VOWEL = re.compile(r"[AEIOUY]")

_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def speakable(text: str) -> str:
    """Give `text` as it is said: addresses, abbreviations, amounts, shares, times, ranges, acronyms and signs in words.

    What has no sound (quotes, emoji, control characters) is dropped; brackets become commas.
    """
    for pattern, said_as in _RULES:
        text = pattern.sub(said_as, text)
    heard = "".join(_SYMBOLS.get(sign, sign) for sign in text)
    return tidy("".join(sign if _has_sound(sign) else " " for sign in heard))


def tidy(text: str) -> str:
    """Give `text` with one blank between words, none before punctuation, and no punctuation twice."""
    text = re.sub(r"\s+([.,!?;:])", r"\1", " ".join(text.split()))
    return re.sub(r",+([.,!?;:])", r"\1", text).lstrip(" ,.;:")


def _expanded(found: re.Match[str]) -> str:
    """A dot that also ended the sentence goes on doing so; a capital after "bijv." may be a name."""
    short = found.group().casefold()
    after = r"\s*$|\s+[A-ZÀ-Ý]" if short in _AT_THE_END else r"\s*$"
    ends = short.endswith(".") and re.match(after, found.string[found.end() :])
    return _ABBREVIATIONS[short] + ("." if ends else "")


def _amount(found: re.Match[str]) -> str:
    whole, cents, times = found["whole"], found["cents"], found["times"]
    if times:
        return f"{whole}{',' + cents if cents else ''} {times} euro"
    return f"{whole} euro" + (f" {int(cents)}" if cents and cents.isdigit() and int(cents) else "")


def _clock(found: re.Match[str]) -> str:
    minutes = int(found["minutes"])
    return f"{int(found['hour'])} uur" + (f" {minutes}" if minutes else "")


def _date(found: re.Match[str]) -> str:
    return f"{int(found['day'])} {_MONTHS[int(found['month']) - 1]} {found['year']}"


def _one_by_one(found: re.Match[str]) -> str:
    return ", ".join(sign for sign in found.group() if sign.isdigit())


def _ordinal(found: re.Match[str]) -> str:
    number = int(found["number"])
    return _ORDINALS[number - 1] if 1 <= number <= len(_ORDINALS) else f"nummer {number}"


def _acronym(found: re.Match[str]) -> str:
    letters = found["letters"]
    if len(letters) > 3 and _VOWEL.search(letters):
        return found.group().lower()
    return " ".join(named(letter) for letter in letters) + ("s" if found["plural"] else "")


def _has_sound(sign: str) -> bool:
    return sign in " .,!?;:'-" or unicodedata.category(sign)[0] in "LMN"


_RULES: tuple[_Rule, ...] = (
    (MAIL, lambda found: said(found.group())),
    (WEB, lambda found: said(found.group())),
    (_ABBREVIATION, _expanded),
    (re.compile(r"(?<![\d.])(\d{1,3})\.(\d{3})\.(\d{3})(?![\d.]*\d)"), r"\1\2\3"),
    (re.compile(r"(?<![\d.])(\d{1,3})\.(\d{3})(?!\.?\d)"), r"\1\2"),
    (
        re.compile(r"€\s?(?P<whole>\d+)(?:,(?P<cents>\d+|-))?(?:\s(?P<times>duizend|miljoen|miljard))?"),
        _amount,
    ),
    (re.compile(r"\b(?P<hour>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)\b(?:\suur\b)?"), _clock),
    (re.compile(r"\b(?P<day>\d{1,2})-(?P<month>0?[1-9]|1[0-2])-(?P<year>\d{4})\b"), _date),
    (re.compile(r"(?:\+31|\b0)(?:[ -]?\d){6,}\b"), _one_by_one),
    (re.compile(r"\b(?P<number>\d{1,3})(?:e|de|ste)\b"), _ordinal),
    (re.compile(r"\b(\d{1,4})\s?–\s?(\d{1,4})\b|(?<![\d-])\b(\d{1,3})-(\d{1,3})\b(?![\d-])"), r"\1\3 tot \2\4"),
    (re.compile(r"\ben/of\b"), "en of"),
    (re.compile(r"(?<=\d)/(?=\d)"), " "),
    (re.compile(r"(?<=\w)\s?/\s?(?=\w)"), " of "),
    (re.compile(r"\bOK\b"), "oké"),
    (re.compile(r"\b(?P<letters>[A-Z]{2,6})(?P<plural>['’]?s)?\b"), _acronym),
    (re.compile(r"’"), "'"),
    (re.compile(r"\s[-–—]\s|—|[()\[\]]|…"), ", "),
)
