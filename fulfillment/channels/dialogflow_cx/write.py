"""Write a reply as a WebhookResponse of Dialogflow CX v3."""

import re
from typing import Any

from fulfillment.channels.channel import REPLY_NUMBER
from fulfillment.channels.dialogflow import LONGEST_TEXT, chips
from fulfillment.channels.dialogflow_cx.read import ENDED, KEYS
from fulfillment.channels.dialogflow_cx.request import CxRequest
from fulfillment.channels.rich import live_agent, rich
from fulfillment.channels.speech import ssml
from fulfillment.conversation.reply import Reply

_PAGE = re.compile(r"(projects/[^/\s]+/locations/[^/\s]+/agents/[^/\s]+/flows/[^/\s]+)/pages/[^/\s]+")


def write(request: CxRequest, reply: Reply) -> dict[str, Any]:
    """Give the response: what is said and shown, and the session parameters that come back with the next request."""
    answer: dict[str, Any] = {
        "fulfillmentResponse": {"messages": _messages(reply), "mergeBehavior": "REPLACE"},
        "sessionInfo": {"session": request.sessionInfo.session, "parameters": _parameters(reply)},
    }
    # Dialogflow hangs up when the session's last page is reached. By its reference it makes the message
    # endInteraction itself then; ours is for who plays the agent, and for requests that name no page.
    page = _PAGE.fullmatch(request.pageInfo.currentPage)
    return answer | {"targetPage": f"{page[1]}/pages/END_SESSION"} if reply.ends and page else answer


def _messages(reply: Reply) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = [
        {"text": {"text": [reply.speech[:LONGEST_TEXT]]}},
        # Where there is a voice, this is said in place of the text.
        {"outputAudioText": {"ssml": f"<speak>{ssml(reply.speech, reply.manner)}</speak>"}},
    ]
    if drawn := rich(reply):
        messages.append({"payload": drawn})
    if reply.handed:
        messages.append({"liveAgentHandoff": {"metadata": live_agent(reply)}})
    if reply.ends:
        messages.append({"endInteraction": {}})
    return messages


def _parameters(reply: Reply) -> dict[str, Any]:
    # A response has no reprompt: the agent's no-input handler can say $session.params.reprompt.
    number = {} if reply.number is None else {REPLY_NUMBER: reply.number}
    return number | {"reprompt": reply.reprompt, ENDED: reply.ends, KEYS: chips(reply)}
