import numpy as np
import pytest

from local_sim.voice.line import Noise, louder, noisy, telephone
from local_sim.voice.sound import RATE, level
from tests.local_sim.voice.test_sound import tone

SPEECH = tone(500, amplitude=0.2)


def decibels(power):
    return 10 * np.log10(power)


def share_above(samples, hertz):
    power = np.abs(np.fft.rfft(samples.astype(float))) ** 2
    return power[round(hertz * len(samples) / RATE) :].sum() / power.sum()


@pytest.mark.parametrize("noise", list(Noise))
@pytest.mark.parametrize("snr", [0, 10, 20])
def test_noise_is_so_many_decibels_below_the_speech(noise, snr):
    added = noisy(SPEECH, snr, 1, noise).astype(float) - SPEECH
    assert decibels(np.mean(SPEECH.astype(float) ** 2) / np.mean(added**2)) == pytest.approx(snr, abs=0.2)


def test_rests_do_not_make_the_noise_softer():
    rest = np.zeros(4 * RATE, np.int16)
    heard = noisy(np.concatenate([SPEECH, rest]), 10, 1)
    assert level(SPEECH) - level(heard[-RATE:]) == pytest.approx(10, abs=0.5)


def test_the_same_seed_gives_the_same_noise():
    assert np.array_equal(noisy(SPEECH, 10, 7), noisy(SPEECH, 10, 7))
    assert not np.array_equal(noisy(SPEECH, 10, 7), noisy(SPEECH, 10, 8))


def test_pink_noise_has_less_at_the_top():
    white, pink = (noisy(SPEECH, -20, 1, noise) for noise in (Noise.WHITE, Noise.PINK))
    assert share_above(pink, 4000) < share_above(white, 4000) / 2


def test_silence_stays_silence():
    silence = np.zeros(RATE, np.int16)
    assert not noisy(silence, 10, 1).any()
    assert len(noisy(silence[:0], 10, 1)) == 0


def test_the_level_changes_by_decibels():
    assert level(louder(SPEECH, -20)) == pytest.approx(level(SPEECH) - 20, abs=0.1)


def test_too_loud_is_cut_off():
    assert np.abs(louder(SPEECH, 40).astype(int)).max() >= 32767


@pytest.mark.parametrize(("hertz", "loss"), [(500, 0), (1000, 0), (3000, 0)])
def test_a_telephone_passes_the_middle(hertz, loss):
    sound = tone(hertz, amplitude=0.2)
    assert level(sound) - level(telephone(sound)) == pytest.approx(loss, abs=0.5)


@pytest.mark.parametrize("hertz", [100, 4200, 7000])
def test_a_telephone_stops_the_rest(hertz):
    sound = tone(hertz, amplitude=0.2)
    assert level(telephone(sound)) < level(sound) - 40


def test_a_telephone_line_hisses_a_little():
    """8 bits A-law: about 38 dB below the speech (ITU-T G.712 asks 33 or more)."""
    added = telephone(SPEECH).astype(float) - SPEECH
    assert 33 < decibels(np.mean(SPEECH.astype(float) ** 2) / np.mean(added**2)) < 45


def test_the_length_stays():
    odd = SPEECH[:12345]
    assert len(telephone(odd)) == len(noisy(odd, 10, 1)) == len(odd)
    assert len(telephone(odd[:0])) == 0
