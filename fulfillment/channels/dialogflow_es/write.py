"""Write a reply as a WebhookResponse of Dialogflow ES v2."""

from typing import Any

from fulfillment.channels.channel import REPLY_NUMBER
from fulfillment.channels.dialogflow import LONGEST_TEXT, chips, rich_chips
from fulfillment.channels.dialogflow_es.read import CONTEXT
from fulfillment.channels.dialogflow_es.request import EsRequest
from fulfillment.conversation.reply import Reply

_TURNS_KEPT = 50
"""The most turns Dialogflow remembers a context; each answer starts the count again."""


def write(request: EsRequest, reply: Reply) -> dict[str, Any]:
    """Give the response: what is said and shown, and the context that comes back with the next request.

    v2 has no field for the end of a conversation: who plays the agent finds `endInteraction` in the payload, which
    Dialogflow hands on as `queryResult.webhookPayload`. It has no SSML either (v2beta1 has, for telephony): an agent
    reads the plain text aloud.
    """
    text = reply.speech[:LONGEST_TEXT]
    answer: dict[str, Any] = {
        "fulfillmentText": text,
        "fulfillmentMessages": [{"text": {"text": [text]}}, *_buttons(reply)],
        "outputContexts": [_context(request, reply)],
    }
    return answer | {"payload": {"endInteraction": True}} if reply.ends else answer


def _buttons(reply: Reply) -> list[dict[str, Any]]:
    # Quick replies are for messengers, the payload for Dialogflow Messenger; each leaves the other's out.
    if not reply.chips:
        return []
    return [{"quickReplies": {"title": reply.title, "quickReplies": chips(reply)}}, {"payload": rich_chips(reply)}]


def _context(request: EsRequest, reply: Reply) -> dict[str, Any]:
    # A response has no reprompt: the agent's no-input intent can say #checkbot.reprompt.
    number = {} if reply.number is None else {REPLY_NUMBER: reply.number}
    return {
        "name": f"{request.session}/contexts/{CONTEXT}",
        "lifespanCount": 0 if reply.ends else _TURNS_KEPT,
        "parameters": number if reply.ends else number | {"reprompt": reply.reprompt},
    }
