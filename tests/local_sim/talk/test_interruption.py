"""The bot hears itself through the loudspeaker, and a person through the bot."""

import numpy as np
import pytest

from local_sim.talk.interruption import Interruption
from model.load import load
from tests.local_sim.talk.conftest import sound_of

LOUD = np.sqrt(np.mean(np.frombuffer(sound_of("ik denk via meer kanalen"), "<i2").astype(float) ** 2))


@pytest.fixture(scope="module")
def bots():
    return [np.frombuffer(sound_of(question.spoken, ""), "<i2").astype(float) for question in load().questions[:6]]


def interrupted(sound):
    """Give after how many seconds somebody was noticed, None when nobody was."""
    heard = Interruption()
    frames = sound.clip(-32_768, 32_767).astype("<i2")
    starts = range(0, len(frames) - 1_600, 1_600)
    return next((start / 16_000 + 0.1 for start in starts if heard.take(frames[start : start + 1_600].tobytes())), None)


def with_person(bot, at=2.0):
    person = np.frombuffer(sound_of("ik denk via meer kanalen"), "<i2").astype(float)
    mixed = bot.copy()
    mixed[int(at * 16_000) :][: len(person)] += person[: len(mixed) - int(at * 16_000)]
    return mixed


@pytest.mark.parametrize("volume", [0.01, 0.1, 0.3, 1.0])
def test_the_bots_own_voice_is_no_interruption(bots, volume):
    assert [interrupted(bot * volume) for bot in bots] == [None] * 6


def test_somebody_with_a_headset_is_noticed_within_half_a_second(bots):
    noticed = [interrupted(with_person(bot * 0.005)) for bot in bots]
    assert all(moment is not None and 2.0 < moment <= 2.5 for moment in noticed)


def test_somebody_ten_decibels_louder_than_the_loudspeaker_is_noticed(bots):
    quieter = [bot * LOUD / np.sqrt(np.mean(bot**2)) * 10 ** (-10 / 20) for bot in bots]
    noticed = [interrupted(with_person(bot)) for bot in quieter]
    assert sum(moment is not None and moment > 2.0 for moment in noticed) >= 5


def test_a_click_is_no_interruption():
    sound = np.zeros(48_000)
    sound[40_000:41_600] = 20_000
    assert interrupted(sound) is None
