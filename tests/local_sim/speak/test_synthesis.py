"""The real engine, measured. Lengths hold within 60 ms: what is trimmed off a piece is not exactly its silence."""

import os
import shutil
import signal
import sys
import tempfile
import time
import wave
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from local_sim import espeak
from local_sim.errors import SpeechError
from local_sim.speak import synthesis
from local_sim.speak.pieces import Piece, pieces
from local_sim.speak.synthesis import RATE, Synthesiser, rendered, write_wav
from tests.local_sim import voice_extra

voice_extra.require()
NEAR = 0.06


def seconds(inner):
    return len(rendered(pieces(f"<speak>{inner}</speak>"))) / RATE


def longest_silence(samples):
    """Give the longest stretch of samples that cannot be heard, in seconds."""
    loud = np.flatnonzero(np.abs(samples.astype(int)) > 60)
    return float(np.diff(loud).max()) / RATE


def test_a_sentence_takes_as_long_as_people_need():
    """About 2.5 words a second: the voice's 165 a minute."""
    words = "Op hoeveel plekken kunnen klanten met jullie chatten of appen?"
    assert len(words.split()) / 3.5 < seconds(words) < len(words.split()) / 1.8


def test_there_is_silence_where_a_break_is_asked():
    assert longest_silence(rendered(pieces('<speak>Hallo<break time="1200ms"/>daar</speak>'))) == pytest.approx(
        1.2, abs=NEAR
    )
    assert longest_silence(rendered(pieces("Hallo daar"))) < 0.2


def test_a_longer_break_makes_it_so_much_longer():
    longer = seconds('Ja<break time="900ms"/>nee') - seconds('Ja<break time="100ms"/>nee')
    assert longer == pytest.approx(0.8, abs=0.001)


def test_slow_is_a_quarter_longer():
    words = "nog nergens of op meer dan een plek"
    share = seconds(f'<prosody rate="slow">{words}</prosody>') / seconds(words)
    assert share == pytest.approx(1 / 0.8, abs=0.1)


def test_spelled_letters_take_longer_than_the_word():
    assert seconds('<say-as interpret-as="characters">wortel</say-as>') > 3 * seconds("wortel")


def test_a_stressed_word_is_louder_and_longer():
    plain, stressed = rendered([Piece("morgen")]), rendered([Piece("morgen", stressed=True)])
    assert len(stressed) > 1.05 * len(plain)
    assert np.abs(stressed.astype(int)).max() > 1.1 * np.abs(plain.astype(int)).max()


def test_a_long_piece_is_said_whole():
    """pyttsx3 comes back before espeak-ng is done; a long text would then be lost."""
    sentence = "Dit is een lange zin, waarin de bot maar blijft praten, tot iemand hem onderbreekt. "
    assert seconds(sentence * 8) > 7.5 * seconds(sentence)


def test_every_piece_is_said_in_its_own_manner():
    """In one process pyttsx3 would keep the rate of the slow piece, and lose the end of some."""
    piece = Piece("Dit is een zin van zeven woorden.")
    synthesiser = Synthesiser()
    first, slow, *others = (len(sound) for sound in synthesiser.sounds([piece, replace(piece, rate=0.8), *[piece] * 3]))
    assert slow > 1.1 * first
    assert others == [first] * 3


def test_nothing_to_say_makes_no_sound():
    assert len(rendered([])) == 0


def test_a_speech_can_be_kept_as_wav(tmp_path):
    samples = rendered(pieces("Hallo"))
    write_wav(tmp_path / "hallo.wav", samples)
    with wave.open(str(tmp_path / "hallo.wav")) as kept:
        assert (kept.getnchannels(), kept.getsampwidth(), kept.getframerate()) == (1, 2, RATE)
        assert kept.readframes(RATE * 9) == samples.tobytes()


def test_a_wav_that_cannot_be_written_is_one_clear_line(tmp_path):
    with pytest.raises(SpeechError, match="andere map"):
        write_wav(tmp_path / "nergens" / "hallo.wav", rendered([]))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGSTOP")
def test_an_engine_that_hangs_is_replaced(monkeypatch):
    monkeypatch.setattr(synthesis, "_LONGEST_WAIT", 2.0)
    synthesiser = Synthesiser()
    os.kill(synthesiser._ready[0].pid, signal.SIGSTOP)
    (sound,) = synthesiser.sounds([Piece("Hallo")])
    synthesiser.kill()
    assert len(sound) > 0.3 * RATE


def test_nothing_of_a_speech_that_is_cut_off_stays_on_disk(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    synthesiser = Synthesiser()
    with ThreadPoolExecutor() as pool:
        saying = pool.submit(list, synthesiser.sounds([Piece("en nog een keer dit " * 500)]))
        while not any(tmp_path.iterdir()) and not saying.done():
            time.sleep(0.001)
        synthesiser.kill()
        assert saying.result(20) == []
    assert not any(tmp_path.iterdir())


def test_without_a_voice_there_is_one_clear_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    monkeypatch.setattr(espeak.ctypes.util, "find_library", lambda _: None)
    with pytest.raises(SpeechError, match=r"pip install .*--text"):
        Synthesiser()


def test_a_broken_library_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(synthesis, "found", lambda: espeak.Espeak("/bestaat/niet.so", ""))
    with pytest.raises(SpeechError, match=r"pip install .*--text"):
        rendered([Piece("Hallo")])


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_an_engine_without_dutch_is_one_clear_line(monkeypatch, tmp_path):
    whole = espeak.found()
    folder = shutil.copytree(
        Path(whole.data), tmp_path / "espeak-ng-data", copy_function=os.symlink, ignore=lambda *_: {"nl"}
    )
    monkeypatch.setattr(synthesis, "found", lambda: espeak.Espeak(whole.library, str(folder)))
    with pytest.raises(SpeechError, match="Nederlandse stem"):
        rendered([Piece("Hallo")])
