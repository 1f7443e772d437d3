"""An e-mail address, dictated or typed: "jan punt jansen apenstaartje voorbeeld punt nl"."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from email_validator import EmailNotValidError, validate_email
from text_to_num import alpha2digit

from fulfillment.conversation.understanding.lexicon import AddressWords, lexicon
from fulfillment.conversation.understanding.words import content
from model.words import LONGEST, plain

_FREE_WORDS = 3
"""More loose words than this in a row are talk, not the first half of an address."""
_REMARK = re.compile(
    r"\b(alles |helemaal )?aan (elkaar|een stuk)\b|\bmet (een|het) \w+( achteraan| vooraan)?\b(?! \w+ \w+ punt)"
)
_LETTER_OF = re.compile(r"\bde (\w+) van\b")


def address(words: str) -> str | None:
    """Give the whole address that was dictated or typed, or None when it is not one."""
    written = _written(words)
    local, at, domain = written.partition("@")
    if not at:
        return None
    return _valid(f"{local}@{_known().known_domains.get(domain, domain)}")


def local_part(words: str) -> str | None:
    """Give what was dictated of an address when only the part before the @ was said; None when it can't be one."""
    loose = [word for word in plain(words).split() if not _is_letter(word) and word not in _signs_by_name()]
    written = _written(words).rstrip("@.")
    telling = content(tuple(word for word in loose if word not in lexicon().hesitations | lexicon().reservations))
    spelled_out = len(loose) < len(plain(words).split())
    fits = len(loose) <= _FREE_WORDS and (telling or spelled_out) and _valid(f"{written}@example.com")
    return written if fits else None


def domain(words: str) -> str | None:
    """Give the domain that was dictated apart, or None when it is not one."""
    written = _written(words).lstrip("@.")
    found = _valid(f"x@{_known().known_domains.get(written, written)}")
    return found.partition("@")[2] if found else None


def spelled(address: str) -> str:
    """Give the address as it is read back: letter by letter, a well-known domain as a word."""
    local, _, domain = address.partition("@")
    name, _, ending = domain.rpartition(".")
    known = domain in _known().known_domains.values()
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
    text = _without_lead(words[:LONGEST].lower().strip())
    *before, last = text.split() or [""]
    if "@" in last and not set(before) & _signs_by_name().keys() and (typed := _valid(last)):
        return typed
    text = _LETTER_OF.sub(r"\1 van", _REMARK.sub(" ", text))
    for meant, pattern in _joined():
        text = pattern.sub(f" {meant} ", text)
    parts = re.findall(r"[a-z0-9à-öø-ÿ]+|[@._+-]", alpha2digit(text.replace(",", " "), "nl"))
    return "".join(_signs(_spelling(parts)))


def _without_lead(text: str) -> str:
    lead_in, lead_out = _leads()
    return lead_out.sub("", lead_in.sub("", text)).strip(" .!?,;:<>()")


def _spelling(parts: list[str]) -> Iterator[str]:
    """Turn spelled letters ("jee aa en", "a van Anton", "Anton Bernard Cornelis") into letters."""
    index = 0
    while index < len(parts):
        part = parts[index]
        if _says_which(parts, index):
            yield parts[index + 2][0]
            index += 3
            continue
        if part in _letters_by_name() and _beside_letters(parts, index):
            yield _letters_by_name()[part]
        elif part in _known().alphabets and _in_a_run(parts, index):
            yield part[0]
        else:
            yield part
        index += 1


def _says_which(parts: list[str], index: int) -> bool:
    """Whether a letter is named with its word: "b van bernard"."""
    if index + 2 >= len(parts) or parts[index + 1] != "van":
        return False
    letter = _letters_by_name().get(parts[index], parts[index])
    return len(letter) == 1 and parts[index + 2].startswith(letter)


def _is_letter(part: str) -> bool:
    return (len(part) == 1 and part.isalpha()) or part in _letters_by_name()


def _beside_letters(parts: list[str], index: int) -> bool:
    return any(_is_letter(other) for other in (*parts[max(0, index - 1) : index], *parts[index + 1 : index + 2]))


def _in_a_run(parts: list[str], index: int) -> bool:
    """Whether three words of a spelling alphabet stand together: one alone is more likely a name."""
    start = end = index
    while start > 0 and parts[start - 1] in _known().alphabets:
        start -= 1
    while end + 1 < len(parts) and parts[end + 1] in _known().alphabets:
        end += 1
    return end - start >= 2


def _signs(said: Iterator[str]) -> Iterator[str]:
    parts = list(said)
    by_name = _signs_by_name()
    plain_at = any(by_name.get(part, part) == "@" for part in parts)
    double = False
    for part in parts:
        if part in _known().doubles:
            double = True
            continue
        short_at = "@" if part in _known().short_at and not plain_at else None
        sign = short_at or by_name.get(part) or part
        yield sign * 2 if double and len(sign) == 1 else sign
        double = False


def _known() -> AddressWords:
    return lexicon().address


@cache
def _signs_by_name() -> dict[str, str]:
    digits = {name: str(digit) for digit, name in enumerate(_known().digits)}
    return digits | {name: sign for sign, names in _known().signs.items() for name in names}


@cache
def _letters_by_name() -> dict[str, str]:
    return {name: letter for letter, names in _known().letters.items() for name in names}


@cache
def _joined() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # The longest first: "laag liggend streepje" before "liggend streepje".
    return tuple((meant, _any_of(sorted(said, key=len, reverse=True))) for meant, said in _known().joined.items())


@cache
def _leads() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, after = _any_of(_known().lead_in).pattern, _any_of(_known().lead_out).pattern
    return re.compile(rf"^\W*({before}\W*)+(?=\w)"), re.compile(rf"\W*{after}\W*$")


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(phrase) for phrase in phrases)})\b")
