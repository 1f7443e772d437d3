"""How loud it is, and since when it is quiet, against the noise of the room."""

from collections import deque
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second of the sound that is listened to: one channel of signed 16-bit numbers, low byte first."""
BYTES = 2
BLOCK = RATE // 50
ROOM_BLOCKS = 250
"""Of this many samples each: the five seconds in which the room is looked for."""
_LOUDER = 2.5
FAINTEST = 150.0
"""Below it nobody speaks, however quiet the room."""
LOUDEST_ROOM = 1_000.0


def loudness(samples: NDArray[np.floating[Any]]) -> float:
    """Give the root mean square of at least one sample, in the samples' own measure."""
    return float(np.sqrt(np.mean(samples**2)))


class Level:
    """The loudness of sound as it comes in, in blocks of 20 ms. The quietest of the last five seconds is the room."""

    def __init__(self) -> None:
        self._room: deque[float] = deque(maxlen=ROOM_BLOCKS)
        self.seconds = 0.0
        self.last_voice = 0.0
        """Seconds until the last block that was clearly louder than the room; 0 while there was none."""

    @property
    def quiet(self) -> float:
        """Seconds since somebody spoke, or since the beginning."""
        return self.seconds - self.last_voice

    def take(self, frame: bytes) -> None:
        """Measure the next frame, in whole samples."""
        samples = np.frombuffer(frame, "<i2").astype(np.float32)
        for start in range(0, len(samples), BLOCK):
            block = samples[start : start + BLOCK]
            self.seconds += len(block) / RATE
            loud = loudness(block)
            self._room.append(loud)
            if loud > max(FAINTEST, _LOUDER * min(LOUDEST_ROOM, min(self._room))):
                self.last_voice = self.seconds
