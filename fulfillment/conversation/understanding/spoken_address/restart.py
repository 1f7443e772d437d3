"""What holds of an address that was corrected while it was dictated: "jan apenstaartje gmail nee hotmail punt com"."""

from rapidfuzz import fuzz

from fulfillment.conversation.understanding.spoken_address.dictation import (
    AT,
    DOT,
    RESTART,
    RETRACT,
    SIGNS,
    at_index,
    at_words,
    cut_lead,
    is_talk,
    split_at,
)
from fulfillment.conversation.understanding.spoken_address.lists import address_words, letters_by_name
from fulfillment.conversation.understanding.spoken_address.spelling import is_figure

_ALIKE = 70
"""How alike (0-100) two words are of which one is the other, corrected."""


def resolved(tokens: list[str]) -> list[str]:
    """Carry out every correction in what was dictated, and leave out the talk around it."""
    tokens = _contrasted(_retracted(tokens))
    ats = at_words(tokens)
    parts = [cut_lead(part, ats) for part in split_at(tokens, RESTART)]
    found = parts[0]
    for part in parts[1:]:
        found = _repaired(found, part, ats)
    return found


def _retracted(tokens: list[str]) -> list[str]:
    """Put "gmail hotmail bedoel ik" as "gmail nee hotmail"."""
    while RETRACT in tokens:
        place = tokens.index(RETRACT)
        start = max(0, place - (2 if tokens[max(0, place - 2)] in SIGNS - {AT} else 1))
        said = [] if RESTART in tokens[max(0, place - 6) : place] else [RESTART]
        tokens = tokens[:start] + said + tokens[start:place] + tokens[place + 1 :]
    return tokens


def _contrasted(tokens: list[str]) -> list[str]:
    """Put "niet gmail maar hotmail" as "gmail nee hotmail", and leave out "en niet gmail" at the end."""
    known = address_words()
    denial = next((i for i, token in enumerate(tokens) if i > 0 and token in known.denials), None)
    if denial is None:
        return tokens
    contrast = next((i for i in range(denial, len(tokens)) if tokens[i] in known.contrast), None)
    if contrast:
        return [*tokens[:denial], *tokens[denial + 1 : contrast], RESTART, *tokens[contrast + 1 :]]
    end = denial - 1 if tokens[denial - 1] == known.and_ else denial
    ended = any(token in known.endings for token in tokens[:end]) and DOT in tokens[:end]
    return tokens[:end] if ended else tokens


def _repaired(before: list[str], after: list[str], ats: frozenset[str]) -> list[str]:
    """Put what was said after a correction in the place of what it corrects."""
    remarks = address_words().remarks
    if not before or not after or is_talk(after):
        return before or after
    at, new_at = at_index(before, ats), at_index(after, ats)
    if after[0] == remarks.with_ or after[0] in remarks.without:
        return before + after
    if after[0] in ats and (len(after) > 1 and after[1] not in SIGNS):
        return before[:at] + after
    if at is None:
        return _patched(before, after[:new_at]) + (after[new_at:] if new_at else [])
    if new_at is not None:
        return after
    local, domain = before[:at], before[at + 1 :]
    if _is_ended(domain) and after[-1] not in address_words().endings:
        local, domain = _late(local, domain, after)
        return [*local, before[at], *domain]
    return [*local, before[at], *_patched(domain, after)]


def _is_ended(domain: list[str]) -> bool:
    return len(domain) > 2 and domain[-2] == DOT and domain[-1] in address_words().endings


def _late(local: list[str], domain: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """Repair an address that was complete already, with what is no ending."""
    if SIGNS.isdisjoint(after):
        if not any(fuzz.ratio(word, after[0]) >= _ALIKE for word in local):
            return local, [*_patched(domain[:-2], after), *domain[-2:]]
        places = [index for index, word in enumerate(local) if fuzz.ratio(word, after[0]) >= _ALIKE]
        return [*local[: places[-1]], *after, *local[places[-1] + 1 :]], domain
    return _patched(local, after), domain


def _patched(old: list[str], new: list[str]) -> list[str]:
    """Repair one part of an address: what `new` takes the place of is where it starts with, or of its form."""
    if not old or not new:
        return old + new
    if new[0] in SIGNS:
        return _from_sign(old, new)
    if _letters(new) > 1 and _letters(old[::-1]):
        return old[: len(old) - _letters(old[::-1])] + new
    if (start := _same_place(old, new)) is not None:
        return old[:start] + new
    signs = sum(token in SIGNS for token in new)
    if old[-1] in SIGNS:
        return new if signs and signs >= sum(token in SIGNS for token in old) else old + new
    if is_figure(new[0]):
        return _without_figures(old) + new
    return (_before_segments(old, signs + 1) if signs else _before_words(old, len(new))) + new


def _same_place(old: list[str], new: list[str]) -> int | None:
    """Give where `new` starts in `old`, by the first word that both have; or None."""
    for index, word in enumerate(new):
        if word in old and word not in SIGNS:
            return max(0, len(old) - 1 - old[::-1].index(word) - index)
    return None


def _from_sign(old: list[str], new: list[str]) -> list[str]:
    if old[-1] in SIGNS:
        return old[:-1] + new
    if len(new) > 1 and new[1] in old:
        start = len(old) - 1 - old[::-1].index(new[1])
        return old[: start - 1 if start and old[start - 1] in SIGNS else start] + new
    places = [i for i, token in enumerate(old) if token == new[0]] or [i for i, t in enumerate(old) if t in SIGNS]
    return old[: places[-1]] + new if places else old + new


def _letters(tokens: list[str]) -> int:
    """How many of the first tokens are spelled letters."""
    return next((i for i, token in enumerate(tokens) if token not in letters_by_name()), len(tokens))


def _without_figures(old: list[str]) -> list[str]:
    end = len(old)
    while end > 0 and is_figure(old[end - 1]):
        end -= 1
    return old[:end]


def _before_segments(old: list[str], count: int) -> list[str]:
    places = [index for index, token in enumerate(old) if token in SIGNS]
    return old[: places[-count] + 1] if count <= len(places) else []


def _before_words(old: list[str], count: int) -> list[str]:
    """Leave out the last words, as many as were said anew, but no more than up to the last sign."""
    start = max((index + 1 for index, token in enumerate(old) if token in SIGNS), default=0)
    if is_figure(old[-1]):
        return old[:start]
    return old[: max(start, len(old) - count)]
