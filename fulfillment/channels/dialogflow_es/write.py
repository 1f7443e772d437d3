"""Write a reply as a WebhookResponse of Dialogflow ES v2."""

from typing import Any

from fulfillment.channels.channel import REPLY_NUMBER
from fulfillment.channels.dialogflow import LONGEST_TEXT, chips
from fulfillment.channels.dialogflow_es.request import EsRequest
from fulfillment.channels.rich import level_lines, live_agent, rich
from fulfillment.channels.speech import ssml
from fulfillment.conversation.reply import Reply
from voice_models.answers import narrowed
from voice_models.names import ANSWER_ENTITY, ES_CONTEXT

_MOST_WORDS = 200
"""Values and synonyms of a session's own entity."""
_TURNS_KEPT = 50
"""The most turns Dialogflow remembers a context; each answer starts the count again."""


def write(request: EsRequest, reply: Reply) -> dict[str, Any]:
    """Give the response: what is said and shown, and the context that comes back with the next request.

    v2 has no field for the end of a conversation, nor for a live agent: who plays the agent finds `endInteraction` and
    `liveAgentHandoff` in the payload, which Dialogflow hands on as `queryResult.webhookPayload`. SSML it has in simple
    responses only; elsewhere an agent reads the plain text aloud.
    """
    text = reply.speech[:LONGEST_TEXT]
    answer: dict[str, Any] = {
        "fulfillmentText": text,
        "fulfillmentMessages": [{"text": {"text": [text]}}, *_messages(reply), _spoken(reply, text)],
        "outputContexts": [_context(request, reply)],
    }
    if types := _entity_types(request, reply):
        answer["sessionEntityTypes"] = types
    if payload := _payload(reply):
        answer["payload"] = payload
    return answer


def _messages(reply: Reply) -> list[dict[str, Any]]:
    """Give cards and quick replies for messengers, and the payload for Dialogflow Messenger; each leaves the other's
    out."""
    messages: list[dict[str, Any]] = []
    if reply.levels:
        messages.append({"card": {"title": reply.title, "subtitle": "\n".join(level_lines(reply))}})
    if reply.chips:
        messages.append({"quickReplies": {"title": reply.title, "quickReplies": chips(reply)}})
    if drawn := rich(reply):
        messages.append({"payload": drawn})
    return messages


def _spoken(reply: Reply, text: str) -> dict[str, Any]:
    response = {"ssml": f"<speak>{ssml(reply.speech, reply.manner)}</speak>", "displayText": text}
    return {"platform": "ACTIONS_ON_GOOGLE", "simpleResponses": {"simpleResponses": [response]}}


def _entity_types(request: EsRequest, reply: Reply) -> list[dict[str, Any]]:
    """Narrow what is recognised as an answer to those of the question that is asked."""
    entities = [
        {"value": value.name, "synonyms": [value.name, *value.synonyms]}
        for value in narrowed(reply.question, _MOST_WORDS)
    ]
    name = f"{request.session}/entityTypes/{ANSWER_ENTITY}"
    mode = "ENTITY_OVERRIDE_MODE_OVERRIDE"
    return [{"name": name, "entityOverrideMode": mode, "entities": entities}] if entities else []


def _payload(reply: Reply) -> dict[str, Any]:
    handed: dict[str, Any] = {"liveAgentHandoff": live_agent(reply)} if reply.handed else {}
    return handed | ({"endInteraction": True} if reply.ends else {})


def _context(request: EsRequest, reply: Reply) -> dict[str, Any]:
    # A response has no reprompt: the agent's no-input intent can say #checkbot.reprompt.
    number = {} if reply.number is None else {REPLY_NUMBER: reply.number}
    return {
        "name": f"{request.session}/contexts/{ES_CONTEXT}",
        "lifespanCount": 0 if reply.ends else _TURNS_KEPT,
        "parameters": number if reply.ends else number | {"reprompt": reply.reprompt},
    }
