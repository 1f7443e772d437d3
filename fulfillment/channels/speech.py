"""Plain text as SSML."""

from xml.sax.saxutils import escape

LONGEST_SPEECH = 7500
"""Characters; Alexa takes fewer than 8000 with the tags around them."""


def ssml(text: str, *, slow: bool = False) -> str:
    """Escape `text` for SSML, without the <speak> around it. Control characters, which XML forbids, are dropped;
    `slow` has it said at a slower rate."""
    spoken = escape("".join(sign for sign in text[:LONGEST_SPEECH] if sign.isprintable() or sign == "\n"))
    return f'<prosody rate="slow">{spoken}</prosody>' if slow else spoken
