"""The noise of a telephone line, made as wide as the model knows noise.

Sound of a telephone has nothing above 3.4 kHz. The model was taught such speech, but only with noise of all frequencies
over it: in noise that ends at 3.4 kHz it hears words.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from local_sim.listen.level import BLOCK, LOUDEST_ROOM, ROOM_BLOCKS, loudness

_NARROW = 0.01
"""The share of the power above 4 kHz, 0-1, below which it came over a telephone."""
_FLAT = 0.3
"""The least spectral flatness, 0-1, of noise: white noise of 20 ms has 0.56, a voice less than 0.1."""
_AS_MUCH = 0.9
"""Of the room's level: so much per Hz above the telephone's band as noise of that level has within it."""


class Band:
    """Sound of one utterance as it comes in. Noise is put above a telephone's band, as loud as the quietest of the last
    five seconds; other sound, and a telephone without noise, stay as they are."""

    def __init__(self) -> None:
        self._room: deque[tuple[float, bool]] = deque(maxlen=ROOM_BLOCKS)
        self._chance = np.random.default_rng(0)

    def filled(self, frame: bytes) -> bytes:
        """Give the next frame, in whole samples, with what its band lacks."""
        samples = np.frombuffer(frame, "<i2").astype(np.float32)
        for start in range(0, len(samples), BLOCK):
            block = samples[start : start + BLOCK]
            if len(block) == BLOCK:
                self._room.append((loudness(block), _of_a_line(block)))
            loud, lacking = min(self._room, default=(0.0, False))
            if lacking:
                # The difference of neighbours has little below 1 kHz and most above 4.
                hiss = np.diff(self._chance.standard_normal(len(block) + 1, np.float32))
                block += _AS_MUCH * min(LOUDEST_ROOM, loud) * hiss
        return samples.clip(-32_768, 32_767).astype("<i2").tobytes()


def _of_a_line(block: NDArray[np.float32]) -> bool:
    """Tell whether this is noise, not a voice, with nothing above the band."""
    power = np.abs(np.fft.rfft(block)) ** 2 + 1e-9
    band = power[6:65]  # 300-3,200 Hz, by 50
    flatness = np.exp(np.mean(np.log(band))) / np.mean(band)
    return bool(flatness > _FLAT and power[80:].sum() < _NARROW * power.sum())
