import numpy as np
import pytest

from local_sim.voice.sound import FULL, RATE, clipped, level, resampled


def tone(hertz, seconds=1.0, amplitude=0.5, rate=RATE):
    times = np.arange(round(seconds * rate)) / rate
    return clipped(amplitude * FULL * np.sin(2 * np.pi * hertz * times))


@pytest.mark.parametrize("amplitude", [1.0, 0.5, 0.01])
def test_the_level_of_a_tone_is_three_decibels_below_its_top(amplitude):
    assert level(tone(440, amplitude=amplitude)) == pytest.approx(20 * np.log10(amplitude) - 3.01, abs=0.05)


def test_rests_do_not_count():
    rest = np.zeros(3 * RATE, np.int16)
    assert level(np.concatenate([rest, tone(440), rest])) == pytest.approx(level(tone(440)), abs=0.1)


@pytest.mark.parametrize("count", [0, 1, RATE])
def test_silence_has_no_level(count):
    assert level(np.zeros(count, np.int16)) == -np.inf


def test_another_rate_keeps_length_and_pitch():
    heard = resampled(tone(1000, rate=22050), 22050, RATE)
    assert len(heard) == RATE
    assert np.abs(np.fft.rfft(heard)).argmax() == 1000


def test_what_a_lower_rate_cannot_hold_is_left_out():
    assert level(resampled(tone(7000), RATE, 8000)) < -60


def test_nothing_stays_nothing():
    assert len(resampled(np.zeros(0, np.int16), 22050, RATE)) == 0


def test_what_is_too_loud_is_cut_off():
    assert clipped(np.array([1e6, -1e6])).tolist() == [32767, -32768]
