"""The page's conversations with the service, each through one platform's door: few, and none for ever."""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from local_sim.browser.hearing import Hearing
from local_sim.client import Client
from local_sim.errors import SimulatorError
from local_sim.platforms import Heard, Platform
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from model.types import Model

MOST = 8
"""Conversations at once: each may hold one of the service's threads for as long as a turn takes."""
IDLE = 900.0
"""Seconds without a turn or a sound after which a conversation is forgotten."""
LONGEST = 500
"""Characters in one turn."""


@dataclass(frozen=True)
class Channel:
    """A platform to talk through: its name for people, and a new caller on it."""

    name: str
    caller: Callable[[], Platform]


CHANNELS: Mapping[str, Channel] = {
    "alexa": Channel("Alexa, met scherm", lambda: Alexa(screen=True)),
    "actions": Channel("Google Assistant", Actions),
    "dialogflow-es": Channel("Dialogflow ES", DialogflowEs),
    "dialogflow-cx": Channel("Dialogflow CX", DialogflowCx),
}


class UnknownError(SimulatorError):
    """There is no such conversation (any more), or no such thing to do in it."""


class BusyError(SimulatorError):
    """The last turn of this conversation is not over yet."""


class Conversation:
    """One caller, who talks to one persona through one channel. `close` it."""

    def __init__(self, client: Client, model: Model) -> None:
        self._client = client
        self._turn = threading.Lock()
        self.model = model
        self.last = Heard("")
        self.hearing: Hearing | None = None

    def take(self, act: str, words: str = "") -> Heard:
        """Do one thing: "start", "say" or "touch" `words`, "silence" or "hang-up"; give what is heard of it.

        Raises BusyError while another turn goes on, UnknownError for another act, and SimulatorError as Client does.
        """
        if len(words) > LONGEST:
            raise SimulatorError(f"Dit antwoord is te lang: houd het op {LONGEST} tekens.")
        if not self._turn.acquire(blocking=False):
            raise BusyError("De vorige beurt is nog bezig: wacht even op het antwoord.")
        try:
            self.last = self._done(act, words)
        finally:
            self._turn.release()
        return self.last

    def listen(self, hearing: Hearing) -> None:
        """Listen anew; what was heard until now is let go."""
        if self.hearing:
            self.hearing.stop()
        self.hearing = hearing

    def close(self) -> None:
        """Let go of the line and of the ear."""
        self._client.close()
        if self.hearing:
            self.hearing.stop()

    def _done(self, act: str, words: str) -> Heard:
        client = self._client
        alone = {"start": client.start, "silence": client.silence, "hang-up": client.hang_up}
        with_words = {"say": client.say, "touch": client.touch}
        if act in alone:
            return alone[act]()
        if act in with_words and words:
            return with_words[act](words)
        raise UnknownError("Deze beurt ken ik niet: ververs de pagina.")


class Conversations:
    """The conversations that are open, at most MOST: for one more, the one that was idle longest goes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._open: OrderedDict[str, tuple[float, Conversation]] = OrderedDict()

    def add(self, conversation: Conversation) -> str:
        """Keep a conversation and give its name, which cannot be guessed."""
        name = secrets.token_urlsafe(16)
        with self._guard:
            self._forget(MOST - 1)
            self._open[name] = (self._clock(), conversation)
        return name

    def find(self, name: str) -> Conversation:
        """Give the conversation of this name. Raises UnknownError when it is not there (any more)."""
        with self._guard:
            self._forget(MOST)
            if name not in self._open:
                raise UnknownError("Dit gesprek is er niet meer: begin een nieuw gesprek.")
            _, conversation = self._open.pop(name)
            self._open[name] = (self._clock(), conversation)
        return conversation

    def _forget(self, most: int) -> None:
        while self._open:
            name, (used, conversation) = next(iter(self._open.items()))
            if len(self._open) <= most and self._clock() - used <= IDLE:
                return
            del self._open[name]
            conversation.close()
