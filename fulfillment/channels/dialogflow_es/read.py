"""Read a turn from a Dialogflow ES request."""

import re

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
from fulfillment.channels.dialogflow_es.request import EsRequest, QueryResult
from fulfillment.channels.slots import words_of
from fulfillment.conversation.turn import Event, Turn
from fulfillment.conversation.understanding.commands import plainest
from voice_models.contract import contract
from voice_models.names import ES_CONTEXT

_NO_INPUT = re.compile(r"actions[._]intent[._]NO_INPUT\w*")
_CANCEL = re.compile(r"actions[._]intent[._]CANCEL")


def read(request: EsRequest, incoming: Incoming, *, knows_users: bool) -> Turn:
    """Give the turn. Raises Malformed when the request does not tell which conversation it belongs to."""
    result = request.queryResult
    payload = request.originalDetectIntentRequest.payload
    heard = _heard(result)
    event = _event(result, heard)
    call = Call(
        session=session_id(request.session, "session"),
        account=inside(payload, "user", "userId"),
        phone=inside(payload, "telephony", "caller_id"),
        given_id=request.responseId,
        event=event,
        words=_words(result) if event is Event.SPEECH else "",
        intent=result.intent.displayName,
        heard=heard,
    )
    return turn_of(call, incoming, channel="dialogflow-es", knows_users=knows_users)


def _words(result: QueryResult) -> str:
    if _CANCEL.fullmatch(result.queryText):
        return plainest("stop")
    said = "" if is_welcome(result.queryText) else result.queryText
    return said or words_of(result.parameters)


def _heard(result: QueryResult) -> int | None:
    # Dialogflow writes the names of contexts in lower case.
    ours = (context for context in result.outputContexts if context.name.lower().endswith(f"/contexts/{ES_CONTEXT}"))
    return next((reply_number(context.parameters) for context in ours), None)


def _event(result: QueryResult, heard: int | None) -> Event:
    name, text = result.intent.displayName, result.queryText
    if _NO_INPUT.fullmatch(text) or is_no_input(name):
        return Event.SILENCE
    # Some clients leave the opening event in place, and tell by the intent alone what was said.
    if is_welcome(text) and not _is_ours(name):
        return Event.START
    # "Hallo" in the middle of a conversation matches the welcome intent too: there the words count.
    opens = result.action == "input.welcome" or name == WELCOME_INTENT or not (text or name)
    return Event.START if opens and heard is None else Event.SPEECH


def _is_ours(intent: str) -> bool:
    return intent in contract().of_dialogflow or any(free.name == intent for free in contract().free)
