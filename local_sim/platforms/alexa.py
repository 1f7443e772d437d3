"""An Echo device, with or without a screen: Alexa's requests, and its reading of the answers.

Source: Amazon's "Request and Response JSON Reference" for custom skills, and its "APL Interface Reference".
"""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from local_sim.platforms import LOCALE, Heard, Json, timestamp, utc_now
from local_sim.platforms.recognition import recognised
from local_sim.platforms.screen import INTERFACE, VIEWPORT, Screen
from local_sim.platforms.ssml import plain
from voice_models.contract import FreeIntent

SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class _Speech(_Part):
    ssml: str = ""
    text: str = ""


class _Reprompt(_Part):
    output_speech: _Speech = _Speech()


class _Card(_Part):
    type: str
    title: str = ""
    content: str = ""
    text: str = ""


class _Response(_Part):
    output_speech: _Speech | None = None
    reprompt: _Reprompt | None = None
    card: _Card | None = None
    directives: tuple[Json, ...] = ()
    # Alexa closes the session unless the skill says otherwise.
    should_end_session: bool | None = True


class _Answer(_Part):
    response: _Response = _Response()
    session_attributes: Json | None = None


class Alexa:
    """One Echo of one caller. `user` set to the same text twice makes the same caller come back.

    With `screen` it shows APL, which takes touches too.
    """

    path = "/alexa"

    def __init__(
        self,
        skill_id: str = SKILL_ID,
        user: str | None = None,
        *,
        screen: bool = False,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = lambda: str(uuid4()),
    ) -> None:
        self._application = {"applicationId": skill_id}
        self._user = {"userId": f"amzn1.ask.account.{user or new_id()}"}
        self._device = f"amzn1.ask.device.{new_id()}"
        self._now, self._new_id = now, new_id
        self._has_screen, self._screen = screen, Screen()
        self._session_id = ""
        self._attributes: Json = {}
        self._reprompt = ""
        self._silences = 0
        self._open = False

    def start(self) -> Json:
        """Give a LaunchRequest in a new session."""
        self._session_id = f"amzn1.echo-api.session.{self._new_id()}"
        self._attributes, self._reprompt, self._silences, self._open = {}, "", 0, True
        self._screen = Screen()
        return self._envelope(new=True, request={"type": "LaunchRequest"})

    def say(self, words: str) -> Json:
        """Give an IntentRequest with the intent Alexa would choose; free words stand in the intent's slot."""
        self._silences = 0
        found = recognised(words)
        if isinstance(found, FreeIntent):
            intent = _intent(found.alexa, {found.slot: _slot(found.slot, words)})
        else:
            intent = _intent(found.alexa[0], {})
        return self._envelope(request={"type": "IntentRequest", "intent": intent})

    def touch(self, words: str) -> Json:
        """Give the UserEvent of the button with these words. Raises SimulatorError when there is none."""
        self._silences = 0
        return self._envelope(request=self._screen.touched(words))

    def silence(self) -> Json | None:
        """Give None at the first silence (the device plays the reprompt), then a SessionEndedRequest."""
        self._silences += 1
        if self._silences == 1 and self._reprompt:
            return None
        return self._ending("EXCEEDED_MAX_REPROMPTS")

    def no_match(self) -> Json:
        """Give the intent for what Alexa makes nothing of: it brings no words."""
        self._silences = 0
        return self._envelope(request={"type": "IntentRequest", "intent": _intent("AMAZON.FallbackIntent", {})})

    def hang_up(self) -> Json | None:
        """Give a SessionEndedRequest, or None when Alexa has closed the session already."""
        return self._ending("USER_INITIATED") if self._open else None

    def read(self, answer: Json) -> Heard:
        """Read a skill's response. Without a screen there are no chips; `screen` is the card in the app then."""
        read = _Answer.model_validate(answer)
        response = read.response
        self._attributes = read.session_attributes or {}
        speech = _aloud(response.output_speech) if response.output_speech else ""
        self._reprompt = _aloud(response.reprompt.output_speech) if response.reprompt else ""
        self._open = self._open and response.should_end_session is False
        self._screen = self._screen.after(response.directives)
        return Heard(
            speech=plain(speech),
            reprompt=plain(self._reprompt),
            screen="\n".join(filter(None, (self._screen.text, _shown(response.card) if response.card else ""))),
            chips=self._screen.buttons,
            ended=not self._open,
            raw=answer,
            aloud=speech,
            reprompt_aloud=self._reprompt,
        )

    def _ending(self, reason: str) -> Json:
        self._open = False
        return self._envelope(request={"type": "SessionEndedRequest", "reason": reason})

    def _envelope(self, *, request: Json, new: bool = False) -> Json:
        about = {
            "requestId": f"amzn1.echo-api.request.{self._new_id()}",
            "timestamp": timestamp(self._now()),
            "locale": LOCALE,
        }
        return {
            "version": "1.0",
            "session": {
                "new": new,
                "sessionId": self._session_id,
                "application": self._application,
                "attributes": self._attributes,
                "user": self._user,
            },
            "context": self._context(),
            "request": request | about,
        }

    def _context(self) -> Json:
        # No apiAccessToken: there is no Amazon account behind the simulator to ask an address of.
        interface, viewport = (INTERFACE, {"Viewport": VIEWPORT}) if self._has_screen else ({}, {})
        device = {"deviceId": self._device, "supportedInterfaces": {"AudioPlayer": {}} | interface}
        system = {"application": self._application, "user": self._user, "device": device}
        return {"AudioPlayer": {"playerActivity": "IDLE"}, "System": system} | viewport


def _intent(name: str, slots: Json) -> Json:
    return {"name": name, "confirmationStatus": "NONE", "slots": slots}


def _slot(name: str, words: str) -> Json:
    simple = {"type": "Simple", "value": words}
    return {
        "name": name,
        "value": words,
        "confirmationStatus": "NONE",
        "source": "USER",
        "slotValue": simple,
    }


def _aloud(speech: _Speech) -> str:
    return speech.ssml or speech.text


def _shown(card: _Card) -> str:
    if card.type == "AskForPermissionsConsent":
        return "In de Alexa-app staat een vraag om toestemming."
    return "\n".join(part for part in (card.title, card.content or card.text) if part)
