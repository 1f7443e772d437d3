"""A respondent who says it aloud: words become sound, the sound is heard, and that may be other words."""

from zlib import crc32

import numpy as np

from local_sim.listen.ear import Ear
from local_sim.listen.expected import expected
from local_sim.listen.recording import Recording
from local_sim.listen.utterance import Utterance
from local_sim.platforms import Heard
from local_sim.voice.line import louder, noisy, telephone
from local_sim.voice.manner import Manner
from local_sim.voice.sound import RATE, Samples
from local_sim.voice.speaking import Voice, spoken
from model.types import Model

_BEFORE, _AFTER = 0.3, 3.5
"""Seconds in which the room is heard and nobody speaks; longer than the longest rest that ends an utterance."""


class Aloud:
    """One respondent's mouth and the microphone in front of it. `seed` makes the noise; each turn has noise of its
    own, and the same conversation has the same noise again."""

    def __init__(self, ear: Ear, model: Model, manner: Manner, seed: int) -> None:
        self._ear, self._model, self._manner, self._seed = ear, model, manner, seed
        self._turns = 0

    def say(self, words: str, after: Heard) -> Utterance:
        """Say `words` in answer to `after`, and give what is heard. Raises SpeechError when there is no such voice."""
        self._turns += 1
        seed = crc32(f"{self._seed} {self._turns} {words}".encode())
        sound = sounding(words, self._manner, seed)
        return self._ear.listen(Recording(sound.astype("<i2").tobytes()).frames(), expected(after, self._model))


def sounding(words: str, manner: Manner, seed: int) -> Samples:
    """Give what a microphone gets of `words`: 16 kHz, with rests before and after. Raises SpeechError."""
    speech = spoken(words, Voice(manner.variant, manner.pitch, manner.speed))
    sound = np.pad(speech, (round(_BEFORE * RATE), round(_AFTER * RATE)))
    if manner.noise is not None:
        sound = noisy(sound, manner.noise, seed)
    sound = louder(sound, manner.level) if manner.level else sound
    return telephone(sound) if manner.telephone else sound
