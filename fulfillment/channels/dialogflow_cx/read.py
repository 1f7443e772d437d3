"""Read a turn from a Dialogflow CX request."""

from fulfillment.channels.channel import Incoming, reply_number
from fulfillment.channels.dialogflow import (
    WELCOME_INTENT,
    Call,
    inside,
    is_no_input,
    is_welcome,
    session_id,
    turn_of,
)
from fulfillment.channels.dialogflow_cx.keypad import spoken
from fulfillment.channels.dialogflow_cx.request import CxRequest
from fulfillment.channels.slots import words_of
from fulfillment.conversation.turn import Event, Turn
from voice_models.contract import contract

RESPONDENT = "respondent"
"""The session parameter by which an agent may tell us who is talking."""
KEYS, ENDED = "keys", "ended"
"""Session parameters of ours: what the keys of a telephone stand for, and whether the conversation was ended."""
_WELCOME_ID = "00000000-0000-0000-0000-000000000000"
"""Every agent's own welcome intent, in `triggerIntent`."""


def read(request: CxRequest, incoming: Incoming, *, knows_users: bool) -> Turn:
    """Give the turn. Raises Malformed when the request does not tell which conversation it belongs to."""
    parameters = request.sessionInfo.parameters
    heard = reply_number(parameters)
    event = _event(request, heard)
    call = Call(
        session=session_id(request.sessionInfo.session, "sessionInfo.session"),
        account=parameters.get(RESPONDENT),
        phone=inside(request.payload, "telephony", "caller_id"),
        given_id=request.detectIntentResponseId,
        event=event,
        words=_words(request) if event is Event.SPEECH else "",
        intent=request.intentInfo.displayName,
        heard=heard,
    )
    return turn_of(call, incoming, channel="dialogflow-cx", knows_users=knows_users)


def _words(request: CxRequest) -> str:
    if request.dtmfDigits:
        return spoken(request.dtmfDigits, _options(request))
    said = {name: inside(part, "originalValue") for name, part in request.intentInfo.parameters.items()}
    return request.text or request.transcript or words_of(said)


def _options(request: CxRequest) -> list[str] | None:
    keys = request.sessionInfo.parameters.get(KEYS)
    return [str(key) for key in keys] if isinstance(keys, list) else None


def _event(request: CxRequest, heard: int | None) -> Event:
    trigger, tag = request.triggerEvent, request.fulfillmentInfo.tag
    if trigger.startswith("sys.no-input") or is_no_input(tag):
        return Event.SILENCE
    if tag == "start" or is_welcome(trigger) or request.triggerIntent.rpartition("/")[2] in ("WELCOME", _WELCOME_ID):
        return Event.START
    # "Hallo" in the middle of a conversation matches the welcome intent too: there the words count.
    under_way = heard is not None and request.sessionInfo.parameters.get(ENDED) is not True
    named = {tag, request.intentInfo.displayName} & {WELCOME_INTENT, "WELCOME"}
    hint = contract().of_dialogflow.get(request.intentInfo.displayName)
    opens = bool(named) or not (_words(request) or trigger or hint)
    return Event.START if opens and not under_way else Event.SPEECH
