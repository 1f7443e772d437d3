import numpy as np
import pytest

from local_sim.listen.band import Band
from local_sim.voice.line import noisy, telephone
from local_sim.voice.sound import RATE, Samples


def hissing(decibels: float) -> Samples:
    """Give two seconds in which somebody hums most of the second one, and the room is so many decibels softer."""
    seconds = np.arange(2 * RATE) / RATE
    hum = 6_000 * np.sin(2 * np.pi * 440 * seconds) * ((seconds > 0.9) & (seconds < 1.9))
    return noisy(hum.astype(np.int16), decibels, 7)


def filled(samples: Samples, size: int = 3_200) -> Samples:
    band, sound = Band(), samples.astype("<i2").tobytes()
    parts = (band.filled(sound[start : start + size]) for start in range(0, len(sound), size))
    return np.frombuffer(b"".join(parts), "<i2")


def per_hz(samples: Samples, low: int, high: int) -> float:
    """Give decibels between two frequencies, in the second without a voice."""
    power = np.abs(np.fft.rfft(samples[: int(0.8 * RATE)].astype(float))) ** 2
    return float(10 * np.log10(power[low:high].mean()))


def test_noise_of_a_telephone_becomes_as_wide_as_the_noise_it_came_from():
    lined = telephone(hissing(10))
    assert per_hz(lined, 5_000, 7_000) < per_hz(lined, 500, 3_000) - 20
    wide = filled(lined)
    assert per_hz(wide, 5_000, 7_000) == pytest.approx(per_hz(wide, 500, 3_000), abs=6)
    assert per_hz(wide, 500, 2_000) == pytest.approx(per_hz(lined, 500, 2_000), abs=2)


def buzzing() -> Samples:
    seconds = np.arange(RATE) / RATE
    tones = sum(np.sin(2 * np.pi * 140 * times * seconds) / times for times in range(1, 24))
    return (3_000 * tones).astype(np.int16)


@pytest.mark.parametrize("sound", [hissing(10), telephone(hissing(90)), np.zeros(RATE, np.int16), buzzing()])
def test_wide_noise_a_quiet_line_silence_and_a_voice_without_rests_stay_as_they_are(sound):
    assert np.abs(filled(sound).astype(int) - sound).max() <= 1


def test_it_does_not_matter_in_which_frames_it_comes():
    lined = telephone(hissing(10))
    assert (filled(lined, 640) == filled(lined, 32_000)).all()
