"""What is said, cut where the manner changes: SSML as texts, each with its rate, its stress and the rest after it.

The tags are those of Amazon's "Speech Synthesis Markup Language (SSML) Reference" and Google's "SSML" that change
time or wording; the text inside any other tag is said as it stands.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from local_sim.platforms.ssml import parsed
from local_sim.speak.speakable import speakable
from local_sim.speak.spelling import spelled

LONGEST_PAUSE = 10.0
"""Seconds; both platforms cut a longer break off."""
_STRENGTHS = {"none": 0.0, "x-weak": 0.1, "weak": 0.15, "medium": 0.4, "strong": 0.7, "x-strong": 1.0}
_RATES = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.5}
_SPELLED = {"characters", "spell-out", "verbatim", "digits", "telephone"}
_RESTS = ((re.compile(r"[.!?]['\"]?$"), 0.4), (re.compile(r"[,;:]$"), 0.2))
_BLOCKS = {"p": 0.6, "s": 0.4}
SLOWEST, FASTEST = 0.5, 2.0
"""Shares of the ordinary rate."""
_TIME = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(ms|s)\s*")
_ENDING = re.compile(r"^\s*[.,!?;:]+")


@dataclass(frozen=True)
class Piece:
    """Words that are said in one manner.

    `text` has at least one letter or figure; `rate` is a share of the ordinary rate (0.5–2); `pause` is the silence
    after it in seconds (0–10); `stressed` asks for emphasis.
    """

    text: str
    rate: float = 1.0
    pause: float = 0.0
    stressed: bool = False


@dataclass(frozen=True)
class _Rest:
    """Silence: on top of what is there already, or, between blocks of text, at least so much in all."""

    seconds: float
    adds: bool = True


def pieces(speech: str) -> tuple[Piece, ...]:
    """Cut `speech`, which may be SSML (it then starts with <speak>) or plain text, into pieces in the order of
    speaking.

    Where no break is asked, a piece that ends a sentence is followed by 0.4 s and one at a comma by 0.2 s. A break
    before the first word is not kept. Raises SimulatorError when the SSML is not well formed.
    """
    found: list[Piece] = []
    for part in _parts(parsed(speech), Piece("")):
        if isinstance(part, _Rest):
            _rest(found, part)
        else:
            _add(found, part)
    said = (replace(piece, text=speakable(piece.text)) for piece in found)
    return tuple(replace(piece, pause=piece.pause or _natural(piece.text)) for piece in said)


def _parts(element: ElementTree.Element, manner: Piece) -> Iterator[Piece | _Rest]:
    """Walk the tree. A text before the first child or after a child's end is a part of its own."""
    if element.tag == "break":
        yield _Rest(_seconds(element))
    if element.tag == "sub":
        yield replace(manner, text=element.get("alias", ""))
        return
    if element.tag in _BLOCKS:
        yield _Rest(_BLOCKS[element.tag], adds=False)
    inner, say = _manner(element, manner), _wording(element)
    yield replace(inner, text=say(element.text or ""))
    for child in element:
        yield from _parts(child, inner)
        yield replace(inner, text=say(child.tail or ""))
    if element.tag in _BLOCKS:
        yield _Rest(_BLOCKS[element.tag], adds=False)


def _manner(element: ElementTree.Element, manner: Piece) -> Piece:
    """The innermost rate counts: a rate is a share of the voice's own, not of the one around it."""
    if element.tag == "prosody":
        return replace(manner, rate=_rate(element.get("rate", ""), manner.rate))
    if element.tag == "emphasis":
        return replace(manner, stressed=element.get("level") not in {"none", "reduced"})
    return manner


def _wording(element: ElementTree.Element) -> Callable[[str], str]:
    spells = element.tag == "say-as" and element.get("interpret-as") in _SPELLED
    return (lambda signs: f" {spelled(signs)} ") if spells else str


def _rate(asked: str, around: float) -> float:
    percent = re.fullmatch(r"\s*(\d{1,4})(?:\.\d+)?%\s*", asked)
    rate = int(percent.group(1)) / 100 if percent else _RATES.get(asked.strip(), around)
    return min(max(rate, SLOWEST), FASTEST)


def _seconds(pause: ElementTree.Element) -> float:
    time = _TIME.fullmatch(pause.get("time", ""))
    if time is None:
        return _STRENGTHS.get(pause.get("strength", "medium"), _STRENGTHS["medium"])
    return min(float(time.group(1)) / (1000 if time.group(2) == "ms" else 1), LONGEST_PAUSE)


def _rest(found: list[Piece], rest: _Rest) -> None:
    if found:
        before = found[-1].pause
        pause = before + rest.seconds if rest.adds else max(before, rest.seconds)
        found[-1] = replace(found[-1], pause=min(pause, LONGEST_PAUSE))


def _add(found: list[Piece], part: Piece) -> None:
    """Put words behind the last piece when they are said in its manner; punctuation always belongs to what it ends."""
    ending = _ENDING.match(part.text) if found else None
    if ending:
        found[-1] = replace(found[-1], text=found[-1].text + ending.group())
        part = replace(part, text=part.text[ending.end() :])
    if not any(sign.isalnum() for sign in speakable(part.text)):
        if found and part.text.isspace():
            found[-1] = replace(found[-1], text=found[-1].text + " ")
    elif found and not found[-1].pause and replace(part, text=found[-1].text) == found[-1]:
        found[-1] = replace(found[-1], text=found[-1].text + part.text)
    else:
        found.append(part)


def _natural(text: str) -> float:
    return next((seconds for end, seconds in _RESTS if end.search(text)), 0.0)
