"""The microphone of this machine, as a source of answers."""

import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Self

from local_sim import device
from local_sim.errors import INSTALL_VOICE, SpeechError
from local_sim.listen.models import TEXT_MODE
from local_sim.listen.recording import FRAME, FRAMES_A_SECOND
from local_sim.speak.child import ended, pipes, started
from local_sim.talk import capture

_OPENS_WITHIN, _SILENT_WITHIN = 5.0, 3.0
"""Seconds until the first sound, and between two pieces of sound: a microphone always gives sound, if only of a quiet
room."""
_MOST_WAITING = 60 * FRAMES_A_SECOND
"""Frames, a minute: a reply has come by then."""
_END = b""
_MESSAGES = {
    device.NO_DEVICE: f"Er is geen microfoon gevonden: sluit er een aan, geef opnamen met --wav, {TEXT_MODE}.",
    device.NO_LIBRARY: (f"De microfoon kan nog niet worden gebruikt: installeer het met {INSTALL_VOICE}, {TEXT_MODE}."),
}
_FAILS = f"De microfoon geeft geen geluid: kijk of hij aanstaat en of de terminal hem mag gebruiken, {TEXT_MODE}."


class Microphone:
    """Listens from the beginning; close it, or use it in `with`.

    `nowhere` hears silence in real time, without a microphone: for tests.
    """

    live = True

    def __init__(self, *, nowhere: bool = False) -> None:
        """Raises SpeechError when there is no microphone, or it does not give sound within five seconds."""
        self._process = started(capture.__name__, *([device.NOWHERE] if nowhere else []))
        self._frames: queue.Queue[bytes] = queue.Queue(_MOST_WAITING)
        threading.Thread(target=self._take, daemon=True).start()
        try:
            self._next(_OPENS_WITHIN)
        except SpeechError:
            self.close()
            raise

    def answer(self) -> Iterator[bytes]:
        """Give what is heard from now on; what was said earlier is gone."""
        while not self._frames.empty():
            with suppress(queue.Empty):
                self._frames.get_nowait()
        return self._from_now()

    def close(self) -> None:
        """Let go of the microphone."""
        self._process.kill()
        ended(self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _from_now(self) -> Iterator[bytes]:
        while True:
            yield self._next(_SILENT_WITHIN)

    def _next(self, seconds: float) -> bytes:
        try:
            frame = self._frames.get(timeout=seconds)
        except queue.Empty:
            raise SpeechError(_FAILS) from None
        if frame == _END:
            self._frames.put(_END)
            raise SpeechError(_MESSAGES.get(self._process.wait(), _FAILS))
        return frame

    def _take(self) -> None:
        _, sound = pipes(self._process)
        with suppress(OSError, ValueError):  # closed while we read
            if sound.readline() == device.STARTED:
                self._keep(sound)
        with suppress(queue.Empty):
            if self._frames.full():
                self._frames.get_nowait()
        self._frames.put(_END)

    def _keep(self, sound: IO[bytes]) -> None:
        while len(frame := sound.read(FRAME)) == FRAME:
            with suppress(queue.Full):
                self._frames.put_nowait(frame)
