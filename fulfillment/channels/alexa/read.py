"""Read a turn from an Alexa request."""

from datetime import datetime
from uuid import uuid4

from ask_sdk_model import IntentRequest, Request, RequestEnvelope, SimpleSlotValue, Slot
from ask_sdk_model.interfaces.alexa.presentation.apl import UserEvent

from fulfillment.channels.alexa.screen import TOUCHED
from fulfillment.channels.channel import reply_number
from fulfillment.channels.errors import Malformed
from fulfillment.channels.slots import words_of
from fulfillment.conversation.turn import Event, Turn
from voice_models.contract import contract

_TOUCH = "Alexa.Presentation.APL.UserEvent"
_EVENTS = {
    _TOUCH: Event.SPEECH,
    "LaunchRequest": Event.START,
    "IntentRequest": Event.SPEECH,
    "SessionEndedRequest": Event.END,
}


def read(envelope: RequestEnvelope, at: datetime) -> Turn | None:
    """Give the turn, or None for a request that is not about the conversation (playback, errors).

    Raises Malformed when the request does not tell who is talking.
    """
    request = envelope.request
    event = _EVENTS.get(str(request.object_type)) if request else None
    if request is None or event is None:
        return None
    words, hint = _said(request)
    if event is Event.SPEECH and not (words or isinstance(request, IntentRequest)):
        return None
    heard = _heard(envelope)
    session_id = envelope.session.session_id if envelope.session else None
    given_id = str(request.request_id or "")
    return Turn(
        channel="alexa",
        user=_user(envelope) or session_id or _missing("session.user.userId"),
        session=session_id or "",
        # Some clients give every request the same id: what was said, and after which reply, tells them apart.
        request="|".join((given_id or _own_id(heard), event, hint or "", words, str(heard))),
        event=event,
        at=at,
        words=words,
        hint=hint,
        heard=heard,
        opens=bool(envelope.session and envelope.session.new),
        given_id=given_id,
    )


def _own_id(heard: int | None) -> str:
    # Without an id of the platform, and without the number of our reply, nothing tells a repeated request from a new
    # one with the same words.
    return "" if heard is not None else uuid4().hex


def _user(envelope: RequestEnvelope) -> str | None:
    system = envelope.context.system if envelope.context else None
    for owner in (system, envelope.session):
        if owner is not None and owner.user is not None and owner.user.user_id:
            return str(owner.user.user_id)
    return None


def _missing(key: str) -> str:
    raise Malformed(f"{key} is missing")


def _said(request: Request) -> tuple[str, str | None]:
    """Give the words of the slots (Alexa sends no others) and the name the contract gives the intent; of a touch the
    words that stand on what was touched."""
    if isinstance(request, UserEvent):
        return _touched(request.arguments or []), None
    if not isinstance(request, IntentRequest):
        return "", None
    intent = request.intent
    if intent is None or not intent.name:
        raise Malformed("request.intent.name is missing")
    said = {name: _value(slot) for name, slot in (intent.slots or {}).items() if slot is not None}
    return words_of(said), contract().of_alexa.get(intent.name)


def _value(slot: Slot) -> str:
    """Give what was said for a slot; where only that is sent, what Alexa made of it."""
    simple = slot.slot_value.value if isinstance(slot.slot_value, SimpleSlotValue) else None
    per_authority = (slot.resolutions.resolutions_per_authority or []) if slot.resolutions else []
    resolved = (each.value.name for found in per_authority for each in (found.values or []) if each.value)
    return str(slot.value or simple or next(resolved, None) or "")


def _touched(arguments: list[object]) -> str:
    match arguments:
        case [command, str(words)] if command == TOUCHED:
            return words
    return ""


def _heard(envelope: RequestEnvelope) -> int | None:
    return reply_number((envelope.session.attributes if envelope.session else None) or {})
