"""Words as they are compared, wherever they were said or written."""

import re
import unicodedata

LONGEST = 500
"""Characters of an utterance that are read; a spoken answer is far shorter."""
_NOT_WORD = re.compile(r"[^\w]+|_")


def plain(text: str) -> str:
    """Give `text` in lower case, without accents and punctuation, single-spaced; at most LONGEST characters read."""
    bare = text[:LONGEST].lower()
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", bare.replace("'", "").replace("’", "")).split())
