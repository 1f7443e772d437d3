"""Sound as numbers: 16-bit samples of one channel, their level and their sample rate."""

import numpy as np
import numpy.typing as npt

RATE = 16000
"""Hz: what the recogniser listens at."""
FULL = 32767
"""The loudest sample."""
Samples = npt.NDArray[np.int16]
"""Shape (n,)."""
_FRAME = RATE // 50
_SPEAKING = 30.0
"""Decibels: a frame of 20 ms that is this much softer than the loudest is a rest, not speech."""


def level(samples: Samples) -> float:
    """Give the level while somebody speaks, in decibels below the loudest possible (dBFS, 0 or less): rests do not
    count.

    The root mean square over the frames of 20 ms that are at most 30 dB softer than the loudest, which comes close to
    the "active speech level" of ITU-T P.56. Silence, or no samples, is minus infinity.
    """
    frames = np.array_split(samples.astype(np.float64) / FULL, max(1, len(samples) // _FRAME))
    powers = np.array([np.mean(frame**2) if frame.size else 0.0 for frame in frames])
    if not powers.any():
        return -np.inf
    speech = powers[powers >= powers.max() * 10 ** (-_SPEAKING / 10)]
    return float(10 * np.log10(speech.mean()))


def resampled(samples: Samples, before: int, after: int) -> Samples:
    """Give the sound at another sample rate (Hz), with nothing above half the lower rate."""
    if not samples.size or before == after:
        return samples
    count = max(1, round(len(samples) * after / before))
    spectrum = np.fft.rfft(samples.astype(np.float64))
    return clipped(np.fft.irfft(spectrum[: count // 2 + 1], count) * (count / len(samples)))


def clipped(samples: npt.NDArray[np.float64]) -> Samples:
    """Round to 16 bits; what is too loud is cut off, as a microphone does."""
    return np.clip(np.round(samples), -FULL - 1, FULL).astype(np.int16)
