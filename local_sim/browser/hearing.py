"""Listening to one utterance while its sound comes in, piece by piece."""

import queue
import threading
from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from local_sim.errors import SimulatorError
from local_sim.listen.expected import Expected
from local_sim.listen.utterance import Utterance

if TYPE_CHECKING:
    from local_sim.listen.ear import Ear

_PIECE = 1_280
"""Bytes: 40 ms, after which the ear looks whether somebody has finished."""
_PATIENCE = 5.0
"""Seconds without sound after which nobody is there any more."""
_WAITS = 1.0
"""Seconds that the one who brings sound waits until it has been heard."""
_MOST_BEHIND = 250
"""Pieces that may wait: ten seconds."""


class Hearing:
    """One utterance. `words` are the likeliest so far, `heard` is the utterance once somebody has finished, and
    `behind` the seconds from the last sound to there."""

    def __init__(self, ear: "Ear", expected: Expected) -> None:
        self._ear, self._expected = ear, expected
        self._pieces: queue.Queue[bytes] = queue.Queue(_MOST_BEHIND)
        self._changed = threading.Condition()
        self._waiting = 0
        self._brought = 0.0
        self._stopped = False
        self.words = ""
        self.heard: Utterance | None = None
        self.behind = 0.0
        self._thread = threading.Thread(target=self._listen, name="hearing", daemon=True)
        self._thread.start()

    def take(self, sound: bytes) -> None:
        """Hear `sound`, whole samples as Ear takes them, and wait a moment until it has been heard.

        Raises SimulatorError when more comes than can be heard, and when listening broke off.
        """
        sound = sound[: len(sound) // 2 * 2]
        pieces = [sound[start : start + _PIECE] for start in range(0, len(sound), _PIECE)]
        with self._changed:
            self._brought = perf_counter()
            for piece in pieces if self._thread.is_alive() else ():
                self._put(piece)
            self._changed.wait_for(lambda: not self._waiting or not self._thread.is_alive() or self.heard, _WAITS)
        if self.heard is None and not self._thread.is_alive():
            raise SimulatorError("Het luisteren brak af: zeg het nog eens, of typ je antwoord.")

    def stop(self) -> None:
        """Listen no more."""
        self._stopped = True

    def _put(self, piece: bytes) -> None:
        try:
            self._pieces.put_nowait(piece)
        except queue.Full as error:
            raise SimulatorError("Ik kan het niet zo snel verstaan: zeg het nog eens, of typ je antwoord.") from error
        self._waiting += 1

    def _listen(self) -> None:
        heard = self._ear.listen(self._frames(), self._expected, self._partly)
        with self._changed:
            self.heard, self.behind = heard, perf_counter() - self._brought
            self._changed.notify_all()

    def _partly(self, words: str) -> None:
        self.words = words

    def _frames(self) -> Iterator[bytes]:
        while not self._stopped:
            try:
                piece = self._pieces.get(timeout=_PATIENCE)
            except queue.Empty:
                return
            yield piece
            with self._changed:
                self._waiting -= 1
                self._changed.notify_all()
