"""Figures: a code, a telephone number, and how many questions to go back."""

import re

from text_to_num import alpha2digit

from fulfillment.conversation.understanding.lexicon import lexicon
from model.words import LONGEST, plain

_LEAST_TELEPHONE, _MOST_TELEPHONE = 9, 13
_TO_NUMBER = re.compile(r"\bvraag (\d+)\b")
_BACK_BY = re.compile(r"\b(\d+) (vragen |keer )?(terug|vragen|keer)\b")


def digits(said: str) -> str:
    """Give the figures that were said one by one or in groups: "vier acht twee, negen vijftien" is "482915"."""
    words = [lexicon().digit_words.get(word, word) for word in plain(said).split()]
    doubled = re.sub(r"\bdubbele? (\w+)", r"\1 \1", " ".join(words))
    return re.sub(r"\D", "", alpha2digit(doubled, "nl"))


def telephone(said: str) -> str | None:
    """Give a telephone number as figures, with a leading + for another country; None when it is none."""
    abroad = bool(re.search(r"^\W*(\+|plus\b|00|nul nul\b)", said.strip().lower()))
    found = digits(said)
    if not _LEAST_TELEPHONE <= len(found) <= _MOST_TELEPHONE:
        return None
    if abroad:
        return f"+{found.removeprefix('00')}"
    return found if found.startswith("0") else None


def steps_back(words: tuple[str, ...], here: int) -> int:
    """Give the place (from 0) to go back to from place `here`: the one before, or the one that was named."""
    text = alpha2digit(" ".join(words), "nl")[:LONGEST]
    if found := _TO_NUMBER.search(text):
        return min(int(found[1]) - 1, here)
    if "begin" in words or "eerste vraag" in text:
        return 0
    found = _BACK_BY.search(text)
    return here - int(found[1]) if found else here - 1
