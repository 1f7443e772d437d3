"""An e-mail address, dictated or typed: "jan punt jansen apenstaartje voorbeeld punt nl"."""

from collections.abc import Iterator
from itertools import pairwise

from fulfillment.conversation.understanding.spoken_address.dictation import (
    AT,
    DOT,
    SIGNS,
    at_index,
    at_words,
    cut_lead,
    split_at,
    taken_down,
)
from fulfillment.conversation.understanding.spoken_address.lists import address_words, no_part_of_it
from fulfillment.conversation.understanding.spoken_address.remarks import carried_out
from fulfillment.conversation.understanding.spoken_address.restart import resolved
from fulfillment.conversation.understanding.spoken_address.spelling import is_letter, spelled_out, written
from fulfillment.conversation.understanding.words import content
from model.words import LONGEST

_PLUS = {"+": "plus"}
"""A domain has no "+", but shops are called so."""
_FREE_WORDS = 3
"""More loose words than this in a row are talk, not the first half of an address."""
_LONGEST_NAME = 6
"""More words than this before the @ are talk."""


def address(words: str) -> str | None:
    """Give the whole address that was dictated or typed, or None when it is not one."""
    found = _typed(words)
    return _dictated(taken_down(words)) if found is None else found or None


def whole_address(words: str) -> str | None:
    """Give the address that somebody surely gives without being asked for it, or None."""
    tokens = taken_down(words)
    ended = any(before == DOT and token in _endings() for before, token in pairwise(tokens))
    found = address(words) if AT in tokens and (ended or _spelled_ending(tokens)) else None
    # "Dat apenstaartje vind ik lastig punt com" is talk.
    idle = found and (found.partition(AT)[0] in address_words().talk or _is_chat(tokens[tokens.index(AT) :]))
    return None if idle else found


def _is_chat(tokens: list[str]) -> bool:
    return sum(token in address_words().talk for token in tokens[: [*tokens, DOT].index(DOT)]) > 1


def local_part(words: str) -> str | None:
    """Give what was dictated of an address when only the part before the @ was said; None when it can't be one."""
    tokens = resolved(taken_down(words))
    while tokens and tokens[-1] in {AT, DOT}:
        tokens.pop()
    tokens = carried_out(tokens)
    loose = [token for token in tokens if token not in SIGNS and not is_letter(token)]
    telling = content(tuple(loose)) or any(is_letter(token) for token in tokens)
    if AT in tokens or not telling or len(loose) > _FREE_WORDS or not address_words().talk.isdisjoint(loose):
        return None
    if len(loose) == len(tokens) and (no_part_of_it() | address_words().part.no_part).issuperset(loose):
        return None
    text = written(tokens, initials=True)
    return text if valid(f"{text}@example.com") else None


def domain(words: str) -> str | None:
    """Give the domain that was dictated apart, or None when it is not one."""
    tokens = resolved(taken_down(words))
    tokens = split_at(tokens, AT)[-1]
    while len(tokens) > 1 and tokens[0] in {DOT, *at_words(tokens[:1]), *address_words().before_domain}:
        tokens.pop(0)
    text = _domain(carried_out(cut_lead(tokens, frozenset({AT}))), sure=True)
    found = valid(f"x@{text}") if text else None
    return found.partition("@")[2] if found else None


def spelled(address: str) -> str:
    """Give the address as it is read back: letter by letter, a well-known domain as a word."""
    local, _, domain = address.partition("@")
    name, _, ending = domain.rpartition(".")
    names = address_words().read_back
    known = domain in address_words().known_domains.values()
    said = [name] if known else list(_spoken_signs(name))
    ending = ending.replace(DOT, f" {names[DOT]} ")
    return ", ".join([*_spoken_signs(local), names[AT], *said, f"{names[DOT]} {ending}"])


def _spoken_signs(text: str) -> Iterator[str]:
    for sign in text:
        yield address_words().read_back.get(sign, sign)


def valid(text: str) -> str | None:
    """Give the plain address that this is, in lower case; None when mail servers would not take it."""
    # It compiles large patterns when it is loaded, which no start has to wait for.
    from email_validator import EmailNotValidError, validate_email

    try:
        # Other than ASCII before the @ is passed on by few mail servers; a domain has an ASCII form.
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        return None
    return found.lower() if found else None


def _typed(words: str) -> str | None:
    """Give the address that stands in the text as it is written; "" when it is no good, None for none."""
    said = [word.strip("!?,;:<>()\"'") for word in words[:LONGEST].lower().split()]
    places = [index for index, word in enumerate(said) if AT in word and len(word) > 1]
    if len(places) > 1 and not any(word in _restart_words() for word in said):
        return ""
    if len(places) != 1 or any(word in _restart_words() for word in said[places[0] + 1 :]):
        return None
    before = taken_down(" ".join(said[: places[0]]))
    if before and (before[-1] in SIGNS or DOT in before):
        return None
    word = said[places[0]].rstrip(DOT)
    return valid(word) or (None if word.isascii() else "")


def _restart_words() -> frozenset[str]:
    return frozenset(phrase for phrase in address_words().restarts if " " not in phrase) | {"bedoel", "bedoelde"}


def _dictated(tokens: list[str]) -> str | None:
    tokens = resolved(tokens)
    ats = at_words(tokens)
    at = at_index(tokens, ats)
    if at is None:
        return None
    sure = AT in ats
    tokens = carried_out([*tokens[:at], AT, *tokens[at + 1 :]])
    at = tokens.index(AT)
    before, after = tokens[:at], tokens[at + 1 :]
    loose = [token for token in spelled_out(split_at(before, DOT)[0]) if not is_letter(token)]
    if len(loose) > _LONGEST_NAME:
        return None
    if _is_talk(before, sure=sure):
        return None
    text = _domain(_up_to_next(after, ats), sure=sure)
    return valid(f"{written(before, initials=True)}@{text}") if text else None


def _is_talk(before: list[str], *, sure: bool) -> bool:
    """Whether what stands before the word for @ is no name: "we zitten at home"."""
    return (not sure and len(before) > 1 and bool(address_words().talk.intersection(before))) or (
        not sure and _is_only_talk(before)
    )


def _is_only_talk(tokens: list[str]) -> bool:
    return bool(tokens) and address_words().talk.issuperset(tokens)


def _up_to_next(tokens: list[str], ats: frozenset[str]) -> list[str]:
    """Leave out a second address: it has another @ after the ending of the first."""
    ended = False
    for index, token in enumerate(tokens):
        if token == AT or (ended and token in ats):
            return tokens[:index]
        ended = ended or (index > 0 and tokens[index - 1] == DOT and token in _endings())
    return tokens


def _domain(tokens: list[str], *, sure: bool) -> str | None:
    """Give the domain at the start of what was said after the @; `sure` when it was plainly an @."""
    tokens = [_PLUS.get(token, token) for token in tokens]
    dots = [index for index, token in enumerate(tokens) if token == DOT]
    for dot in reversed(dots):
        ending, end = _ending(tokens, dot + 1)
        if ending and _may_follow(tokens[end : end + 1], tokens[end:]):
            return f"{written(tokens[:dot])}.{ending}"
    if dots:
        ending = written(tokens[dots[-1] + 1 :])
        unknown = sure and ending.isalpha() and len(tokens) - dots[-1] == 2 and len(ending) > 1
        return f"{written(tokens[: dots[-1]])}.{ending}" if unknown and not _is_only_talk([ending]) else None
    return _without_dot(tokens)


def _ending(tokens: list[str], index: int) -> tuple[str, int]:
    """Give the ending at `index`, also a spelled one ("en el"), and where it stops; ("", index) when it is none."""
    known = address_words()
    for count in (3, 2):
        said = tokens[index : index + count]
        text = "".join(spelled_out(said)) if len(said) == count and all(map(is_letter, said)) else ""
        if text in known.endings:
            return text, index + count
    word = tokens[index] if index < len(tokens) else ""
    word = known.ending_names.get(word, word)
    return (word, index + 1) if word in known.endings else ("", index)


def _may_follow(after: list[str], rest: list[str]) -> bool:
    """Whether what follows an ending leaves it one: nothing, or talk, but not another label."""
    if not after:
        return True
    if after[0] in SIGNS:
        return False
    return after[0] in no_part_of_it() or (SIGNS.isdisjoint(rest) and len(rest) > 1) or rest[1:2] == [DOT]


def _without_dot(tokens: list[str]) -> str | None:
    """Give a well-known domain that was named without its ending, or one without "punt" before its ending."""
    known = address_words()
    for count in range(min(3, len(tokens)), 0, -1):
        name = written(tokens[:count])
        rest = tokens[count:]
        if name in known.known_domains and no_part_of_it().issuperset(rest):
            return known.known_domains[name]
        if name in known.known_domains and rest[0] in known.plain_endings and no_part_of_it().issuperset(rest[1:]):
            return f"{name}.{rest[0]}"
    return None


def _endings() -> frozenset[str]:
    return address_words().endings | frozenset(address_words().ending_names)


def _spelled_ending(tokens: list[str]) -> bool:
    return any(token == DOT and _ending(tokens, index + 1)[0] for index, token in enumerate(tokens))
