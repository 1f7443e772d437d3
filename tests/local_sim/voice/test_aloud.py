"""What comes out of a mouth and into a microphone."""

from dataclasses import replace

import numpy as np
import pytest

from local_sim.voice.aloud import Aloud, sounding
from local_sim.voice.manner import Manner
from local_sim.voice.sound import RATE, level
from local_sim.voice.speaking import Voice, spoken
from model.load import load
from tests.local_sim import voice_extra

voice_extra.require()
WORDS = "op één plek"
PLAIN = Manner()


def test_there_are_rests_around_the_words():
    words, heard = spoken(WORDS, Voice("f2", 50, 165)), sounding(WORDS, PLAIN, 1)
    assert len(heard) - len(words) == round(3.8 * RATE)
    assert not heard[: RATE // 5].any()
    assert not heard[-3 * RATE :].any()


@pytest.mark.parametrize(
    "manner", [Manner(variant="m3"), Manner(pitch=80), Manner(speed=250), Manner(noise=10), Manner(telephone=True)]
)
def test_everything_of_a_manner_can_be_heard(manner):
    plain, heard = sounding(WORDS, PLAIN, 1), sounding(WORDS, manner, 1)
    assert len(plain) != len(heard) or not np.array_equal(plain, heard)


def test_the_level_is_set():
    assert level(sounding(WORDS, Manner(level=-20), 1)) == pytest.approx(level(sounding(WORDS, PLAIN, 1)) - 20, abs=0.3)


def test_the_room_goes_on_after_the_words():
    assert sounding(WORDS, Manner(noise=10), 1)[-RATE:].any()


def test_the_same_seed_is_the_same_sound_and_another_is_not():
    noisy = Manner(noise=10)
    assert np.array_equal(sounding(WORDS, noisy, 1), sounding(WORDS, noisy, 1))
    assert not np.array_equal(sounding(WORDS, noisy, 1), sounding(WORDS, noisy, 2))


def test_what_is_said_is_heard():
    from local_sim.listen.ear import Ear
    from local_sim.listen.models import choose
    from local_sim.platforms import Heard

    scan = load()
    question = Heard(scan.question("scope-kanalen").spoken)
    ear = Ear(choose(None, ()))
    for manner in (PLAIN, replace(PLAIN, noise=10), replace(PLAIN, telephone=True)):
        heard = Aloud(ear, scan, manner, 1).say("ik denk via meer kanalen", question)
        assert heard.words.lower() == "via meer kanalen"
