"""The bot's voice through the loudspeaker, which can be interrupted at any moment."""

import threading
import time
from collections.abc import Callable
from typing import IO, Self

from local_sim import device
from local_sim.errors import INSTALL_VOICE, SpeechError
from local_sim.speak import player
from local_sim.speak.child import ended, pipes, started
from local_sim.speak.pieces import Piece, pieces
from local_sim.speak.synthesis import RATE, Synthesiser

_MESSAGES = {
    device.NO_DEVICE: "Er is geen luidspreker gevonden: sluit er een aan, of kies --text om te typen.",
    device.NO_LIBRARY: (
        f"Het geluid kan niet worden afgespeeld: installeer wat nodig is met {INSTALL_VOICE}, "
        "of kies --text om te typen."
    ),
}
_SILENT = "Het geluid viel weg: kijk of de luidspreker nog aan staat, of kies --text om te typen."


class Speaker:
    """Says one speech after another. Once a speech sounds, the engine and the loudspeaker of the next are made ready.

    `aloud` false plays in real time to nowhere: for tests and machines without sound.
    """

    def __init__(self, *, aloud: bool = True) -> None:
        """Raises SpeechError when there is no voice here; a missing loudspeaker shows in Utterance.wait."""
        self._aloud = aloud
        self._closed = False
        self._turn = threading.Lock()
        self._ready: Utterance | None = Utterance(aloud=aloud)

    def say(self, speech: str) -> "Utterance":
        """Begin to say `speech`, SSML or plain text, and return at once.

        Raises SimulatorError when the SSML is not well formed. What is still being said is not interrupted: stop it
        first.
        """
        said = pieces(speech)
        with self._turn:
            utterance, self._ready = self._ready or Utterance(aloud=self._aloud), None
        utterance.begin(said, self._prepare)
        return utterance

    def close(self) -> None:
        """Let go of what was made ready."""
        with self._turn:
            self._closed = True
            if self._ready:
                self._ready.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _prepare(self) -> None:
        with self._turn:
            if self._ready is None and not self._closed:
                self._ready = Utterance(aloud=self._aloud)


class Utterance:
    """One speech while it is said. `stop` may be called from any thread, more than once."""

    def __init__(self, *, aloud: bool) -> None:
        self.started_after: float | None = None
        """Seconds from `begin` to the first sound that went to the loudspeaker; None when there was none (yet)."""
        self.stopped = False
        self._error: SpeechError | None = None
        self._synthesiser = Synthesiser()
        self._player = started(player.__name__, str(RATE), *([] if aloud else [device.NOWHERE]))
        self._threads: list[threading.Thread] = []

    def begin(self, said: tuple[Piece, ...], sounding: Callable[[], None] = lambda: None) -> None:
        """Start saying the pieces, once only; `sounding` is called by another thread at the first sound or the end."""
        began = time.monotonic()
        self._threads = [
            threading.Thread(target=self._speak, args=(said,), daemon=True),
            threading.Thread(target=self._watch, args=(began, sounding), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Be silent at once: when this returns, nothing is heard any more."""
        self.stopped = True
        self._player.kill()
        self._player.wait()
        self._synthesiser.kill()
        if not self._threads:
            ended(self._player)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until all is said or stopped, at most `seconds`; give whether it is.

        Raises SpeechError when it could not be said: there is no loudspeaker, or no Dutch voice.
        """
        last = None if seconds is None else time.monotonic() + seconds
        for thread in self._threads:
            thread.join(None if last is None else max(0.0, last - time.monotonic()))
        if any(thread.is_alive() for thread in self._threads):
            return False
        if self._error:
            raise self._error
        return True

    def _speak(self, said: tuple[Piece, ...]) -> None:
        sound_in, _ = pipes(self._player)
        try:
            for sound in filter(len, self._synthesiser.sounds(said)):
                _send(sound_in, sound.astype("<i2").tobytes())
            _send(sound_in, b"")
        except SpeechError as error:
            self._error = error
            self._player.kill()
        except (OSError, ValueError):
            return  # the player was stopped, or has ended with a code that `_watch` reads
        finally:
            self._synthesiser.kill()

    def _watch(self, began: float, sounding: Callable[[], None]) -> None:
        _, told = pipes(self._player)
        if told.readline() == device.STARTED:
            self.started_after = time.monotonic() - began
        sounding()
        self._player.wait()
        code = ended(self._player)
        if code and not self.stopped and self._error is None:
            self._error = SpeechError(_MESSAGES.get(code, _SILENT))
            self._synthesiser.kill()


def _send(target: IO[bytes], sound: bytes) -> None:
    target.write(player.HEAD.pack(len(sound)) + sound)
    target.flush()
