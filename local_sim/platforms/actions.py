"""Google Assistant with an Actions Builder project: its webhook requests, and its reading of the answers.

Source: the "ConversationalActions webhook" reference of Actions Builder, platform switched off in June 2023.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from local_sim.platforms import LOCALE, Heard, Json, timestamp, utc_now
from local_sim.platforms.recognition import recognised
from local_sim.platforms.ssml import plain, together
from voice_models.contract import FreeIntent

OPENING = "Praat met Maturity Checkbot"
_START, _END = "actions.scene.START_CONVERSATION", "actions.scene.END_CONVERSATION"
_NO_MATCH = ("actions.intent.NO_MATCH_1", "actions.intent.NO_MATCH_2", "actions.intent.NO_MATCH_FINAL")
_NO_INPUT = ("actions.intent.NO_INPUT_1", "actions.intent.NO_INPUT_2", "actions.intent.NO_INPUT_FINAL")


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class _Simple(_Part):
    speech: str = ""
    text: str = ""


class _Suggestion(_Part):
    title: str


class _Prompt(_Part):
    first_simple: _Simple = _Simple()
    last_simple: _Simple = _Simple()
    suggestions: tuple[_Suggestion, ...] = ()


class _Parameters(_Part):
    params: Json | None = None


class _Next(_Part):
    name: str = ""


class _Scene(_Part):
    slots: Json | None = None
    next: _Next = _Next()


class _Answer(_Part):
    prompt: _Prompt = _Prompt()
    scene: _Scene = _Scene()
    session: _Parameters = _Parameters()
    user: _Parameters = _Parameters()


class Actions:
    """One Assistant device of one caller, with a screen for chips unless `screen` is False.

    The platform knows a returning caller by `user.params` alone, so the same object is the same caller;
    `user` set to the same text twice makes one come back too.
    """

    path = "/google/actions"

    def __init__(
        self,
        user: str | None = None,
        *,
        screen: bool = True,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = lambda: str(uuid4()),
    ) -> None:
        self._capabilities = ["SPEECH", "RICH_RESPONSE"] if screen else ["SPEECH"]
        self._now, self._new_id = now, new_id
        self._seen = timestamp(now())
        self._user: Json = {"respondent": user} if user else {}
        self._session_id = ""
        self._session: Json = {}
        self._scene, self._slots = _START, dict[str, object]()
        self._silences = self._misses = 0
        self._open = False

    def start(self) -> Json:
        """Give the MAIN intent in a new session."""
        self._session_id, self._session = self._new_id(), {}
        self._scene, self._slots, self._open = _START, {}, True
        self._silences = self._misses = 0
        return self._request("start", "actions.intent.MAIN", OPENING)

    def say(self, words: str) -> Json:
        """Give the intent that Assistant would choose, with the words in `intent.query`."""
        self._silences = self._misses = 0
        found = recognised(words)
        if isinstance(found, FreeIntent):
            return self._request("intent", found.actions, words, {found.slot: _parameter(words)})
        return self._request("intent", found.actions[0], words)

    def touch(self, words: str) -> Json:
        """Give the words: a chip says what stands on it."""
        return self.say(words)

    def silence(self) -> Json:
        """Give NO_INPUT_1, _2 and _FINAL in turn; the platform closes the conversation after the last."""
        name = _NO_INPUT[min(self._silences, len(_NO_INPUT) - 1)]
        self._silences += 1
        self._misses = 0
        self._open = self._open and name != _NO_INPUT[-1]
        return self._request("intent", name, "")

    def no_match(self) -> Json:
        """Give NO_MATCH_1, _2 and _FINAL in turn; the project's own handler answers the last one too."""
        self._silences = 0
        name = _NO_MATCH[min(self._misses, len(_NO_MATCH) - 1)]
        self._misses += 1
        return self._request("intent", name, "")

    def hang_up(self) -> Json | None:
        """Give the CANCEL intent, or None when the conversation is closed already."""
        if not self._open:
            return None
        self._open = False
        return self._request("intent", "actions.intent.CANCEL", "")

    def read(self, answer: Json) -> Heard:
        """Read a webhook's response.

        `reprompt` is `session.params.reprompt` where the service keeps one there: the platform's answers have
        no place for it, it asks for one with NO_INPUT_1.
        """
        read = _Answer.model_validate(answer)
        self._remember(read)
        simple = (read.prompt.first_simple, read.prompt.last_simple)
        kept = self._session.get("reprompt")
        reprompt = kept if isinstance(kept, str) else ""
        said = tuple(part.speech or part.text for part in simple)
        return Heard(
            speech=" ".join(plain(speech) for speech in said).strip(),
            reprompt=plain(reprompt),
            screen="\n".join(part.text for part in simple if part.text),
            chips=tuple(suggestion.title for suggestion in read.prompt.suggestions),
            ended=not self._open,
            raw=answer,
            aloud=together(said),
            reprompt_aloud=reprompt,
        )

    def _remember(self, answer: _Answer) -> None:
        self._session = self._session if answer.session.params is None else answer.session.params
        self._user = self._user if answer.user.params is None else answer.user.params
        self._slots = self._slots if answer.scene.slots is None else answer.scene.slots
        self._scene = answer.scene.next.name or self._scene
        self._open = self._open and self._scene != _END

    def _request(self, handler: str, intent: str, query: str, parameters: Json | None = None) -> Json:
        return {
            "handler": {"name": handler},
            "intent": {"name": intent, "params": parameters or {}, "query": query},
            "scene": {"name": self._scene, "slotFillingStatus": "UNSPECIFIED", "slots": self._slots},
            "session": {
                "id": self._session_id,
                "params": self._session,
                "typeOverrides": [],
                "languageCode": "nl",
            },
            "user": {
                "locale": LOCALE,
                "params": self._user,
                "accountLinkingStatus": "ACCOUNT_LINKING_STATUS_UNSPECIFIED",
                "verificationStatus": "VERIFIED",
                "packageEntitlements": [],
                "lastSeenTime": self._seen,
            },
            "home": {"params": {}},
            "device": {"capabilities": self._capabilities},
        }


def _parameter(words: str) -> Json:
    return {"original": words, "resolved": words}
