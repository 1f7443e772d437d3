"""How large a company is, from the number of people that was said: "we zijn met z'n twaalven"."""

import re

from text_to_num import alpha2digit

from fulfillment.conversation.understanding.lexicon import lexicon
from model.words import plain

_SMALL, _MIDDLE = 10, 100
_COUNT = re.compile(r"\d+")


def by_number(said: str) -> str | None:
    """Give "klein" (up to ten), "middel" (up to a hundred) or "groot"; None when no single number was said."""
    words = [lexicon().people.get(word, word) for word in plain(said).split()]
    if words[:1] in (["tot"], ["boven"], ["meer"]) or {"tot", "meer", "boven", "onder", "minder"} & set(words):
        return None
    found = _COUNT.findall(alpha2digit(" ".join(words).replace(" een ", " "), "nl"))
    if len(found) != 1:
        return None
    count = int(found[0][:9])
    return "klein" if count <= _SMALL else "middel" if count <= _MIDDLE else "groot"
