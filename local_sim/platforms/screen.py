"""The screen of an Echo: the APL it was told to show, and the request for a touch.

Source: Amazon's "APL Interface Reference" (UserEvent) and "Viewport Property Reference".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from local_sim.errors import SimulatorError
from local_sim.platforms import Json

INTERFACE: Json = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}}}
VIEWPORT: Json = {
    "experiences": [{"arcMinuteWidth": 246, "arcMinuteHeight": 144, "canRotate": False, "canResize": False}],
    "mode": "HUB",
    "shape": "RECTANGLE",
    "pixelWidth": 1280,
    "pixelHeight": 800,
    "currentPixelWidth": 1280,
    "currentPixelHeight": 800,
    "dpi": 213,
    "touch": ["SINGLE"],
    "video": {"codecs": ["H_264_42", "H_264_41"]},
}
"""An Echo Show 8."""

_RENDER = "Alexa.Presentation.APL.RenderDocument"
_TOUCH = "Alexa.Presentation.APL.UserEvent"


@dataclass(frozen=True)
class Screen:
    """What is shown: title and text, the words on the buttons, and what a touch of each sends."""

    token: str = ""
    text: str = ""
    buttons: tuple[str, ...] = ()
    sent: tuple[list[Any], ...] = ()

    def after(self, directives: tuple[Json, ...]) -> "Screen":
        """Give the screen after these directives; it stays as it is when none of them is for a screen."""
        found = next((directive for directive in directives if directive.get("type") == _RENDER), None)
        return _rendered(found) if found else self

    def touched(self, words: str) -> Json:
        """Give the request of the button with these words. Raises SimulatorError when there is none."""
        if words not in self.buttons:
            raise SimulatorError(f"Er is geen knop „{words}” op het scherm: kies er een die er wel is.")
        place = self.buttons.index(words)
        source = {"type": "TouchWrapper", "handler": "Press", "id": f"choice{place}", "value": False}
        return {
            "type": _TOUCH,
            "token": self.token,
            "arguments": self.sent[place],
            "source": source,
            "components": {},
        }


def _rendered(directive: Json) -> Screen:
    data = directive["datasources"]["reply"]
    arguments = next(_arguments(directive["document"]), [])
    return Screen(
        token=directive["token"],
        text="\n".join(_plain(text) for text in (data["title"], data["text"]) if text),
        buttons=tuple(choice["words"] for choice in data["choices"]),
        sent=tuple([_bound(argument, choice) for argument in arguments] for choice in data["choices"]),
    )


def _arguments(part: Any) -> Iterator[list[Any]]:
    """Give the arguments of every SendEvent in a document."""
    if isinstance(part, dict) and part.get("type") == "SendEvent":
        yield part["arguments"]
    below = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for deeper in below:
        yield from _arguments(deeper)


def _bound(argument: Any, choice: Json) -> Any:
    """Fill in `${data.words}` and the like; other expressions the simulator does not know."""
    return next((value for name, value in choice.items() if argument == f"${{data.{name}}}"), argument)


def _plain(markup: str) -> str:
    return unescape(markup.replace("<br>", "\n"))
