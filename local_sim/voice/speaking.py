"""What a synthetic respondent says, as a microphone would hear it: 16 kHz, one channel."""

import json
from dataclasses import asdict, dataclass
from subprocess import TimeoutExpired

import numpy as np

from local_sim.errors import SpeechError
from local_sim.espeak import NO_VOICE, found
from local_sim.speak.child import started
from local_sim.speak.speakable import speakable
from local_sim.voice import engine
from local_sim.voice.sound import RATE, Samples, resampled

_LONGEST_WAIT = 30.0
"""Seconds for one text; a minute of speech takes about a third of a second."""


@dataclass(frozen=True)
class Voice:
    """A Dutch speaker of espeak-ng.

    `variant` is a file name from espeak-ng's voices/!v ("f2", "m3", "klatt2"), "" for none; `pitch` is 0–99, 50 the
    variant's own; `speed` is in words per minute, 80–450. Raises ValueError for a number outside these.
    """

    variant: str = ""
    pitch: int = 50
    speed: int = 165

    def __post_init__(self) -> None:
        if not 0 <= self.pitch <= 99:
            raise ValueError(f"pitch {self.pitch} is not between 0 and 99")
        if not 80 <= self.speed <= 450:
            raise ValueError(f"speed {self.speed} is not between 80 and 450 words per minute")


def spoken(text: str, voice: Voice) -> Samples:
    """Say `text`, which is made speakable first, with `voice`: 16 kHz. The same text and voice give the same samples.

    It takes a process of its own each time, so any number may be said at once. Raises SpeechError when there is no
    espeak-ng, when it does not know the variant, and when it hangs.
    """
    espeak = found()
    process = started(engine.__name__, espeak.library, espeak.data)
    job = json.dumps(asdict(voice) | {"text": speakable(text)}).encode()
    with process:
        try:
            sound, _ = process.communicate(job, _LONGEST_WAIT)
        except TimeoutExpired as error:
            process.kill()
            raise SpeechError("De stem van de gesprekspartner bleef hangen: probeer het nog eens.") from error
    if process.returncode == engine.NO_VOICE:
        raise SpeechError(f"espeak-ng kent de stem nl+{voice.variant} niet: kies een andere, zoals f2, m3 of klatt2.")
    if process.returncode:
        raise SpeechError(NO_VOICE)
    return resampled(np.frombuffer(sound, "<i2").astype(np.int16), engine.RATE, RATE)
