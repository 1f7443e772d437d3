"""What the doors of Google's webhooks share: verify the caller, read the request strictly enough, answer."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from fulfillment.channels.body import parsed, without_nulls
from fulfillment.channels.channel import Converse, Incoming, Verifier
from fulfillment.channels.errors import Malformed
from fulfillment.conversation.reply import Reply
from fulfillment.conversation.turn import Turn

R = TypeVar("R")


class WebhookChannel(Generic[R]):
    """Answer one of Google's platforms. Without a `verifier` anybody may call.

    A platform's channel says its `name` and `path`, what a request of it is `called`, its `form`, and how it is read
    and written.
    """

    name: str
    path: str
    called: str
    refusal: int = 403
    form: TypeAdapter[R]
    read: Callable[[R, Incoming], Turn]
    write: Callable[[R, Reply], dict[str, Any]]

    def __init__(self, verifier: Verifier | None) -> None:
        self._verifier = verifier

    def answer(self, incoming: Incoming, converse: Converse) -> dict[str, Any]:
        """Verify the token, then answer. Raises Refused and Malformed."""
        if self._verifier:
            self._verifier.verify(incoming.headers, incoming.body)
        request = self._request(incoming.body)
        return self.write(request, self.reply(request, incoming, converse))

    def reply(self, request: R, incoming: Incoming, converse: Converse) -> Reply:
        """Have the turn of a request answered."""
        return converse(self.read(request, incoming))

    def _request(self, body: bytes) -> R:
        try:
            return self.form.validate_python(without_nulls(parsed(body)))
        except ValidationError as error:
            # Only names of ours: a key of the caller's could be anything.
            where = ".".join(str(part) for part in error.errors()[0]["loc"][:2])
            raise Malformed(f"{where} does not have the type of {self.called}") from error
