"""Synthetic speakers, and what lies between them and the ear. None is one of those the model was trained on.

Those were espeak-ng's plain voice, Alicia, Andrea, Mario, Michael, adam, anika, f1-f5, klatt2, klatt3, linda, m1-m7,
max, shelby, steph and victor, at pitches 30-70 and 120-185 words per minute.
"""

from collections.abc import Callable, Mapping

import numpy as np

from local_sim.voice.line import noisy, telephone
from local_sim.voice.sound import RATE, Samples
from local_sim.voice.speaking import Voice

TUNING = (
    Voice("Annie", 45, 140),
    Voice("Gene", 60, 175),
    Voice("quincy", 50, 150),
    Voice("Andy", 35, 190),
    Voice("belinda", 62, 160),
    Voice("Hugo", 40, 165),
    Voice("rob", 55, 130),
    Voice("sandro", 70, 180),
    Voice("Diogo", 56, 145),
    Voice("Henrique", 42, 170),
    Voice("Jacky", 61, 157),
    Voice("Lee", 49, 135),
    Voice("Marco", 28, 153),
    Voice("benjamin", 66, 185),
    Voice("paul", 47, 195),
    Voice("iven", 73, 148),
)
"""The ear's limits are set on these."""
REPORTING = (
    Voice("Alex", 68, 160),
    Voice("Mike", 40, 150),
    Voice("antonio", 48, 145),
    Voice("edward", 55, 178),
    Voice("m8", 52, 168),
    Voice("miguel", 60, 155),
    Voice("pedro", 45, 185),
    Voice("robert", 36, 138),
)
"""What is reported is measured on these."""

Condition = Callable[[Samples, int], Samples]
CONDITIONS: Mapping[str, Condition] = {
    "clean": lambda samples, _seed: samples,
    "20 dB": lambda samples, seed: noisy(samples, 20, seed),
    "10 dB": lambda samples, seed: noisy(samples, 10, seed),
    "telephone": lambda samples, _seed: telephone(samples),
    "10 dB, telephone": lambda samples, seed: telephone(noisy(samples, 10, seed)),
}
"""Speech and a seed in, what the ear gets out. Noise is white, at this many decibels below the speech."""
_BEFORE, _AFTER = 0.2, 3.5


def in_a_room(samples: Samples) -> Samples:
    """Give the speech with the rests before and after it, in which the noise goes on."""
    return np.pad(samples, (int(_BEFORE * RATE), int(_AFTER * RATE)))
