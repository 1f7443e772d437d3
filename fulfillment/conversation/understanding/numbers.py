"""Figures: a code, a telephone number, and how many questions to go back."""

import re

from text_to_num import alpha2digit

from fulfillment.conversation.understanding.lexicon import lexicon
from model.words import LONGEST, plain

_LEAST_TELEPHONE, _MOST_TELEPHONE = 9, 13
_TO_NUMBER = re.compile(r"\bvraag (\d+)\b")
_NAMES = (
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien"
)
_COUNTS = {word: str(count) for count, word in enumerate(f"{_NAMES} negentien twintig".split(), start=1)}
_COUNTS |= {"eerste": "1", "tweede": "2", "derde": "3", "vierde": "4", "vijfde": "5"}
_TO_NTH = re.compile(r"\bde (\d+) vraag\b")
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
    text = " ".join(_COUNTS.get(word, word) for word in words)[:LONGEST]
    if found := _TO_NUMBER.search(text) or _TO_NTH.search(text):
        return min(int(found[1]) - 1, here)
    if "begin" in words:
        return 0
    found = _BACK_BY.search(text)
    return here - int(found[1]) if found else here - 1
