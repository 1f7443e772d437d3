"""Plain text as SSML, in the tags that Alexa and Google both know: break, emphasis, prosody and say-as.

Sources: Amazon's "Speech Synthesis Markup Language (SSML) Reference", Google's "SSML" for Actions and Text-to-Speech.
"""

import re
from collections.abc import Callable
from xml.sax.saxutils import escape

from fulfillment.conversation.reply import Manner

LONGEST_SPEECH = 7500
"""Characters, tags included; Alexa takes fewer than 8000 with the <speak> around them."""
_REST = '<break time="300ms"/>'
_AT_COMMA = re.compile(r"(?<=,) ")


def ssml(text: str, manner: Manner | None = None) -> str:
    """Give `text` as SSML, escaped, without the <speak> around it.

    Control characters, which XML forbids, are dropped. Where all the tags would make it too long, the plain text is
    said, cut off when even that is too long.
    """
    said = text
    if not text.replace("\n", " ").isprintable():
        said = "".join(sign for sign in text if sign.isprintable() or sign == "\n")
    manner = manner or Manner()
    marked = _slower(_marked(said, _parts(manner)), slow=manner.slow)
    return marked if len(marked) <= LONGEST_SPEECH else _cut(said)


_Part = tuple[str, Callable[[str], str]]


def _parts(manner: Manner) -> list[_Part]:
    parts = [(manner.spelled, _spelled), (manner.stressed, _stressed), (manner.paused, _paused)]
    return [part for part in parts if part[0]]


def _marked(text: str, parts: list[_Part]) -> str:
    """Mark the last occurrence of the first part, and the others in what stands before and after it."""
    if not parts:
        return escape(text)
    (wanted, mark), *rest = parts
    before, found, after = text.rpartition(wanted)
    return f"{_marked(before, rest)}{mark(found)}{_marked(after, rest)}" if found else _marked(text, rest)


def _paused(options: str) -> str:
    return _REST + _AT_COMMA.sub(f" {_REST}", escape(options))


def _stressed(words: str) -> str:
    return f'<emphasis level="moderate">{escape(words)}</emphasis>'


def _spelled(signs: str) -> str:
    """Name the letters and figures one by one: a lone "e" would else be read as a word by some voices."""
    named = ", ".join(
        f'<say-as interpret-as="characters">{escape(sign)}</say-as>' if len(sign) == 1 else escape(sign)
        for sign in signs.split(", ")
    )
    return _slower(named, slow=True)


def _slower(marked: str, *, slow: bool) -> str:
    return f'<prosody rate="slow">{marked}</prosody>' if slow else marked


def _cut(text: str) -> str:
    """Give as much of the text as fits once it is escaped."""
    while len(escape(text)) > LONGEST_SPEECH:
        text = text[: -max(1, (len(escape(text)) - LONGEST_SPEECH) // 6)]
    return escape(text)
