"""The door of the Dialogflow ES webhook."""

from pydantic import TypeAdapter

from fulfillment.channels.dialogflow_es.read import read
from fulfillment.channels.dialogflow_es.request import EsRequest
from fulfillment.channels.dialogflow_es.write import write
from fulfillment.channels.webhook import WebhookChannel


class EsChannel(WebhookChannel[EsRequest]):
    """Answer Dialogflow ES."""

    name = "dialogflow-es"
    path = "/google/dialogflow/es"
    called = "a Dialogflow ES request"
    form = TypeAdapter(EsRequest)
    read = staticmethod(read)
    write = staticmethod(write)
