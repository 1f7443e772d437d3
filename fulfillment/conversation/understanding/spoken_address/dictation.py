"""What was dictated, taken down as words and signs: ["jan", ".", "jansen", "@", "gmail", ".", "com"]."""

import re
import unicodedata
from functools import cache

from rapidfuzz import fuzz

from fulfillment.conversation.understanding.spoken_address.lists import (
    Phrases,
    address_words,
    letters_by_name,
    no_part_of_it,
    phrase_at,
    phrases,
    short_ats,
)
from model.words import LONGEST

AT, DOT = "@", "."
SIGNS = frozenset("@._+-")
_LINES = frozenset("-_")
RESTART, RETRACT = "|", "<"
"""Stand for "nee, wacht" and for "bedoel ik"."""
_PARTS = re.compile(r"[^\W_]+|[@._+-]")
_FULL_STOP = re.compile(r"(?<=\w\w)[.?!]+(?=\s|$)|\.{2,}(?=\s|$)")
_MAIL = re.compile(r"\be-(?=mail)")
_LONG_AT, _ALIKE = 9, 80
"""From how many letters on a word may be an "apenstaartje" that was heard badly, and how alike (0-100) it must be."""


def taken_down(text: str) -> list[str]:
    """Give the words and signs of `text`, in plain letters, RESTART and RETRACT among them, without hesitation."""
    decomposed = unicodedata.normalize("NFKD", text[:LONGEST].lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c) and c not in "'’")
    said = _PARTS.findall(_FULL_STOP.sub(" ", _MAIL.sub("e", bare)))
    found: list[str] = []
    index = 0
    while index < len(said):
        phrase = phrase_at(_phrases(), said, index)
        meant, index = phrase or (_sign(said[index]), index + 1)
        found += _PARTS.findall(meant) or list(meant)
    return _single_ats(_without_fillers(found))


def at_words(tokens: list[str]) -> frozenset[str]:
    """Give the words that stand for @ here: the plainest that was said."""
    rows = (frozenset({AT}), *short_ats())
    return next((row for row in rows if not row.isdisjoint(tokens)), rows[0])


def at_index(tokens: list[str], words: frozenset[str]) -> int | None:
    """Give the place of the @, one of `words`, which has something before it; or None."""
    places = [index for index, token in enumerate(tokens) if token in words and index > 0]
    if AT in words or not places:
        return places[0] if places else None
    places = [place for place in places if not _goes_on(tokens, place)] or places
    first = places[0] if "at" in words else places[-1]
    while first - 1 in places:
        first -= 1
    return first


def cut_lead(tokens: list[str], words: frozenset[str]) -> list[str]:
    """Leave out the talk before the address ("stuur het maar naar"); `words` stand for @."""
    known = address_words()
    at = at_index(tokens, words)
    first = next((index for index, token in enumerate(tokens) if token in SIGNS or index == at), len(tokens))
    last = first - 1
    cut = max((index + 1 for index in range(last) if _is_anchor(tokens, index)), default=0)
    for index in range(cut, last):
        if _starts_spelling(tokens[index:first]):
            break
        if tokens[index] in known.lead_in:
            cut = index + 1
        elif tokens[index] in known.weak:
            cut = index + 1 if index == cut and index > 0 and tokens[index - 1] in known.anchors else cut
        elif tokens[index] not in known.particles or tokens[max(0, index - 1)] in known.anchors:
            break
        elif index == cut and index > 0:
            cut = index + 1
    return tokens[cut:]


def _is_anchor(tokens: list[str], index: int) -> bool:
    known = address_words()
    reached = tokens[index] in known.reached_by and index > 1 and tokens[index + 1] not in known.prefixes
    return tokens[index] in known.anchors or reached


def _starts_spelling(tokens: list[str]) -> bool:
    """Whether the first of the tokens, which could be talk, is a letter of a name that is spelled: "zet oo ee"."""
    letters = letters_by_name()
    return tokens[0] in letters and (letters.keys() >= set(tokens) or (len(tokens[1]) == 1 and tokens[1] in letters))


def is_talk(tokens: list[str]) -> bool:
    """Whether nothing of an address is in it."""
    return no_part_of_it().issuperset(tokens)


def split_at(tokens: list[str], sign: str) -> list[list[str]]:
    """Split the tokens at a sign."""
    found: list[list[str]] = [[]]
    for token in tokens:
        if token == sign:
            found.append([])
        else:
            found[-1].append(token)
    return found


def _goes_on(tokens: list[str], place: int) -> bool:
    """Whether a short word for @ is a name there: "ad punt smulders", "ad van den berg"."""
    after = tokens[place + 1] if place + 1 < len(tokens) else DOT
    return after in SIGNS or (tokens[place] == "ad" and after in address_words().name_goes_on and place < 2)


def _sign(word: str) -> str:
    sign = _signs().get(word)
    if sign is not None:
        return sign
    return AT if len(word) >= _LONG_AT and word[:1] == "a" and _is_at(word) else word


@cache
def _ats() -> tuple[str, ...]:
    return tuple(word for word in address_words().signs[AT] if len(word) >= _LONG_AT)


def _is_at(word: str) -> bool:
    return any(fuzz.ratio(word, known) >= _ALIKE for known in _ats())


def _without_fillers(tokens: list[str]) -> list[str]:
    """Leave out "dan" beside an @ or a dot: "jan dan punt dan jansen"."""
    fillers, signs = address_words().fillers, {AT, DOT}
    found: list[str] = []
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else ""
        before = found[-1] if found and after else ""
        if token == address_words().and_:
            idle = before not in letters_by_name() and AT in (before, after)
        else:
            idle = token in fillers and before != "" and (after in signs or before in signs)
        if not (idle and before and after not in _LINES):
            found.append(token)
    return found


def _single_ats(tokens: list[str]) -> list[str]:
    """Leave out a second word for the same @: "at apenstaartje", "apenstaartje at"."""
    short = frozenset().union(*short_ats())
    found: list[str] = []
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else DOT
        again = found[-1:] == [AT] and (token == AT or (token in short and after not in SIGNS))
        before = token in short_ats()[0] and after == AT and len(found) > 0
        if not (again or before):
            found.append(token)
    return found


@cache
def _phrases() -> Phrases:
    known = address_words()
    return phrases({**known.joined, "": known.asides, RESTART: known.restarts, RETRACT: known.retractions})


@cache
def _signs() -> dict[str, str]:
    known = address_words()
    by_name = {name: sign for sign, names in known.signs.items() for name in names}
    return by_name | dict.fromkeys(known.hesitations, "")
