"""Whether the caller begins to talk while the bot speaks."""

from collections import deque
from itertools import islice

import numpy as np

from local_sim.listen.level import BLOCK, FAINTEST, loudness

_WITHIN, _ENOUGH = 15, 10
"""Blocks of 20 ms: 0.2 of the last 0.3 seconds must be loud, which a door or a cough is not."""
_LEARNS = 60
"""Blocks in which the room is heard, with the bot's own voice as the microphone gets it. Both are chosen such that none
of 48 questions interrupted itself."""
_LOUDER = 2.0
"""Times as loud as that, 6 decibels."""


class Interruption:
    """Takes the sound from the bot's first word on. Without a headset the bot hears itself, so what counts is somebody
    who is clearly louder than it was in its first 1.2 seconds."""

    def __init__(self) -> None:
        self._own, self._blocks = FAINTEST, 0
        self._recent: deque[float] = deque(maxlen=_WITHIN)

    def take(self, frame: bytes) -> bool:
        """Hear the next frame, in whole samples, and tell whether somebody is talking."""
        samples = np.frombuffer(frame, "<i2").astype(np.float32)
        return any(self._is_talk(samples[start : start + BLOCK]) for start in range(0, len(samples), BLOCK))

    def _is_talk(self, block: "np.ndarray[tuple[int], np.dtype[np.float32]]") -> bool:
        self._recent.append(loudness(block))
        self._blocks += 1
        lasting = next(islice(sorted(self._recent, reverse=True), _ENOUGH - 1, None), 0.0)
        if self._blocks > _LEARNS:
            return lasting > _LOUDER * self._own
        self._own = max(self._own, lasting)
        return False
