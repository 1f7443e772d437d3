"""The real espeak-ng, measured."""

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from local_sim import espeak
from local_sim.errors import SpeechError
from local_sim.voice import speaking
from local_sim.voice.sound import RATE, level
from local_sim.voice.speaking import Voice, spoken
from tests.local_sim import voice_extra

voice_extra.require()
TEXT = "we doen dat via meer kanalen"


def pitch(samples):
    """Give the voice's height in Hz: the period at which frames of 40 ms resemble themselves most, in the median."""
    size, first, last = RATE // 25, RATE // 300, RATE // 60
    heights = []
    for start in range(0, len(samples) - size, size):
        frame = samples[start : start + size].astype(float)
        again = np.correlate(frame, frame, "full")[size - 1 :]
        if again[0] > 1e9:
            heights.append(RATE / (first + int(again[first:last].argmax())))
    return float(np.median(heights))


def test_a_phrase_takes_its_time_at_sixteen_kilohertz():
    assert 1.0 < len(spoken(TEXT, Voice())) / RATE < 3.0
    assert -40 < level(spoken(TEXT, Voice())) < -10


@pytest.mark.parametrize("variant", ["", "f2", "whisper"])
def test_the_same_voice_says_the_same_twice(variant):
    """f2 and whisper breathe: noise that espeak-ng seeds by the clock if it may."""
    voice = Voice(variant)
    assert np.array_equal(spoken(TEXT, voice), spoken(TEXT, voice))


def test_voices_differ():
    assert not np.array_equal(spoken(TEXT, Voice("f2")), spoken(TEXT, Voice("m3")))


def test_a_faster_voice_is_shorter():
    assert len(spoken(TEXT, Voice(speed=120))) > 1.5 * len(spoken(TEXT, Voice(speed=240)))


def test_a_higher_voice_is_higher():
    assert pitch(spoken(TEXT, Voice(pitch=80))) > 1.2 * pitch(spoken(TEXT, Voice(pitch=20)))


def test_what_is_written_is_said_as_words():
    assert np.array_equal(spoken("40%", Voice()), spoken("40 procent", Voice()))


def test_many_speak_at_once_and_each_the_same():
    with ThreadPoolExecutor(4) as crowd:
        first, *others = crowd.map(lambda _: spoken(TEXT, Voice("m3")), range(8))
    assert all(np.array_equal(first, other) for other in others)


def test_nothing_to_say_is_no_sound():
    assert not spoken("", Voice()).any()


def test_an_unknown_variant_is_refused():
    with pytest.raises(SpeechError, match=r"nl\+bestaatniet"):
        spoken(TEXT, Voice("bestaatniet"))


@pytest.mark.parametrize("wrong", [{"pitch": 100}, {"pitch": -1}, {"speed": 79}, {"speed": 451}])
def test_a_voice_keeps_within_what_the_engine_can_do(wrong):
    with pytest.raises(ValueError, match="between"):
        Voice(**wrong)


def test_a_broken_library_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(speaking, "found", lambda: espeak.Espeak("/bestaat/niet.so", ""))
    with pytest.raises(SpeechError, match="pip install"):
        spoken(TEXT, Voice())


def test_a_system_engine_does_too(monkeypatch):
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    try:
        espeak.found()
    except SpeechError:
        pytest.skip("no espeak-ng on this system (Debian: apt-get install libespeak-ng1)")
    assert len(spoken(TEXT, Voice())) > RATE
