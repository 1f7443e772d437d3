"""What an Echo with a screen shows: a question with answers that can be touched, the result, or a message.

Source: Amazon's "APL Document", "APL Interface Reference", "APL Data-Binding Syntax". The documents stand in screens/;
what they show goes along as data.
"""

from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from ask_sdk_model import RequestEnvelope

from fulfillment.channels.alexa.radar import FEWEST, radar
from fulfillment.conversation.reply import Reply
from model.reading import parsed

TOUCHED = "zeg"
"""The first argument of a touch; the second are the words that stand on what was touched."""
_INTERFACE = "alexa_presentation_apl"
_SHORT = 12


def has_screen(envelope: RequestEnvelope) -> bool:
    """Tell whether the device can show APL."""
    system = envelope.context.system if envelope.context else None
    interfaces = system.device.supported_interfaces if system and system.device else None
    return getattr(interfaces, _INTERFACE, None) is not None


def screen(reply: Reply) -> dict[str, Any]:
    """Give the directive that shows `reply`. Its document is shared by all replies: do not change it."""
    kind = _kind(reply)
    return {
        "type": "Alexa.Presentation.APL.RenderDocument",
        "token": f"checkbot-{kind}",
        "document": document(kind),
        "datasources": {"reply": _shown(reply) | _more(kind, reply)},
    }


@cache
def document(kind: str) -> dict[str, Any]:
    """Give the APL document of "question", "result" or "message"."""
    base, own = (_read(name) for name in ("base", kind))
    return {**base, **own, "layouts": {**base["layouts"], **own.get("layouts", {})}}


def _read(name: str) -> dict[str, Any]:
    file = files("fulfillment.channels.alexa").joinpath("screens", f"{name}.yaml")
    return dict(parsed(file.read_text(encoding="utf-8")))


def _kind(reply: Reply) -> str:
    if len(reply.levels) >= FEWEST:
        return "result"
    return "question" if reply.progress else "message"


def _shown(reply: Reply) -> dict[str, Any]:
    numbered = [f"{place}. {chip}" for place, chip in enumerate(reply.chips, start=1)]
    lines = (reply.screen or reply.speech).strip().split("\n")
    return {
        "title": _markup(reply.title or "Maturity Checkbot"),
        # What stands on a button, with its number, is not shown twice.
        "text": "<br>".join(_markup(line) for line in lines if line not in numbered),
        "short": all(len(chip) <= _SHORT for chip in reply.chips[:-1]),
        "choices": [
            {"words": _literal(chip), "shown": _markup(line if line in lines else chip)}
            for chip, line in zip(reply.chips, numbered, strict=True)
        ],
    }


def _more(kind: str, reply: Reply) -> dict[str, Any]:
    match kind, reply.progress:
        case "question", (place, count):
            words = f"Vraag {place} van {count}"
            return {"progress": {"words": words, "percent": round(100 * place / count)}}
        case "result", _:
            return {"radar": _drawn(reply.levels)}
    return {}


def _drawn(levels: tuple[tuple[str, int], ...]) -> dict[str, Any]:
    named = [(_literal(name), level) for name, level in levels]
    drawn = radar(named)
    words = "Score per onderdeel. " + " ".join(f"{name}: {level} van 100." for name, level in named)
    return {**vars(drawn), "labels": [vars(line) for line in drawn.labels], "words": words}


def _markup(text: str) -> str:
    """Write text for a Text component, which takes it for markup."""
    return escape(_literal(text), quote=False)


def _literal(text: str) -> str:
    """Write text in which nothing is a data-binding expression. Devices evaluate strings in the `data` of a component
    and in the arguments of SendEvent once more after they have been filled in."""
    return text.replace("${", "$ {")
