"""What Alexa tells beside the conversation: a session that ended, an answer of ours that failed, and the like.

Source: Amazon's "Request Types Reference". What a notice says in words is Amazon's and may quote us: only its kind is
logged.
"""

import logging
from collections.abc import Iterator

from ask_sdk_model import Request, Response, SessionEndedReason, SessionEndedRequest
from ask_sdk_model.canfulfill import CanFulfillIntent, CanFulfillIntentRequest, CanFulfillIntentValues
from ask_sdk_model.interfaces.alexa.presentation.apl import RuntimeErrorEvent
from ask_sdk_model.interfaces.system import ExceptionEncounteredRequest

_log = logging.getLogger(__name__)


def answer_to(request: Request | None) -> Response:
    """Give the empty answer, and log what went wrong at our side. To the question whether we can take up an intent of
    somebody who did not open the skill: no, for a questionnaire nobody asked for is unwelcome."""
    for wrong in _wrong(request):
        _log.warning("Alexa meldt een fout: %s", wrong)
    if isinstance(request, CanFulfillIntentRequest):
        return Response(can_fulfill_intent=CanFulfillIntent(can_fulfill=CanFulfillIntentValues.NO))
    return Response()


def _wrong(request: Request | None) -> Iterator[str]:
    match request:
        case SessionEndedRequest(reason=SessionEndedReason.ERROR):
            yield f"sessie beëindigd, {_kind(request.error)}"
        case ExceptionEncounteredRequest():
            yield f"antwoord niet aangenomen, {_kind(request.error)}"
        case RuntimeErrorEvent():
            for error in request.errors or ():
                yield f"scherm niet getoond, {_kind(error)} {getattr(error, 'reason', '')}".strip()


def _kind(error: object) -> str:
    kind = getattr(error, "object_type", None) or getattr(error, "type", None)
    return str(getattr(kind, "value", kind) or "zonder soort")
