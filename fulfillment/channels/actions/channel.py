"""The door of the Actions webhook."""

from pydantic import TypeAdapter

from fulfillment.channels.actions.read import read
from fulfillment.channels.actions.request import ActionsRequest
from fulfillment.channels.actions.write import write
from fulfillment.channels.webhook import WebhookChannel


class ActionsChannel(WebhookChannel[ActionsRequest]):
    """Answer Actions."""

    name = "actions"
    path = "/google/actions"
    called = "an Actions request"
    form = TypeAdapter(ActionsRequest)
    read = staticmethod(read)
    write = staticmethod(write)
