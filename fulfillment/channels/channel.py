"""What every channel offers, and what it is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from fulfillment.conversation.reply import Reply
from fulfillment.conversation.turn import Turn

Converse = Callable[[Turn], Reply]
"""Answers a turn, durably."""


REPLY_NUMBER = "reply"
"""The session attribute, echoed by the platform, that tells which reply a request answers."""


def reply_number(attributes: Mapping[str, Any]) -> int | None:
    """Give the number of the reply that a request answers, or None when the platform did not echo it.

    Dialogflow keeps numbers as doubles and may send 3 back as 3.0.
    """
    number = attributes.get(REPLY_NUMBER)
    if isinstance(number, float) and number.is_integer():
        return int(number)
    return number if isinstance(number, int) and not isinstance(number, bool) else None


@dataclass(frozen=True)
class Incoming:
    """A request as it came in: headers, raw body, and when (aware)."""

    headers: Mapping[str, str]
    body: bytes
    at: datetime


class Channel(Protocol):
    """A platform. `path` is its door; `refusal` the HTTP status for callers that can't be verified."""

    name: str
    path: str
    refusal: int

    def answer(self, incoming: Incoming, converse: Converse) -> dict[str, Any]:
        """Verify the caller, read the turn and write the platform's answer to it.

        Raises Refused before anything is read or changed, Malformed when the body is no such request.
        """


class Verifier(Protocol):
    """Tells whether a request comes from the platform."""

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Raise Refused when it does not."""
