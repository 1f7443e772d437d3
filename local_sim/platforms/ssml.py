"""From SSML to the text that is heard."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from local_sim.errors import SimulatorError

_PAUSES = {"audio", "break", "p", "s", "speak"}
# Amazon's own tags come with an undeclared prefix, which XML does not accept by itself.
_FRAME = '<frame xmlns:amazon="amazon" xmlns:alexa="alexa">{}</frame>'


def plain(speech: str) -> str:
    """Give the text of `speech`, which may be SSML (it then starts with <speak>) or plain text already.

    Raises SimulatorError when the SSML is not well formed: a platform refuses it too.
    """
    return _tidy(_spoken(parsed(speech)))


def parsed(speech: str) -> ElementTree.Element:
    """Give the tree of `speech` in a frame of our own; plain text is the text of the frame. Raises as `plain` does."""
    if not speech.lstrip().startswith("<speak"):
        frame = ElementTree.Element("frame")
        frame.text = speech
        return frame
    try:
        return ElementTree.fromstring(_FRAME.format(speech))  # noqa: S314 - our own service's answer
    except ElementTree.ParseError as error:
        raise SimulatorError(
            f"Het antwoord bevat SSML die geen platform kan uitspreken ({error}): "
            "kijk of de tekens & en < in de tekst goed zijn omgezet."
        ) from error


def together(speeches: Iterable[str]) -> str:
    """Give speeches that follow each other as one, SSML and plain text mixed; "" when none says anything."""
    said = tuple(speech.strip() for speech in speeches if speech.strip())
    if len(said) < 2:
        return "".join(said)
    return "".join(speech if speech.startswith("<speak") else f"<speak>{escape(speech)}</speak>" for speech in said)


def _spoken(element: ElementTree.Element) -> str:
    pause = " " if element.tag in _PAUSES else ""
    inside = "".join(_spoken(child) + (child.tail or "") for child in element)
    return f"{pause}{element.text or ''}{inside}{pause}"


def _tidy(text: str) -> str:
    return re.sub(r"\s+([.,!?;:])", r"\1", " ".join(text.split()))
