"""What nobody should tell a voice assistant: bank and identity numbers, passwords, somebody's health.

Bluepaper 000 §4.2 ("Respecteer privacy"): steer away from sensitive subjects, never take bank or medical data.
"""

import re
from functools import cache

from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.numbers import digits
from model.words import plain

_IBAN = re.compile(r"\b[a-z]{2} ?\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b")
_CITIZEN, _CARD = 9, (13, 19)
NOT_KEPT = "[niet bewaard]"
"""What a transcript holds in place of what was turned away."""


def sensitive(said: str) -> bool:
    """Tell whether something was said that must not be kept."""
    text = plain(said)
    words = text.split()
    if any(phrase in f" {text} " for word in words for phrase in _phrases().get(word, ())):
        return True
    if any(_is_account(found.group()) for found in _IBAN.finditer(text)):
        return True
    figures = digits(said) if sum(map(str.isdigit, said)) or len(words) >= _CITIZEN else ""
    return _is_citizen(figures) or _is_card(figures)


@cache
def _phrases() -> dict[str, list[str]]:
    """Give the phrases by their first word."""
    found: dict[str, list[str]] = {}
    for phrase in lexicon().sensitive:
        found.setdefault(phrase.split()[0], []).append(f" {phrase} ")
    return found


def memorable(said: str) -> str:
    """Give what may be kept of an utterance."""
    return NOT_KEPT if sensitive(said) else said


def _is_account(text: str) -> bool:
    """Whether this is an international bank account number: its letters and figures pass the test of modulo 97."""
    joined = text.replace(" ", "").upper()
    for length in range(15, len(joined) + 1):
        moved = joined[4:length] + joined[:4]
        if int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1:
            return True
    return False


def _is_citizen(figures: str) -> bool:
    """Whether this is a Dutch citizen service number: nine figures that pass the eleven test."""
    if len(figures) != _CITIZEN or figures == "0" * _CITIZEN:
        return False
    weighed = sum(int(figure) * weight for figure, weight in zip(figures, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return weighed % 11 == 0


def _is_card(figures: str) -> bool:
    """Whether this is the number of a payment card: thirteen to nineteen figures that pass the Luhn test."""
    if not _CARD[0] <= len(figures) <= _CARD[1]:
        return False
    doubled = [int(f) * (2 if place % 2 else 1) for place, f in enumerate(reversed(figures))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0
