"""A first name: "Sanne", "ik heet Jan Willem", "zeg maar Bert"."""

import re

from fulfillment.conversation.understanding.commands import bare
from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.place import places
from fulfillment.conversation.understanding.words import content, tokens
from fulfillment.conversation.understanding.yes_no import yes_no
from model.words import plain

_MOST_WORDS = 4
_DOUBLE = frozenset({"jan", "anne", "marie", "hans", "piet", "klaas", "anna"})
"""First names that are often the first half of two: "Jan Willem". Of others the rest is a family name."""
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST = 30


def first_name(said: str) -> str | None:
    """Give the name, each part with a capital; None when what was said is no name."""
    words = tokens(said)
    if yes_no(words) is not None or bare(words) or places(words, 4).named or not words:
        return None
    parts = _LETTERS.findall(_without_lead(said.lower()))
    kept = [part for part in parts if plain(part) not in lexicon().hesitations]
    if not 0 < len(kept) <= _MOST_WORDS or not content(tuple(kept)):
        return None
    if not all(part.isalpha() or "-" in part or "'" in part or "’" in part for part in kept):
        return None
    if any(part in lexicon().no_names for part in kept):
        return None
    name = " ".join(_capital(part) for part in kept[: 2 if kept[0] in _DOUBLE and len(kept) == 2 else 1])
    return name if 1 < len(name) <= _LONGEST else None


def _without_lead(said: str) -> str:
    leads = "|".join(re.escape(lead) for lead in sorted(lexicon().before_a_name, key=len, reverse=True))
    after = "|".join(re.escape(lead) for lead in lexicon().after_a_name)
    text = re.sub(rf"^(?:\W*\b(?:{leads})\b)+", "", said)
    return re.sub(rf"(?:\b(?:{after})\b\W*)+$", "", text.strip(" .,!?"))


def _capital(part: str) -> str:
    """Write a name with its capitals: "jan-willem" is "Jan-Willem", "ijsbrand" is "IJsbrand"."""
    if part.startswith("ij"):
        return "IJ" + part[2:]
    return "-".join(piece[:1].upper() + piece[1:] for piece in part.split("-"))
