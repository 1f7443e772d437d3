"""Read a turn from an Alexa request."""

from datetime import datetime

from ask_sdk_model import IntentRequest, Request, RequestEnvelope
from ask_sdk_model.interfaces.alexa.presentation.apl import UserEvent

from fulfillment.channels.alexa.screen import TOUCHED
from fulfillment.channels.channel import reply_number
from fulfillment.channels.errors import Malformed
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
    return Turn(
        channel="alexa",
        user=_user(envelope) or session_id or _missing("session.user.userId"),
        session=session_id or "",
        # Some clients give every request the same id: what was said, and after which reply, tells them apart.
        request="|".join((request.request_id or "", event, hint or "", words, str(heard))),
        event=event,
        at=at,
        words=words,
        hint=hint,
        heard=heard,
    )


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
    slots = ((name, slot.value) for name, slot in (intent.slots or {}).items() if slot is not None)
    words = " ".join(contract().said(name, str(value)) for name, value in slots if value)
    return words, contract().of_alexa.get(intent.name)


def _touched(arguments: list[object]) -> str:
    match arguments:
        case [command, str(words)] if command == TOUCHED:
            return words
    return ""


def _heard(envelope: RequestEnvelope) -> int | None:
    return reply_number((envelope.session.attributes if envelope.session else None) or {})
