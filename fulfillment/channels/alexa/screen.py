"""What an Echo with a screen shows: the question with answers that can be touched.

Source: Amazon's "APL Document", "APL Interface Reference".
"""

from functools import cache
from importlib.resources import files
from typing import Any

from ask_sdk_model import RequestEnvelope

from fulfillment.conversation.reply import Reply
from model.reading import parsed

TOUCHED = "zeg"
"""The first argument of a touch; the second are the words that stand on what was touched."""
_INTERFACE = "alexa_presentation_apl"


def has_screen(envelope: RequestEnvelope) -> bool:
    """Tell whether the device can show APL."""
    system = envelope.context.system if envelope.context else None
    interfaces = system.device.supported_interfaces if system and system.device else None
    return getattr(interfaces, _INTERFACE, None) is not None


def screen(reply: Reply) -> dict[str, Any]:
    """Give the directive that shows `reply`."""
    data = {
        "title": reply.title or "Maturity Checkbot",
        "text": reply.screen or reply.speech,
        "choices": list(reply.chips),
    }
    return {
        "type": "Alexa.Presentation.APL.RenderDocument",
        "token": "checkbot",
        "document": _document(),
        "datasources": {"reply": data},
    }


@cache
def _document() -> Any:
    return parsed(files("fulfillment.channels.alexa").joinpath("screen.yaml").read_text(encoding="utf-8"))
