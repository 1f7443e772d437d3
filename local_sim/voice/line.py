"""What lies between a mouth and the recogniser: noise in the room, a soft or loud voice, a telephone line.

Pure functions on 16 kHz samples (int16, shape (n,)); the same seed gives the same noise.
"""

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from local_sim.voice.sound import FULL, RATE, Samples, clipped, level, resampled

TELEPHONE_RATE = 8000
"""Hz."""
_BAND = (200.0, 300.0, 3400.0, 3700.0)
"""Hz: nothing below the first and above the last, everything between the middle two (slopes as in ITU-T G.712)."""
_A = 87.6
"""Of the A-law by which European lines keep 8 bits per sample (ITU-T G.711)."""


class Noise(StrEnum):
    """WHITE is equally strong at all frequencies; PINK falls by 3 dB per octave, as the noise of a room does."""

    WHITE = "white"
    PINK = "pink"


def noisy(samples: Samples, snr: float, seed: int, noise: Noise = Noise.WHITE) -> Samples:
    """Add noise `snr` decibels below the level of the speech, rests not counted. Silence stays silence."""
    speech = level(samples)
    if np.isneginf(speech):
        return samples
    hiss = _noise(len(samples), seed, noise) * FULL * 10 ** ((speech - snr) / 20)
    return clipped(samples.astype(np.float64) + hiss)


def louder(samples: Samples, decibels: float) -> Samples:
    """Change the level; negative is softer. What gets too loud is cut off, as by a microphone that is too close."""
    return clipped(samples.astype(np.float64) * 10 ** (decibels / 20))


def telephone(samples: Samples) -> Samples:
    """Give what a telephone line leaves: 300–3400 Hz at 8 kHz, 8 bits A-law; at 16 kHz again for the recogniser."""
    if not samples.size:
        return samples
    even = np.pad(samples, (0, len(samples) % 2))
    narrow = resampled(_band(even), RATE, TELEPHONE_RATE)
    return resampled(clipped(_a_law(narrow / FULL) * FULL), TELEPHONE_RATE, RATE)[: len(samples)]


def _noise(count: int, seed: int, noise: Noise) -> npt.NDArray[np.float64]:
    """Noise with root mean square 1."""
    hiss = np.random.default_rng(seed).standard_normal(count)
    if noise is Noise.PINK:
        frequencies = np.fft.rfftfreq(count, 1 / RATE)
        hiss = np.fft.irfft(np.fft.rfft(hiss) / np.sqrt(np.maximum(frequencies, 50)), count)
    return np.asarray(hiss / np.sqrt(np.mean(hiss**2)), np.float64)


def _band(samples: Samples) -> Samples:
    frequencies = np.fft.rfftfreq(len(samples), 1 / RATE)
    passed = np.interp(frequencies, _BAND, (0.0, 1.0, 1.0, 0.0))
    return clipped(np.fft.irfft(np.fft.rfft(samples.astype(np.float64)) * passed, len(samples)))


def _a_law(sound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Press -1..1 into 8 bits and back."""
    size = np.minimum(np.abs(sound), 1.0)
    whole = 1 + np.log(_A)
    pressed = np.where(size < 1 / _A, _A * size, 1 + np.log(np.maximum(_A * size, 1))) / whole
    kept = np.round(pressed * 127) / 127
    opened = np.where(kept < 1 / whole, kept * whole / _A, np.exp(kept * whole - 1) / _A)
    return np.asarray(np.sign(sound) * opened, np.float64)
