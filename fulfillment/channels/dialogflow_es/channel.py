"""The door of the Dialogflow ES webhook: verify, read, write."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from fulfillment.channels.body import parsed
from fulfillment.channels.channel import Converse, Incoming, Verifier
from fulfillment.channels.dialogflow_es.read import read
from fulfillment.channels.dialogflow_es.request import EsRequest
from fulfillment.channels.dialogflow_es.write import write
from fulfillment.channels.errors import Malformed

_REQUEST = TypeAdapter(EsRequest)


class EsChannel:
    """Answer a Dialogflow ES agent. Without a `verifier` anybody may call."""

    name = "dialogflow-es"
    path = "/google/dialogflow/es"
    refusal = 403

    def __init__(self, verifier: Verifier | None) -> None:
        self._verifier = verifier

    def answer(self, incoming: Incoming, converse: Converse) -> dict[str, Any]:
        """Verify the token, then answer. Raises Refused and Malformed."""
        if self._verifier:
            self._verifier.verify(incoming.headers, incoming.body)
        request = _request(incoming.body)
        turn = read(request, incoming)
        return write(request, converse(turn))


def _request(body: bytes) -> EsRequest:
    try:
        return _REQUEST.validate_python(parsed(body))
    except ValidationError as error:
        # Only names of ours: a key of the caller's could be anything.
        where = ".".join(str(part) for part in error.errors()[0]["loc"][:2])
        raise Malformed(f"{where} does not have the type of a Dialogflow ES request") from error
