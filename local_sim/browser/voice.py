"""The voice of the page: one ear for all its conversations, and the bot's speech as a stream of sound."""

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from local_sim.errors import INSTALL_VOICE
from local_sim.listen.models import SpeechModel
from local_sim.speak.pieces import pieces

if TYPE_CHECKING:
    from local_sim.listen.ear import Ear
    from local_sim.speak.synthesis import Synthesiser

RATE = 22_050
"""Hz, of the speech: one channel of signed 16-bit numbers, low byte first."""
ABSENT = f"Praten en luisteren kan nog niet: installeer de stem met {INSTALL_VOICE}. Typen en klikken kan gewoon."


class Voice:
    """Ear and mouth. The model is loaded at the first word, and the engine of the next speech is made ready."""

    def __init__(self, choose: Callable[[], SpeechModel]) -> None:
        self._choose = choose
        self._loading, self._turn = threading.Lock(), threading.Lock()
        self._ear: Ear | None = None
        self._ready: Synthesiser | None = None

    def ear(self) -> "Ear":
        """Give the ear. Raises SimulatorError when there is no Vosk or no whole model."""
        from local_sim.listen.ear import Ear

        with self._loading:
            self._ear = self._ear or Ear(self._choose())
            return self._ear

    def speech(self, said: str) -> Iterator[bytes]:
        """Yield the sound of SSML or plain text, piece by piece, at RATE; what is closed before its end stops.

        Raises SimulatorError for SSML that is not well formed, and SpeechError when there is no voice.
        """
        synthesiser = self._synthesiser()
        try:
            for sound in synthesiser.sounds(pieces(said)):
                yield sound.astype("<i2").tobytes()
        finally:
            synthesiser.kill()
            self._prepare()

    def _synthesiser(self) -> "Synthesiser":
        from local_sim.speak.synthesis import Synthesiser

        with self._turn:
            ready, self._ready = self._ready, None
        return ready or Synthesiser()

    def _prepare(self) -> None:
        from local_sim.speak.synthesis import Synthesiser

        with self._turn:
            self._ready = self._ready or Synthesiser()
