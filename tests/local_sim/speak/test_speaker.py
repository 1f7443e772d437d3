"""The real engine and a real player, in real time, to nowhere: a machine without a loudspeaker must do."""

import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from local_sim.errors import SimulatorError, SpeechError
from local_sim.speak.speaker import Speaker
from tests.local_sim import voice_extra

voice_extra.require()
LONG = "Dit is een lange zin, waarin de bot maar blijft praten, tot iemand hem onderbreekt. " * 3
MOST_TO_STOP = 0.1
"""Seconds: the median of three, on a machine that may be busy."""


@pytest.fixture
def speaker():
    with Speaker(aloud=False) as speaker:
        yield speaker


def sounding(speaker):
    utterance = speaker.say(LONG)
    until = time.monotonic() + 20
    while utterance.started_after is None and time.monotonic() < until:
        time.sleep(0.01)
    assert utterance.started_after is not None
    return utterance


def test_a_speech_is_played_in_its_own_time(speaker):
    utterance = speaker.say('<speak>Ja<break time="1s"/></speak>')
    began = time.monotonic()
    assert utterance.wait(30)
    assert time.monotonic() - began > 1
    assert utterance.started_after is not None


def test_it_is_silent_within_a_tenth_of_a_second_after_barging_in(speaker):
    took = []
    for _ in range(3):
        utterance = sounding(speaker)
        began = time.monotonic()
        utterance.stop()
        took.append(time.monotonic() - began)
        assert utterance._player.poll() is not None, "the process that plays is still there"
    assert statistics.median(took) < MOST_TO_STOP


def test_another_thread_may_stop_it_and_who_waits_goes_on(speaker):
    utterance = sounding(speaker)
    threading.Timer(0.1, utterance.stop).start()
    assert utterance.wait(20)
    assert utterance.stopped


def test_waiting_has_an_end(speaker):
    utterance = sounding(speaker)
    assert not utterance.wait(0.05)
    utterance.stop()
    utterance.stop()


def test_a_stopped_speech_does_not_stop_the_next(speaker):
    sounding(speaker).stop()
    assert speaker.say("Fijn!").wait(30)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_who_is_killed_says_nothing_more():
    script = f"""
from local_sim.speak.speaker import Speaker
utterance = Speaker(aloud=False).say({LONG!r})
while utterance.started_after is None: pass
print(utterance._player.pid, flush=True)
utterance.wait()
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as speaking:
        player = int(speaking.stdout.readline())
        time.sleep(0.5)
        speaking.kill()
    until = time.monotonic() + 2
    while alive(player) and time.monotonic() < until:
        time.sleep(0.02)
    assert not alive(player)


def alive(pid):
    """A process that has ended but was not waited for (an orphan in a container) does not speak."""
    status = Path(f"/proc/{pid}/status")
    if status.parent.parent.joinpath("self").exists():
        return status.exists() and "State:\tZ" not in status.read_text()
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_nothing_to_say_ends_at_once(speaker):
    utterance = speaker.say("<speak></speak>")
    assert utterance.wait(30)
    assert utterance.started_after is None


def test_ssml_that_no_platform_accepts_leaves_the_speaker_well(speaker):
    with pytest.raises(SimulatorError, match="tekens & en <"):
        speaker.say("<speak>Groen & Doen</speak>")
    assert speaker.say("Ja").wait(30)


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux the loudspeakers can be hidden")
def test_without_a_loudspeaker_there_is_one_clear_line(monkeypatch):
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/dev/null")
    monkeypatch.setenv("PULSE_SERVER", "unix:/bestaat/niet")
    with Speaker() as speaker, pytest.raises(SpeechError, match=r"luidspreker.*--text"):
        speaker.say("Hallo").wait(30)
