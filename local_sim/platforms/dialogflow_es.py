"""A Dialogflow ES agent in a chat window: its webhook requests (API v2), and its reading of the answers.

Source: the reference of google.cloud.dialogflow.v2, WebhookRequest and WebhookResponse.
"""

from collections.abc import Callable
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from local_sim.platforms import Heard, Json
from local_sim.platforms.recognition import recognised
from local_sim.platforms.struct import kept
from voice_models.contract import FreeIntent

PROJECT = "projects/checkbot-simulator/agent"
_NO_INPUT = "actions_intent_NO_INPUT"


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class _Text(_Part):
    text: tuple[str, ...] = ()


class _QuickReplies(_Part):
    title: str = ""
    quick_replies: tuple[str, ...] = ()


class _Message(_Part):
    text: _Text = _Text()
    quick_replies: _QuickReplies = _QuickReplies()


class _Context(_Part):
    name: str
    lifespan_count: int = 0
    parameters: Json = Field(default_factory=dict)


class _Answer(_Part):
    fulfillment_text: str = ""
    fulfillment_messages: tuple[_Message, ...] = ()
    output_contexts: tuple[_Context, ...] = ()
    payload: Json = Field(default_factory=dict)


class DialogflowEs:
    """One user of an integration that knows its users. `user` set to the same text twice makes one come back."""

    path = "/google/dialogflow/es"

    def __init__(self, user: str | None = None, *, new_id: Callable[[], str] = lambda: str(uuid4())) -> None:
        self._new_id = new_id
        self._user = user or new_id()
        self.session = ""
        self._contexts: dict[str, _Context] = {}
        self._open = False

    def start(self) -> Json:
        """Give the event WELCOME, which the agent's welcome intent waits for, in a new session."""
        self.session, self._contexts, self._open = f"{PROJECT}/sessions/{self._new_id()}", {}, True
        return self._request("WELCOME", "Default Welcome Intent", action="input.welcome")

    def say(self, words: str) -> Json:
        """Give the intent that Dialogflow would match, with the words in `queryText`."""
        found = recognised(words)
        parameters = {found.slot: words} if isinstance(found, FreeIntent) else {}
        return self._request(words, found.name, parameters=parameters)

    def touch(self, words: str) -> Json:
        """Give the words: a chip says what stands on it."""
        return self.say(words)

    def silence(self) -> Json:
        """Give the event for no input."""
        return self._request(_NO_INPUT, "no-input")

    def no_match(self) -> Json:
        """Give the agent's fallback intent, without words."""
        return self._request("", "Default Fallback Intent", action="input.unknown")

    def hang_up(self) -> None:
        """Give None: a chat window that is closed tells the agent nothing."""
        self._open = False

    def read(self, answer: Json) -> Heard:
        """Read a webhook's response. The agent's no-input intent would say the reprompt in our context."""
        read = _Answer.model_validate(answer)
        self._remember(read)
        reprompts = (context.parameters.get("reprompt") for context in self._contexts.values())
        messages = read.fulfillment_messages
        return Heard(
            speech=read.fulfillment_text,
            reprompt=next((text for text in reprompts if isinstance(text, str)), ""),
            screen="\n".join(text for message in messages for text in message.text.text),
            chips=tuple(title for message in messages for title in message.quick_replies.quick_replies),
            ended=not self._open,
            raw=answer,
        )

    def _remember(self, answer: _Answer) -> None:
        given = {context.name: context for context in answer.output_contexts}
        self._contexts = {name: context for name, context in (self._contexts | given).items() if context.lifespan_count}
        self._open = self._open and answer.payload.get("endInteraction") is not True

    def _request(self, text: str, intent: str, *, action: str = "", parameters: Json | None = None) -> Json:
        for context in self._contexts.values():
            context.lifespan_count -= 1
        return {
            "responseId": self._new_id(),
            "session": self.session,
            "queryResult": {
                "queryText": text,
                "action": action,
                "parameters": parameters or {},
                "allRequiredParamsPresent": True,
                "fulfillmentMessages": [{"text": {"text": [""]}}],
                "outputContexts": [
                    kept(context.model_dump(by_alias=True)) | {"lifespanCount": context.lifespan_count}
                    for context in self._contexts.values()
                ],
                "intent": {"name": f"{PROJECT}/intents/{intent}", "displayName": intent},
                "intentDetectionConfidence": 1.0,
                "languageCode": "nl",
            },
            "originalDetectIntentRequest": {
                "source": "checkbot-simulator",
                "payload": {"user": {"userId": self._user}},
            },
        }
