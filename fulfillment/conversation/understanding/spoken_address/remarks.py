"""Remarks on the spelling inside a dictated address: "jansen met dubbel s", "vrolijk dat is v r o l i j k"."""

from functools import cache

from rapidfuzz import fuzz

from fulfillment.conversation.understanding.spoken_address.dictation import AT, DOT, SIGNS
from fulfillment.conversation.understanding.spoken_address.lists import (
    Phrases,
    address_words,
    letters_by_name,
    letters_by_plural,
    phrase_at,
    phrases,
)
from fulfillment.conversation.understanding.spoken_address.respelling import Remark, fits, respelled
from fulfillment.conversation.understanding.spoken_address.spelling import is_figure
from model.records import replace

_MOST_LETTERS = 3
_SPELLED, _ALIKE = 3, 65
"""From how many letters on a word may be spelled after it was said, and how alike (0-100) the two must be."""


def carried_out(tokens: list[str]) -> list[str]:
    """Give the tokens without remarks, each of which is carried out on what stands before it."""
    found: list[str] = []
    index = 0
    while index < len(tokens):
        read = remark_at(tokens, index) if found else None
        if read is None:
            found.append(tokens[index])
            index += 1
            _take_spelled(found, tokens[index : index + 1])
            continue
        remark, index = read
        _carry_out(found, remark)
        more = _more(tokens, index, remark)
        if more:
            remark, index = more
            _carry_out(found, remark)
    return found


def remark_at(tokens: list[str], index: int) -> tuple[Remark, int] | None:
    """Read the remark that starts at `index`, with its "met" or "zonder"; give it and where it ends, or None."""
    words = address_words().remarks
    start = index
    place = phrase_at(_places(), tokens, index)
    start = place[1] if place else start
    while start < len(tokens) and tokens[start] in address_words().before_remark:
        start += 1
    if start >= len(tokens) or tokens[start] not in {words.with_, *words.without}:
        return _doubled_after(tokens, index)
    without = tokens[start] in words.without
    read = _remark(tokens, start + 1, without=without)
    if read and place and read[0].letters:
        return replace(read[0], end=place[0] == "end", start=place[0] == "start"), read[1]
    return None if place else read


def _more(tokens: list[str], index: int, remark: Remark) -> tuple[Remark, int] | None:
    """Read a second remark: "met een c en een k", "zonder punt of streepje"."""
    also = tokens[index : index + 1] and tokens[index] in address_words().remarks.also
    return _remark(tokens, index + 1, without=remark.without) if also else None


def _doubled_after(tokens: list[str], index: int) -> tuple[Remark, int] | None:
    """Read "dubbel s" after a word of which that letter is within: "jansen dubbel s"."""
    known = address_words()
    if tokens[index] != known.double or index == 0 or len(tokens[index - 1]) < 4:
        return None
    letter = letters_by_name().get(tokens[index + 1]) if index + 1 < len(tokens) else None
    at_end = index + 2 >= len(tokens) or tokens[index + 2] in SIGNS
    if not letter or not at_end or letter not in tokens[index - 1][1:-1]:
        return None
    return Remark(letter, count=2), index + 2


def _remark(tokens: list[str], index: int, *, without: bool) -> tuple[Remark, int] | None:
    """Read what stands after "met" or "zonder"."""
    words = address_words().remarks
    count = 0
    while index < len(tokens) and tokens[index] in words.single | words.double | words.articles:
        count = 2 if tokens[index] in words.double else 1 if tokens[index] in words.single else count
        index += 1
    if index >= len(tokens):
        return None
    if tokens[index] in SIGNS - {AT}:
        return _sign(tokens, index, without=without, article=count > 0)
    if tokens[index] in words.loose:
        return Remark(), index + 1
    if tokens[index] in words.figure:
        return Remark(), index + 1 + (index + 1 < len(tokens) and is_figure(tokens[index + 1]))
    letters, end = _letters(tokens, index, count)
    if not letters:
        return None
    if count == 0 and end == index + 1 and tokens[index] == address_words().and_:
        return None
    return _placed(tokens, end, letters, count, without=without)


def _sign(tokens: list[str], index: int, *, without: bool, article: bool) -> tuple[Remark, int] | None:
    """Read "een punt ertussen"; "met een punt" with a word after it is dictated."""
    between = phrase_at(_places(), tokens, index + 1)
    end = between[1] if between else index + 1
    goes_on = between is None and end < len(tokens) and tokens[end] not in SIGNS
    if goes_on and not without and article:
        return Remark(), index
    return Remark(sign=tokens[index], without=without), end


def _letters(tokens: list[str], index: int, count: int) -> tuple[str, int]:
    """Read one letter after a number or an article, else up to three; give them and where they end."""
    names = {**letters_by_name(), **letters_by_plural()} if count == 2 else letters_by_name()
    if len(tokens[index]) > 1 and tokens[index] in address_words().sounds and count < 2:
        return tokens[index], index + 1
    start = index
    found = ""
    while index < len(tokens) and index - start < (_MOST_LETTERS if count == 0 else 1) and tokens[index] in names:
        if index > start and tokens[index] == address_words().and_:
            break
        found += names[tokens[index]]
        index += 1
    return found, index


def _placed(tokens: list[str], index: int, letters: str, count: int, *, without: bool) -> tuple[Remark, int]:
    """Read what follows the letters: "van karel", "achteraan", "in plaats van een c"."""
    if tokens[index : index + 1] == ["van"] and index + 1 < len(tokens) and tokens[index + 1].startswith(letters[0]):
        index += 2
    instead = ""
    end = start = False
    while place := phrase_at(_places(), tokens, index):
        end, start = end or place[0] == "end", start or place[0] == "start"
        index = place[1]
        if place[0] == "instead":
            while index < len(tokens) and tokens[index] in address_words().remarks.articles:
                index += 1
            instead, index = _letters(tokens, index, 0) if index < len(tokens) else ("", index)
    if len(letters) > 1 and len(set(letters)) == 1:
        letters, count = letters[0], 2
    return Remark(letters, count, without, end, start, instead), index


@cache
def _places() -> Phrases:
    words = address_words().remarks
    return phrases({"end": words.end, "start": words.start, "between": words.between, "instead": words.instead})


def _carry_out(found: list[str], remark: Remark) -> None:
    """Change the words before the remark, up to the last @, as it says; a remark that fits nothing changes nothing."""
    start = max((index + 1 for index, token in enumerate(found) if token == AT), default=0)
    _join_letters(found, start)
    if remark.sign and not remark.without:
        _set_between(found, start, remark.sign)
    if not remark.letters:
        return
    words = [index for index in range(len(found) - 1, start - 1, -1) if found[index] not in SIGNS]
    if remark.count != 1 and not (remark.end or remark.start) and any(fits(found[index], remark) for index in words):
        return
    for index in words:
        changed = respelled(found[index], remark)
        if changed is not None:
            found[index] = changed
            return


def _join_letters(found: list[str], start: int) -> None:
    """Make one word of the letters at the end."""
    first = len(found)
    while first > start and found[first - 1] in letters_by_name() and len(found[first - 1]) == 1:
        first -= 1
    if len(found) - first > 1:
        found[first:] = ["".join(found[first:])]


def _set_between(found: list[str], start: int, sign: str) -> None:
    """Put a sign between the words after the last sign; "de" goes with the word after it."""
    ended = len(found) - start > 2 and found[-2] == DOT and found[-1] in address_words().endings
    end = len(found) - 2 if ended else len(found)
    start = max((index + 1 for index in range(start, end) if found[index] in SIGNS), default=start)
    words: list[str] = []
    for index, word in enumerate(found[start:end]):
        if index and found[start + index - 1] not in address_words().prefixes:
            words.append(sign)
        words.append(word)
    found[start:end] = words


def _take_spelled(found: list[str], after: list[str]) -> None:
    """Put a word that was spelled after it was said in the place of the word: "wit dat is w i t"."""
    if after and after[0] in letters_by_name():
        return
    first = len(found)
    while first > 0 and found[first - 1] in letters_by_name():
        first -= 1
    spelled = "".join(letters_by_name()[token] for token in found[first:])
    if len(found) - first < _SPELLED:
        return
    end = first
    while end > 0 and found[end - 1] in address_words().before_remark | {address_words().remarks.with_}:
        end -= 1
    for count in (1, 2, 3):
        said = found[max(0, end - count) : end]
        if len(said) == count and SIGNS.isdisjoint(said) and fuzz.ratio("".join(said), spelled) >= _ALIKE:
            found[end - count :] = [spelled]
            return
