"""What the page shows of a turn, as data: what was said, the screen, how far it is, and the JSON both ways."""

import re
from collections.abc import Iterator
from typing import Any

from local_sim.asked import asked
from local_sim.browser.hearing import Hearing
from local_sim.platforms import Heard, Json
from model.types import Model

_PROGRESS = re.compile(r"\bvraag (\d{1,3}) van (\d{1,3})\b", re.IGNORECASE)


def turn(heard: Heard, model: Model) -> Json:
    """Give a turn for the page."""
    return {
        "speech": heard.speech,
        "reprompt": heard.reprompt,
        "screen": heard.screen,
        "radar": _radar(heard.raw),
        "chips": heard.chips,
        "progress": progress(heard, model),
        "ended": heard.ended,
        "milliseconds": round(heard.seconds * 1000, 1),
        "request": heard.request,
        "response": heard.raw,
    }


def hearing(listening: Hearing) -> Json:
    """Give what was heard until now, and, when somebody has finished, of what and how sure."""
    heard = listening.heard
    if heard is None:
        return {"words": listening.words, "heard": None}
    told = {
        "text": heard.text,
        "words": heard.words,
        "matched": heard.matched,
        "silent": heard.silent,
        "seconds": round(heard.seconds, 2),
        "quiet": round(heard.quiet, 2),
        "milliseconds": round(listening.behind * 1000, 1),
        "alternatives": [[each.text, round(each.confidence, 3)] for each in heard.alternatives],
    }
    return {"words": listening.words, "heard": told}


def progress(heard: Heard, model: Model) -> tuple[int, int] | None:
    """Give the place of the question and how many there are: as the answer says on screen, else by what is asked."""
    told = next(filter(None, map(_PROGRESS.fullmatch, _texts(heard.raw))), None)
    if told:
        return int(told[1]), int(told[2])
    question = asked(heard.speech, model.quick_scan)
    return (model.quick_scan.index(question) + 1, len(model.quick_scan)) if question else None


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    below = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for deeper in below:
        yield from _texts(deeper)


def _radar(raw: Json) -> Json | None:
    """Give the drawing on an Echo's screen: paths of SVG, texts with their places, and the whole in words."""
    for directive in raw.get("response", {}).get("directives", ()):
        radar: Json | None = directive.get("datasources", {}).get("reply", {}).get("radar")
        if radar:
            return radar
    return None
