"""The process that listens, without a microphone: miniaudio's own null device, in real time."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from local_sim.errors import SpeechError
from local_sim.talk import microphone
from local_sim.talk.microphone import Microphone


@pytest.fixture
def nowhere():
    with Microphone(nowhere=True) as listening:
        yield listening


def test_it_gives_frames_in_their_own_time(nowhere):
    frames = nowhere.answer()
    next(frames)
    began = time.monotonic()
    assert {next(frames) for _ in range(12)} == {bytes(1_280)}
    assert 0.3 < time.monotonic() - began < 2


def test_what_was_said_before_the_question_is_gone(nowhere):
    next(nowhere.answer())
    time.sleep(0.5)
    frames = nowhere.answer()
    assert nowhere._frames.qsize() <= 1
    assert next(frames)


def test_a_microphone_that_is_pulled_out_is_one_line(nowhere):
    frames = nowhere.answer()
    nowhere._process.kill()
    with pytest.raises(SpeechError, match=r"geeft geen geluid.*--text"):
        list(frames)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot stop a process for a while")
def test_a_microphone_that_hangs_is_given_up(nowhere, monkeypatch):
    monkeypatch.setattr(microphone, "_SILENT_WITHIN", 0.5)
    os.kill(nowhere._process.pid, signal.SIGSTOP)
    with pytest.raises(SpeechError, match="geeft geen geluid"):
        list(nowhere.answer())


def test_closing_leaves_no_process_behind():
    listening = Microphone(nowhere=True)
    listening.close()
    assert listening._process.poll() is not None


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux the microphones can be hidden")
def test_without_a_microphone_there_is_one_line_with_what_else_can_be_done(monkeypatch):
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/dev/null")
    monkeypatch.setenv("PULSE_SERVER", "unix:/bestaat/niet")
    with pytest.raises(SpeechError, match=r"geen microfoon gevonden: .*--wav.*--text\.$"):
        Microphone()


def test_without_the_extra_there_is_one_line_with_how_to_get_it(monkeypatch, tmp_path):
    (tmp_path / "miniaudio.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), str(Path(__file__).parents[3]))))
    with pytest.raises(SpeechError, match=r"make voice .*--text\.$"):
        Microphone()
