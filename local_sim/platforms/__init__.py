"""The platforms the simulator can play: what a device sends, and what it makes of the answer."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

Json = dict[str, Any]
"""A JSON object as it goes over the line."""

LOCALE = "nl-NL"


@dataclass(frozen=True)
class Heard:
    """What reaches the caller in one turn.

    `speech` is plain text, without SSML; `reprompt` is what the device says when the caller stays silent; both stand
    in `aloud` and `reprompt_aloud` as the platform's voice gets them, SSML or text ("" where that is the plain text);
    `screen` is shown on a screen or in the app; `chips` are the buttons' titles, in order;
    `ended` tells that the platform has closed the conversation; `request` is what the device sent and `raw` the
    service's JSON, both empty when nothing was sent; `seconds` is how long the service took.
    """

    speech: str
    reprompt: str = ""
    screen: str = ""
    chips: tuple[str, ...] = ()
    ended: bool = False
    request: Json = field(default_factory=dict)
    raw: Json = field(default_factory=dict)
    seconds: float = 0.0
    aloud: str = ""
    reprompt_aloud: str = ""

    @property
    def to_say(self) -> str:
        """Give what a voice has to say: SSML, or plain text."""
        return self.aloud or self.speech


class Platform(Protocol):
    """One platform with one caller. It remembers what its platform remembers between two requests."""

    @property
    def path(self) -> str:
        """Give the service's door for this platform, such as "/alexa"."""

    def start(self) -> Json:
        """Give the request that opens a new conversation of the same caller."""

    def say(self, words: str) -> Json:
        """Give the request for what the caller says."""

    def touch(self, words: str) -> Json:
        """Give the request for a touch of the button with these words. Raises SimulatorError when there is none."""

    def silence(self) -> Json | None:
        """Give the request for a silent caller, or None when the device repeats its reprompt by itself."""

    def no_match(self) -> Json:
        """Give the request for words that the platform did not understand at all."""

    def hang_up(self) -> Json | None:
        """Give the request for a caller who leaves, or None when no conversation is open or nobody is told."""

    def read(self, answer: Json) -> Heard:
        """Read the service's answer; `request` is left empty and `seconds` 0.

        Raises pydantic.ValidationError when the answer has the wrong shape, and SimulatorError when its
        SSML cannot be spoken.
        """


def utc_now() -> datetime:
    """Give the current time in UTC."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """Write a UTC moment as both platforms do, such as "2026-11-22T10:15:00Z"."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
