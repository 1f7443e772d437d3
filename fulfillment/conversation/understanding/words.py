"""Words as they are compared: lower case, without accents, punctuation and fillers."""

import re
import unicodedata

from rapidfuzz import fuzz

from fulfillment.conversation.understanding.lexicon import lexicon

LONGEST = 500
"""Characters of an utterance that are read; a spoken answer is far shorter."""

_NOT_WORD = re.compile(r"[^\w]+|_")
_LONG_WORD, _ALIKE = 5, 86
"""From how many letters on words may differ a little, and how alike (0-100) they must then be."""


def plain(text: str) -> str:
    """Give `text` in lower case, without accents and punctuation, single-spaced; at most LONGEST characters read."""
    decomposed = unicodedata.normalize("NFKD", text[:LONGEST].lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", bare.replace("'", "").replace("’", "")).split())


def tokens(text: str) -> tuple[str, ...]:
    """Split `text` into plain words, without the hesitation around them; small numbers are written out."""
    known = lexicon()
    return tuple(known.numbers.get(word, word) for word in plain(text).split() if word not in known.hesitations)


def same(one: str, other: str) -> bool:
    """Tell whether two words are one, perhaps heard badly or in another form."""
    if one == other:
        return True
    # "iemand" and "niemand" are alike, but one letter turns the meaning round.
    alike = min(len(one), len(other)) >= _LONG_WORD and not lexicon().denials & {one, other}
    return alike and fuzz.ratio(one, other) >= _ALIKE


def content(words: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the words that carry the meaning."""
    return tuple(word for word in words if word not in lexicon().around)
