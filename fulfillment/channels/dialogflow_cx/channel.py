"""The door of the Dialogflow CX webhook."""

from pydantic import TypeAdapter

from fulfillment.channels.dialogflow_cx.read import read
from fulfillment.channels.dialogflow_cx.request import CxRequest
from fulfillment.channels.dialogflow_cx.write import write
from fulfillment.channels.webhook import WebhookChannel


class CxChannel(WebhookChannel[CxRequest]):
    """Answer Dialogflow CX."""

    name = "dialogflow-cx"
    path = "/google/dialogflow/cx"
    called = "a Dialogflow CX request"
    form = TypeAdapter(CxRequest)
    read = staticmethod(read)
    write = staticmethod(write)
