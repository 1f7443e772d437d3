"""The noise of a telephone line, made as wide as the model knows noise.

Sound of a telephone has nothing above 3.4 kHz. The model was taught such speech, but only with noise of all frequencies
over it: in noise that ends at 3.4 kHz it hears words.
"""

from collections import deque

import numpy as np

from local_sim.listen.level import BLOCK, LOUDEST_ROOM, ROOM_BLOCKS

_NARROW = 0.01
"""The share of the room's power above half of the band, 0-1, below which it came over a telephone."""
_AS_MUCH = 0.9
"""Of the room's level: so much per Hz above the telephone's band as noise of that level has within it."""


class Band:
    """Sound of one utterance as it comes in. Noise is put above a telephone's band, as loud as the quietest of the last
    five seconds; other sound, and a telephone without noise, stay as they are."""

    def __init__(self) -> None:
        self._room: deque[tuple[float, float]] = deque(maxlen=ROOM_BLOCKS)
        self._chance = np.random.default_rng(0)

    def filled(self, frame: bytes) -> bytes:
        """Give the next frame, in whole samples, with what its band lacks."""
        samples = np.frombuffer(frame, "<i2").astype(np.float32)
        for start in range(0, len(samples), BLOCK):
            block = samples[start : start + BLOCK]
            self._room.append((float(np.sqrt(np.mean(block**2))), _above(block)))
            loud, above = min(self._room)
            if above < _NARROW:
                # The difference of neighbours has little below 1 kHz and most above 4.
                hiss = np.diff(self._chance.standard_normal(len(block) + 1, np.float32))
                block += _AS_MUCH * min(LOUDEST_ROOM, loud) * hiss
        return samples.clip(-32_768, 32_767).astype("<i2").tobytes()


def _above(block: np.ndarray) -> float:
    """Give the share of the power above a quarter of the sample rate; 0 in silence."""
    power = np.abs(np.fft.rfft(block)) ** 2
    return float(power[len(power) // 2 :].sum() / max(power.sum(), 1.0))
