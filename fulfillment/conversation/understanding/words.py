"""Words as they are compared: lower case, without accents, punctuation and fillers."""

from rapidfuzz import fuzz, process

from fulfillment.conversation.understanding.lexicon import lexicon
from model.words import plain

_LONG_WORD, _ALIKE = 5, 86
"""From how many letters on words may differ a little, and how alike (0-100) they must then be."""


def tokens(text: str) -> tuple[str, ...]:
    """Split `text` into plain words, without the hesitation around them; small numbers are written out."""
    known = lexicon()
    return tuple(known.numbers.get(word, word) for word in plain(text).split() if word not in known.hesitations)


def nearest(word: str, vocabulary: tuple[str, ...]) -> str | None:
    """Give the word of a (sorted) vocabulary that this is, perhaps in another form or heard badly; or None."""
    if word in vocabulary:
        return word
    if len(word) < _LONG_WORD:
        return None
    # A word is heard badly further on than at its first letter, and there the meaning turns round: "iemand" and
    # "niemand", "regelmatig" and "onregelmatig".
    alike = [known for known in vocabulary if known[0] == word[0] and len(known) >= _LONG_WORD]
    found = process.extractOne(word, alike, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else None


def content(words: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the words that carry the meaning."""
    return tuple(word for word in words if word not in lexicon().around)
