"""The door of the Dialogflow CX webhook."""

from functools import partial

from pydantic import TypeAdapter

from fulfillment.channels.channel import Verifier
from fulfillment.channels.dialogflow_cx.read import read
from fulfillment.channels.dialogflow_cx.request import CxRequest
from fulfillment.channels.dialogflow_cx.write import write
from fulfillment.channels.webhook import WebhookChannel


class CxChannel(WebhookChannel[CxRequest]):
    """Answer Dialogflow CX. `knows_users`: whether who the agent says is talking may be believed."""

    name = "dialogflow-cx"
    path = "/google/dialogflow/cx"
    called = "a Dialogflow CX request"
    form = TypeAdapter(CxRequest)
    write = staticmethod(write)

    def __init__(self, verifier: Verifier | None, *, knows_users: bool = False) -> None:
        super().__init__(verifier)
        self.read = partial(read, knows_users=knows_users)
