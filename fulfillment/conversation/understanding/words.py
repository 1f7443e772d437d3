"""Words as they are compared: lower case, without accents, punctuation and fillers."""

from sys import intern

from fulfillment.conversation.understanding.lexicon import lexicon
from model.words import plain


def tokens(text: str) -> tuple[str, ...]:
    """Split `text` into plain words, without the hesitation around them; small numbers are written out."""
    known = lexicon()
    # Each word is kept once, in however many phrases of the content it stands.
    return tuple(intern(known.numbers.get(word, word)) for word in plain(text).split() if word not in known.hesitations)


def content(words: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the words that carry the meaning."""
    return tuple(word for word in words if word not in lexicon().around)
