"""A word spelled as somebody remarks: "jansen" with a double s is "janssen", "marc" with a k "mark"."""

import re
from dataclasses import dataclass

from fulfillment.conversation.understanding.spoken_address.lists import address_words

_VOWELS = frozenset("aeiou")


@dataclass(frozen=True)
class Remark:
    """What was said of a word: `letters` in it, `count` (0-2) times where that was said, or not in it (`without`); at
    its `end` or `start`; `instead` of other letters. Without letters, `sign` stands between words; neither is idle
    talk."""

    letters: str = ""
    count: int = 0
    without: bool = False
    end: bool = False
    start: bool = False
    instead: str = ""
    sign: str = ""


def fits(word: str, remark: Remark) -> bool:
    """Whether a word is spelled so already."""
    letters = remark.letters
    if remark.instead:
        return False
    if remark.without:
        return letters * max(1, remark.count) not in word
    if remark.end or remark.start:
        wanted = letters * max(1, remark.count)
        return word.endswith(wanted) if remark.end else word.startswith(wanted)
    if remark.count == 2:
        return letters * 2 in word
    return letters in word and not (remark.count == 1 and letters * 2 in word)


def respelled(word: str, remark: Remark) -> str | None:
    """Give the word as it is spelled according to a remark with letters; None when that can't be seen."""
    if fits(word, remark):
        return None if remark.without else word
    if remark.instead:
        return word.replace(remark.instead, remark.letters, 1) if remark.instead in word else None
    if remark.without:
        return _without(word, remark)
    if remark.count == 2:
        return _double(word, remark.letters)
    if remark.letters * 2 in word and remark.count == 1:
        return word.replace(remark.letters * 2, remark.letters)
    if remark.end or remark.start:
        return _at_an_end(word, remark)
    return _replaced(word, remark.letters, "")


def _without(word: str, remark: Remark) -> str | None:
    letters = remark.letters
    if remark.count == 2:
        return word.replace(letters * 2, letters)
    before, _, after = word.rpartition(letters)
    return before + after or None


def _double(word: str, letter: str) -> str | None:
    """Double a letter: one within the word if there is one, else the last."""
    places = [index for index, other in enumerate(word) if other == letter]
    if not places or (len(places) == 2 and letter in _VOWELS and places[1] == len(word) - 1):
        return None
    within = [place for place in places if 0 < place < len(word) - 1]
    place = (within or places[-1:])[0]
    return word[:place] + letter + word[place:]


def _at_an_end(word: str, remark: Remark) -> str:
    """Put the letters at the end or start, for others that sound alike there."""
    anchor = "$" if remark.end else "^"
    letters = remark.letters * max(1, remark.count)
    if remark.count < 2 and remark.letters != "h" and (found := _replaced(word, remark.letters, anchor)):
        return found
    if remark.count == 2 and word.endswith(remark.letters) and remark.end:
        return word + remark.letters
    return word + letters if remark.end else letters + word


def _replaced(word: str, letters: str, anchor: str) -> str | None:
    for pattern, meant in address_words().sounds.get(letters, {}).items():
        wanted = rf"^(?:{pattern})" if anchor == "^" else f"(?:{pattern}){anchor}"
        found, count = re.subn(wanted, meant, word, count=1)
        if count:
            return found
    return None
