"""The door of the Actions webhook."""

from functools import partial

from pydantic import TypeAdapter

from fulfillment.channels.account import with_account
from fulfillment.channels.actions.account import LinkedAccount
from fulfillment.channels.actions.read import read
from fulfillment.channels.actions.request import ActionsRequest
from fulfillment.channels.actions.write import write
from fulfillment.channels.channel import Converse, Incoming, Verifier
from fulfillment.channels.webhook import WebhookChannel
from fulfillment.conversation.reply import Reply


class ActionsChannel(WebhookChannel[ActionsRequest]):
    """Answer Actions."""

    name = "actions"
    path = "/google/actions"
    called = "an Actions request"
    form = TypeAdapter(ActionsRequest)
    read = staticmethod(read)
    write = staticmethod(write)

    def __init__(self, verifier: Verifier | None, account: LinkedAccount | None = None) -> None:
        super().__init__(verifier)
        self._account = account or LinkedAccount("")

    def reply(self, request: ActionsRequest, incoming: Incoming, converse: Converse) -> Reply:
        """Have the turn answered, with the address of a linked account when that is wanted."""
        turn = read(request, incoming)
        look = partial(self._account.look, request, incoming.headers)
        return with_account(turn, converse(turn), converse, look)
