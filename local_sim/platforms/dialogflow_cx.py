"""A Dialogflow CX agent in a chat window or on a telephone: its webhook requests (API v3), and how it reads answers.

Source: the reference of google.cloud.dialogflow.cx.v3, WebhookRequest and WebhookResponse.
"""

from collections.abc import Callable
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from local_sim.platforms import Heard, Json
from local_sim.platforms.recognition import recognised
from local_sim.platforms.ssml import plain, together
from local_sim.platforms.struct import kept
from voice_models.contract import FreeIntent

AGENT = "projects/checkbot-simulator/locations/europe-west1/agents/00000000-0000-4000-8000-000000000000"
PAGE = f"{AGENT}/flows/00000000-0000-0000-0000-000000000000/pages/START_PAGE"


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class _Text(_Part):
    text: tuple[str, ...] = ()


class _Audio(_Part):
    ssml: str = ""


class _Chip(_Part):
    text: str


class _Rich(_Part):
    type: str
    options: tuple[_Chip, ...] = ()


class _Payload(_Part):
    rich_content: tuple[tuple[_Rich, ...], ...] = ()


class _Message(_Part):
    text: _Text = _Text()
    output_audio_text: _Audio = _Audio()
    payload: _Payload = _Payload()
    end_interaction: Json | None = None


class _Fulfillment(_Part):
    messages: tuple[_Message, ...] = ()


class _Session(_Part):
    parameters: Json = Field(default_factory=dict)


class _Answer(_Part):
    fulfillment_response: _Fulfillment = _Fulfillment()
    session_info: _Session = _Session()
    target_page: str = ""


class DialogflowCx:
    """One user whom the agent knows. `user` set to the same text twice makes the same one come back.

    With a telephone number as `phone` the caller is known by that alone, speaks (`transcript`), and has keys.
    """

    path = "/google/dialogflow/cx"

    def __init__(
        self, user: str | None = None, *, phone: str = "", new_id: Callable[[], str] = lambda: str(uuid4())
    ) -> None:
        self._new_id = new_id
        self._known: Json = {} if phone else {"respondent": user or new_id()}
        self._payload: Json = {"telephony": {"caller_id": phone}} if phone else {}
        self._words = "transcript" if phone else "text"
        self._session, self._parameters = "", dict[str, object]()
        self._open = False

    def start(self) -> Json:
        """Give the event WELCOME in a new session."""
        self._session, self._parameters = f"{AGENT}/sessions/{self._new_id()}", dict(self._known)
        self._open = True
        return self._request({"triggerEvent": "WELCOME"}, tag="start")

    def say(self, words: str) -> Json:
        """Give the words, and the intent that Dialogflow would match."""
        found = recognised(words)
        values = {found.slot: words} if isinstance(found, FreeIntent) else {}
        slots = {name: {"originalValue": value, "resolvedValue": value} for name, value in values.items()}
        intent = {"lastMatchedIntent": f"{AGENT}/intents/{found.name}", "displayName": found.name, "confidence": 1.0}
        return self._request({self._words: words}, intent=intent | {"parameters": slots})

    def touch(self, words: str) -> Json:
        """Give the words: a chip says what stands on it."""
        return self.say(words)

    def press(self, digits: str) -> Json:
        """Give the keys `digits` of a telephone."""
        return self._request({"dtmfDigits": digits})

    def silence(self) -> Json:
        """Give the built-in event for no input."""
        return self._request({"triggerEvent": "sys.no-input-default"})

    def no_match(self) -> Json:
        """Give the built-in event for words that match nothing."""
        return self._request({"triggerEvent": "sys.no-match-default"})

    def hang_up(self) -> None:
        """Give None: a caller who hangs up ends the session, and the webhook hears nothing of it."""
        self._open = False

    def read(self, answer: Json) -> Heard:
        """Read a webhook's response. The agent's no-input handler would say `$session.params.reprompt`."""
        read = _Answer.model_validate(answer)
        messages = read.fulfillment_response.messages
        self._remember(read)
        texts = [text for message in messages for text in message.text.text]
        spoken = [message.output_audio_text.ssml for message in messages if message.output_audio_text.ssml]
        rich = [item for message in messages for row in message.payload.rich_content for item in row]
        reprompt = self._parameters.get("reprompt")
        return Heard(
            speech=" ".join(plain(speech) for speech in spoken) or " ".join(texts),
            reprompt=reprompt if isinstance(reprompt, str) else "",
            screen="\n".join(texts),
            chips=tuple(chip.text for item in rich if item.type == "chips" for chip in item.options),
            ended=not self._open,
            raw=answer,
            aloud=together(spoken),
        )

    def _remember(self, answer: _Answer) -> None:
        merged = self._parameters | kept(answer.session_info.parameters)
        self._parameters = {name: value for name, value in merged.items() if value is not None}
        ends = any(message.end_interaction is not None for message in answer.fulfillment_response.messages)
        self._open = self._open and not ends and not answer.target_page.endswith("/END_SESSION")

    def _request(self, query: Json, *, tag: str = "turn", intent: Json | None = None) -> Json:
        return {
            "detectIntentResponseId": self._new_id(),
            **query,
            "languageCode": "nl",
            "fulfillmentInfo": {"tag": tag},
            **({"intentInfo": intent} if intent else {}),
            "pageInfo": {"currentPage": PAGE, "displayName": "Start Page"},
            "sessionInfo": {"session": self._session, "parameters": self._parameters},
            "payload": self._payload,
        }
