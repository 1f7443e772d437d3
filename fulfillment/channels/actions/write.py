"""Write a reply as an Actions response."""

from typing import Any

from fulfillment.channels.actions.read import RESPONDENT, respondent
from fulfillment.channels.actions.request import ActionsRequest
from fulfillment.channels.channel import REPLY_NUMBER
from fulfillment.channels.speech import ssml
from fulfillment.conversation.reply import Reply, Wants
from voice_models.answers import narrowed
from voice_models.names import ANSWER_ENTITY, SIGN_IN_SCENE

LONGEST_TEXT = 640
MOST_SUGGESTIONS, LONGEST_SUGGESTION = 8, 25
_MOST_BIASES = 50
_MOST_WORDS = 100


def write(request: ActionsRequest, reply: Reply) -> dict[str, Any]:
    """Give the response: what is said and shown, what is expected, and whether the conversation ends."""
    scene: dict[str, Any] = {"name": request.scene.name, "slots": {}}
    if reply.ends:
        scene["next"] = {"name": "actions.scene.END_CONVERSATION"}
    elif reply.wants is Wants.CONSENT:
        scene["next"] = {"name": SIGN_IN_SCENE}
    return {
        "session": {
            "id": request.session.id,
            "params": _session_params(reply),
            "typeOverrides": _type_overrides(reply),
            "languageCode": "",
        },
        "user": {"params": _user_params(request)},
        "scene": scene,
        "prompt": _prompt(reply, screen="RICH_RESPONSE" in request.device.capabilities),
        "expected": {"speech": list(reply.phrases[:_MOST_BIASES]), "languageCode": "nl"},
    }


def _session_params(reply: Reply) -> dict[str, Any]:
    # A response has no reprompt: the project's no-input prompt says $session.params.reprompt.
    params: dict[str, Any] = {} if reply.number is None else {REPLY_NUMBER: reply.number}
    return params if reply.ends else params | {"reprompt": reply.reprompt}


def _type_overrides(reply: Reply) -> list[dict[str, Any]]:
    """Narrow what is recognised as an answer to those of the question that is asked."""
    entries = [
        {"name": value.id, "synonyms": [value.name, *value.synonyms]} for value in narrowed(reply.question, _MOST_WORDS)
    ]
    return [{"name": ANSWER_ENTITY, "mode": "TYPE_REPLACE", "synonym": {"entries": entries}}] if entries else []


def _user_params(request: ActionsRequest) -> dict[str, Any]:
    if request.user.verificationStatus != "VERIFIED":
        return request.user.params
    return {**request.user.params, RESPONDENT: respondent(request)}


def _prompt(reply: Reply, *, screen: bool) -> dict[str, Any]:
    prompt: dict[str, Any] = {
        "override": True,
        "firstSimple": {
            "speech": f"<speak>{ssml(reply.speech, reply.manner)}</speak>",
            "text": reply.speech[:LONGEST_TEXT],
        },
    }
    if screen and reply.screen and not reply.ends:
        prompt["content"] = _content(reply)
    if reply.chips:
        prompt["suggestions"] = [{"title": chip[:LONGEST_SUGGESTION]} for chip in reply.chips[:MOST_SUGGESTIONS]]
    return prompt


def _content(reply: Reply) -> dict[str, Any]:
    """Give a card, or the result as a table: there is one of them in an answer."""
    if not reply.levels:
        return {"card": {"title": reply.title, "text": reply.screen[:LONGEST_TEXT]}}
    rows = [{"cells": [{"text": aspect}, {"text": f"{value} van 100"}]} for aspect, value in reply.levels]
    columns = [{"header": "Onderdeel", "align": "LEADING"}, {"header": "Score", "align": "TRAILING"}]
    return {"table": {"title": reply.title, "subtitle": reply.screen[:LONGEST_TEXT], "columns": columns, "rows": rows}}
