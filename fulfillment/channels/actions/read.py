"""Read a turn from an Actions request."""

from hashlib import sha256
from uuid import uuid4

from fulfillment.channels.actions.request import ActionsRequest
from fulfillment.channels.channel import Incoming, reply_number
from fulfillment.channels.errors import Malformed
from fulfillment.channels.slots import words_of
from fulfillment.conversation.turn import Event, Turn
from voice_models.contract import contract
from voice_models.names import SIGN_IN_SCENE

RESPONDENT = "respondent"
"""The user parameter by which a verified user is known again in a later conversation."""
_SILENCES = ("actions.intent.NO_INPUT_1", "actions.intent.NO_INPUT_2", "actions.intent.NO_INPUT_FINAL")


def read(request: ActionsRequest, incoming: Incoming) -> Turn:
    """Give the turn. Raises Malformed when the request does not tell which conversation it belongs to."""
    if not request.session.id:
        raise Malformed("session.id is empty")
    heard = reply_number(request.session.params)
    event = _event(request)
    return Turn(
        channel="actions",
        user=respondent(request),
        session=request.session.id,
        request=_request_id(incoming.body, repeatable=heard is not None or event is Event.START),
        event=event,
        at=incoming.at,
        words=_words(request),
        hint=contract().of_actions.get(request.intent.name),
        heard=heard,
        returnable=request.user.verificationStatus == "VERIFIED",
    )


def respondent(request: ActionsRequest) -> str:
    """Give the name under which this user is known: the id of the first conversation we had."""
    known = request.user.params.get(RESPONDENT)
    return known if isinstance(known, str) and known else request.session.id


def _words(request: ActionsRequest) -> str:
    """Give what was said. Who comes from linking his account has said nothing: that it is done, or to ask again."""
    slots = {name: part.get("original") for name, part in request.intent.params.items() if isinstance(part, dict)}
    said = request.intent.query or words_of(slots)
    if said or request.scene.name != SIGN_IN_SCENE:
        return said
    return "klaar" if is_linked(request) else "herhaal"


def is_linked(request: ActionsRequest) -> bool:
    """Tell whether the user has linked his Google account."""
    return request.user.accountLinkingStatus == "LINKED"


def _request_id(body: bytes, *, repeatable: bool) -> str:
    # Actions requests carry no id. With the number of the reply in it, the body is one; without it, the same
    # words said twice would look like a repeated call.
    return sha256(body).hexdigest() if repeatable else uuid4().hex


def _event(request: ActionsRequest) -> Event:
    name, query = request.intent.name, request.intent.query
    if request.scene.name == SIGN_IN_SCENE:
        return Event.SPEECH
    if name in _SILENCES:
        return Event.SILENCE
    if name == "actions.intent.MAIN" or not (name or query):
        return Event.START
    return Event.SPEECH
