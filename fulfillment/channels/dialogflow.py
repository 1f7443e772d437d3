"""What Dialogflow ES and CX have in common: who is talking, which request it is, the first words, and the chips."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import uuid4

from fulfillment.channels.channel import Incoming
from fulfillment.channels.errors import Malformed
from fulfillment.conversation.reply import Reply
from fulfillment.conversation.turn import Event, Turn
from voice_models.contract import contract

LONGEST_TEXT = 640
MOST_CHIPS, LONGEST_CHIP = 8, 25
WELCOME_INTENT = "Default Welcome Intent"
_WELCOME_EVENT = re.compile(r"(?:[A-Z]+_)*WELCOME")
_PHONE = re.compile(r"\+?[0-9]{6,15}")
_WITHHELD = "266696687"
"""What gateways give for a withheld number: "ANONYMOUS" on a telephone's keys."""


@dataclass(frozen=True)
class Caller:
    """Who is talking. `known` tells whether the same `user` can come back in another session."""

    user: str
    known: bool


def caller(session: str, *, account: object, phone: object, believed: bool) -> Caller:
    """Give the caller by account, else by telephone number, else by session id.

    Account and number come from free parts of the request, which a visitor of an open chat window can fill in too: they
    count only when they are `believed`, and what is no text or no number there, is not used. The kind stands before the
    name: who may choose a session id must not become the owner of a number.
    """
    if not believed:
        return Caller(f"session:{session}", known=False)
    if isinstance(account, str) and account:
        return Caller(f"account:{account}", known=True)
    if isinstance(phone, str) and _PHONE.fullmatch(phone) and phone.lstrip("+") != _WITHHELD:
        return Caller(f"phone:{phone}", known=True)
    return Caller(f"session:{session}", known=False)


def session_id(path: str, key: str) -> str:
    """Give the session whose path this is, such as "projects/p/agent/sessions/abc". All of it: two agents may give the
    same last part.

    Raises Malformed, naming `key`, when there is none.
    """
    if not path.rpartition("/")[2]:
        raise Malformed(f"{key} names no session")
    return path


@dataclass(frozen=True)
class Call:
    """What a request of ES or CX says, wherever it stands there. `account` and `phone` are who the agent says is
    talking, `intent` the display name of what it recognised; the rest is as in Turn."""

    session: str
    account: object
    phone: object
    given_id: str
    event: Event
    words: str
    intent: str
    heard: int | None


def turn_of(call: Call, incoming: Incoming, *, channel: str, knows_users: bool) -> Turn:
    """Give the turn that a call is."""
    who = caller(call.session, account=call.account, phone=call.phone, believed=knows_users)
    return Turn(
        channel=channel,
        user=who.user,
        session=call.session,
        request=request_id(call.given_id, incoming.body, event=call.event, words=call.words, heard=call.heard),
        event=call.event,
        at=incoming.at,
        words=call.words,
        hint=contract().of_dialogflow.get(call.intent),
        heard=call.heard,
        returnable=who.known,
        given_id=call.given_id,
    )


def inside(part: object, *keys: str) -> Any:
    """Give what stands below `keys` in a free part of a request, or None."""
    for key in keys:
        part = part.get(key) if isinstance(part, dict) else None
    return part


def request_id(given: str, body: bytes, *, event: Event, words: str, heard: int | None) -> str:
    """Give the id by which a repeated call is known.

    Some clients give every request the same id: what was said, and after which reply, tells them apart. Without any id
    the body is one, if it says which reply it answers; else the same words said twice would look like a repeated call.
    """
    if given:
        return "|".join((given, event, words, str(heard)))
    repeatable = heard is not None or event is Event.START
    return sha256(body).hexdigest() if repeatable else uuid4().hex


def is_welcome(event: str) -> bool:
    """Tell whether `event` opens a conversation: WELCOME, or that of an integration, such as TELEPHONY_WELCOME."""
    return _WELCOME_EVENT.fullmatch(event) is not None


def is_no_input(name: str) -> bool:
    """Tell whether an intent or tag of this name stands for silence, such as "No Input" or "small-talk.no-input"."""
    return "no-input" in re.sub(r"[\W_]+", "-", name.lower())


def chips(reply: Reply) -> list[str]:
    """Give the chips, as far as they fit."""
    return [chip[:LONGEST_CHIP] for chip in reply.chips[:MOST_CHIPS]]
