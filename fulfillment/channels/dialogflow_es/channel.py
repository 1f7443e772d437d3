"""The door of the Dialogflow ES webhook."""

from functools import partial

from pydantic import TypeAdapter

from fulfillment.channels.channel import Verifier
from fulfillment.channels.dialogflow_es.read import read
from fulfillment.channels.dialogflow_es.request import EsRequest
from fulfillment.channels.dialogflow_es.write import write
from fulfillment.channels.webhook import WebhookChannel


class EsChannel(WebhookChannel[EsRequest]):
    """Answer Dialogflow ES. `knows_users`: whether who the agent says is talking may be believed."""

    name = "dialogflow-es"
    path = "/google/dialogflow/es"
    called = "a Dialogflow ES request"
    form = TypeAdapter(EsRequest)
    write = staticmethod(write)

    def __init__(self, verifier: Verifier | None, *, knows_users: bool = False) -> None:
        super().__init__(verifier)
        self.read = partial(read, knows_users=knows_users)
