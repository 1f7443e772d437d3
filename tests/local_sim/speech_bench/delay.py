"""From the end of speech to the first sound of the reply: a real scan over HTTP, in the bot's own voice."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median

from fulfillment.loopback import service
from local_sim.client import Client
from local_sim.company import DEMO, company
from local_sim.listen.ear import Ear
from local_sim.listen.expected import expected
from local_sim.listen.recording import Recording
from local_sim.platforms import Heard
from local_sim.platforms.alexa import Alexa
from local_sim.respondent import Respondent
from local_sim.speak.speaker import Speaker
from local_sim.voice.speaking import spoken
from model.types import Model
from tests.local_sim.speech_bench.tally import table
from tests.local_sim.speech_bench.voices import REPORTING, in_a_room

_LISTENS = 1.0
"""Seconds that somebody listens before answering; questions are longer."""
_STARTS_WITHIN, _ANSWERS_WITHIN = 180.0, 60.0
"""Seconds for the service on a busy machine: slow is measured, and ends nothing."""


@dataclass(frozen=True)
class Delay:
    """Seconds of one turn: `waited` for the end of speech to be sure, then `recognised` after the last frame, the
    `served` turn over HTTP, and `sounded`, until the first sound is on its way to the loudspeaker."""

    waited: float
    recognised: float
    served: float
    sounded: float

    @property
    def computing(self) -> float:
        """All but the waiting."""
        return self.recognised + self.served + self.sounded

    @property
    def every(self) -> float:
        """From the end of speech to the first sound."""
        return self.waited + self.computing


def delays(ear: Ear, model: Model, turns: int) -> list[Delay]:
    """Speak that many turns of a scan through Alexa's door, by one voice after the other."""
    with tempfile.TemporaryDirectory(prefix="checkbot-bench-") as folder:
        settings = {
            "CHECKBOT_DATABASE_URL": f"sqlite:///{folder}/checkbot.db",
            "CHECKBOT_SMTP_URL": f"maildir:{folder}/m",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        with (
            service(Path(folder) / "service.log", settings, _STARTS_WITHIN) as url,
            Client(url, Alexa(), timeout=_ANSWERS_WITHIN) as client,
            Speaker(aloud=False) as speaker,
        ):
            return list(_turns(ear, model, client, speaker, turns))


def _turns(ear: Ear, model: Model, client: Client, speaker: Speaker, turns: int) -> Iterator[Delay]:
    respondent, reply = Respondent(model, company(DEMO)), client.start()
    for turn in range(turns):
        if reply.ended:
            return
        sound = in_a_room(spoken(respondent.reply(reply), REPORTING[turn % len(REPORTING)]))
        frames = _Timed(Recording(sound.astype("<i2").tobytes()))
        utterance = ear.listen(frames.frames(), expected(reply, model))
        recognised = time.perf_counter() - frames.last
        reply = client.say(utterance.words or "eh")
        yield Delay(utterance.quiet, recognised, reply.seconds, _sounded(speaker, reply))


class _Timed:
    """Frames, and when the last one that was taken came."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self.last = 0.0

    def frames(self) -> Iterator[bytes]:
        for frame in self._recording.frames():
            self.last = time.perf_counter()
            yield frame


def _sounded(speaker: Speaker, reply: Heard) -> float:
    said = speaker.say(reply.to_say)
    while said.started_after is None and not said.wait(0.005):
        pass
    time.sleep(_LISTENS)  # as a microphone would: by then the voice of the next turn is warm
    said.stop()
    return said.started_after or 0.0


def delay_table(measured: list[Delay]) -> str:
    """Tell the median of each part, and of all, in milliseconds."""
    named = [field.name for field in fields(Delay)] + ["computing", "every"]
    names = [
        "wait for the end of speech",
        "recognise",
        "service",
        "first sound",
        "computing in all",
        "end to first sound",
    ]
    rows = []
    for name, label in zip(named, names, strict=True):
        values = sorted(getattr(each, name) for each in measured)
        rows.append([label, _ms(median(values)), _ms(values[int(0.95 * (len(values) - 1))])])
    return table([f"ms, {len(measured)} turns", "median", "95 of 100 below"], rows)


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}"
