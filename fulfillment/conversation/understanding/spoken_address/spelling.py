"""From words and spelled letters to text: ["jee", "aa", "en", "twaalf"] is "jan12"."""

from functools import cache

from fulfillment.conversation.understanding.spoken_address.lists import (
    Phrases,
    address_words,
    letters_by_name,
    phrase_at,
    phrases,
)

_RUN = 3
"""So many words of a spelling alphabet together are letters; fewer are more likely names."""


def written(tokens: list[str], *, initials: bool = False) -> str:
    """Write words, letters, figures and signs as one text; with `initials`, "ha" before a dot is a letter."""
    return "".join(_figures(_doubled(spelled_out(tokens, initials=initials))))


def spelled_out(tokens: list[str], *, initials: bool = False) -> list[str]:
    """Turn spelled letters ("jee aa en", "a van anton", "anton bernard cornelis") into letters."""
    known, by_name = address_words(), letters_by_name()
    found: list[str] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if idle := _before_which(tokens, index):
            index += idle
            continue
        which = _which(tokens, index)
        if which:
            found.append(by_name.get(token, token))
            index = which
            continue
        if token in by_name and (_is_spelled(tokens, index) or (initials and _is_initial(tokens, index))):
            found.append(by_name[token])
        elif token in known.alphabets and _in_a_run(tokens, index):
            found.append(token[0])
        else:
            found.append(token)
        index += 1
    return found


def is_letter(token: str) -> bool:
    """Whether this is a letter or the name of one."""
    return token in letters_by_name()


def is_figure(token: str) -> bool:
    """Whether this is a number, in figures or in words."""
    return token.isdigit() or token in _numbers()


def _before_which(tokens: list[str], index: int) -> int:
    """Count the words before a letter that is named with its word: "met de" k van karel."""
    words = address_words().remarks
    count = int(tokens[index] == words.with_)
    count += index + count < len(tokens) and tokens[index + count] in words.articles
    return count if count and index + count < len(tokens) and _which(tokens, index + count) else 0


def _which(tokens: list[str], index: int) -> int | None:
    """Give where the word ends that a letter is named with ("b van bernard", "b bernard"), or None."""
    letter = letters_by_name().get(tokens[index])
    if letter is None:
        return None
    joint = phrase_at(_says_which(), tokens, index + 1)
    word = joint[1] if joint else index + 1
    if word >= len(tokens) or not (joint or tokens[word] in address_words().alphabets):
        return None
    named = tokens[word].startswith(letter) and (len(tokens[word]) > 1 or tokens[word] == tokens[index])
    return word + 1 if named and (joint or len(tokens[index]) == 1) else None


@cache
def _says_which() -> Phrases:
    return phrases({"which": address_words().says_which})


def _is_spelled(tokens: list[str], index: int) -> bool:
    """Whether a letter's name stands beside another letter; "en" between two letters is a word ("a en b")."""
    before = index > 0 and is_letter(tokens[index - 1]) and not _ends_syllable(tokens, index)
    after = index + 1 < len(tokens) and is_letter(tokens[index + 1])
    if tokens[index] == address_words().and_ and before and after:
        alone = index < 2 or not is_letter(tokens[index - 2])
        last = index + 2 >= len(tokens) or not is_letter(tokens[index + 2])
        return not (alone and last and len(tokens[index - 1]) == len(tokens[index + 1]) == 1)
    doubled = index > 0 and tokens[index - 1] == address_words().double
    return before or after or doubled


def _ends_syllable(tokens: list[str], index: int) -> bool:
    """Whether a word of two letters goes on with a syllable after a doubled letter: "wi dubbel l em"."""
    doubled = index > 2 and tokens[index - 2] == address_words().double and len(tokens[index]) == 2
    return doubled and tokens[index - 3].isalnum() and not is_letter(tokens[index - 3])


def _is_initial(tokens: list[str], index: int) -> bool:
    """Whether a letter's name is an initial: "jee punt smits", "wouter punt es"."""
    before = tokens[index - 1] if index else "."
    after = tokens[index + 1] if index + 1 < len(tokens) else ""
    if before != ".":
        return False
    last = not after and index > 1 and tokens[index - 2] not in address_words().prefixes
    return after == "." or (last and len(tokens[index - 2]) > 1)


def _in_a_run(tokens: list[str], index: int) -> bool:
    alphabets = address_words().alphabets
    start = end = index
    while start > 0 and tokens[start - 1] in alphabets:
        start -= 1
    while end + 1 < len(tokens) and tokens[end + 1] in alphabets:
        end += 1
    return end - start + 1 >= _RUN


def _doubled(tokens: list[str]) -> list[str]:
    """Write "dubbel l" as two letters, and "dubbel nul" as two figures."""
    found: list[str] = []
    for token in tokens:
        if found and found[-1] == address_words().double:
            sign = str(_numbers().get(token, token))
            sign = letters_by_name().get(sign, sign)
            found[-1:] = [sign, sign] if len(sign) == 1 else [found[-1], token]
        else:
            found.append(token)
    return found


def _figures(tokens: list[str]) -> list[str]:
    """Write numbers in figures: "negentien negentig" is 1990, "tweeduizend drie" 2003."""
    known, numbers = address_words(), _numbers()
    found: list[str] = []
    index = 0
    while index < len(tokens):
        value = numbers.get(tokens[index])
        if value is None or _is_article(tokens, index):
            found.append(tokens[index])
            index += 1
            continue
        index += 1
        if 1 < value < 20 and _number(tokens, index) in (100, 1000):
            value, index = value * _number(tokens, index), index + 1
        if (
            tokens[index : index + 1] == [known.and_]
            and value < 10
            and _number(tokens, index + 1) in range(20, 100, 10)
        ):
            value, index = value + _number(tokens, index + 1), index + 2
        elif value >= 100 and value % 100 == 0 and 0 < _number(tokens, index) < 100:
            value, index = value + _number(tokens, index), index + 1
        found.append(str(value))
    return found


def _number(tokens: list[str], index: int) -> int:
    return _numbers().get(tokens[index], -1) if index < len(tokens) else -1


def _is_article(tokens: list[str], index: int) -> bool:
    """Whether "een" is no figure: it starts the name of something ("een goed begin")."""
    if tokens[index] != address_words().units[1] or index + 1 >= len(tokens):
        return False
    first = index == 0 or not tokens[index - 1].isalnum()
    return first and tokens[index + 1].isalpha() and _number(tokens, index + 1) < 0


@cache
def _numbers() -> dict[str, int]:
    """Give the numbers below 2100 as they are said in one word."""
    known = address_words()
    low = {word: value for value, word in enumerate((*known.units, *known.teens))}
    for tens, ten in enumerate(known.tens, start=2):
        low[ten] = tens * 10
        low |= {f"{unit}{known.and_}{ten}": tens * 10 + value for value, unit in enumerate(known.units) if value}
    found = dict(low)
    rests = (
        {"": 0} | {word: value for word, value in low.items() if value} | {known.and_ + w: v for w, v in low.items()}
    )
    for word, value in low.items():
        if 1 <= value < 20:
            head = f"{'' if value == 1 else word}{known.hundred}"
            found |= {f"{head}{rest}": value * 100 + more for rest, more in rests.items()}
    for head, value in ((known.thousand, 1000), (f"{known.units[2]}{known.thousand}", 2000)):
        found |= {f"{head}{rest}": value + more for rest, more in rests.items()}
    return found
