"""Files of every kind that people record, and that go wrong."""

import resource
import struct
from pathlib import Path

import pytest

from local_sim.errors import SimulatorError
from local_sim.listen.recording import record_of
from tests.local_sim.listen.conftest import needed


@pytest.fixture(autouse=True)
def libraries():
    needed("soundfile", "soxr")


def written(
    path: Path, *, rate: int = 16_000, channels: int = 1, seconds: float = 1, volume: float = 0.3, kind: str = "PCM_16"
):
    import numpy as np
    import soundfile

    wave = np.sin(np.arange(int(rate * seconds)) * 2 * np.pi * 440 / rate) * volume
    soundfile.write(path, np.clip(np.tile(wave[:, None], channels), -1, 1), rate, subtype=kind)
    return path


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("kind", ["PCM_16", "PCM_24", "FLOAT"])
def test_every_rate_and_number_of_channels_becomes_the_sound_that_is_listened_to(tmp_path, rate, channels, kind):
    import numpy as np

    recording = record_of(written(tmp_path / "a.wav", rate=rate, channels=channels, kind=kind))
    assert recording.seconds == pytest.approx(1, abs=0.01)
    assert recording.remarks == ()
    samples = np.frombuffer(recording.sound, "<i2")
    assert np.abs(np.fft.rfft(samples)).argmax() == pytest.approx(440, abs=5)
    assert np.abs(samples).max() == pytest.approx(0.3 * 32_767, rel=0.05)


def test_frames_are_short_with_quiet_after_them(tmp_path):
    frames = list(record_of(written(tmp_path / "a.wav")).frames(quiet=0.5))
    assert [len(frame) for frame in frames] == [1_280] * 37 + [640]
    assert not any(frames[-1])


def bad(path: Path, kind: str) -> Path:
    whole = written(path).read_bytes()
    text = b"dit is geen geluid, maar een tekst die lang genoeg is"
    made = {
        "empty": b"",
        "no samples": written(path, seconds=0).read_bytes(),
        "truncated": whole[:-1_000],
        "header only": whole[:10],
        "text": text,
        "riff text": b"RIFF" + struct.pack("<I", len(text)) + text,
    }
    path.write_bytes(made[kind])
    return path


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("empty", "is leeg: neem"),
        ("no samples", "is leeg: neem"),
        ("truncated", "is afgebroken, het einde ontbreekt: neem"),
        ("header only", "is afgebroken, het einde ontbreekt: neem"),
        ("text", "is geen geluid dat ik kan lezen: neem"),
        ("riff text", "is geen geluid dat ik kan lezen: neem"),
    ],
)
def test_a_file_that_is_no_answer_is_one_line_that_says_what_to_do(tmp_path, kind, told):
    with pytest.raises(SimulatorError, match=told):
        record_of(bad(tmp_path / "a.wav", kind))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SimulatorError, match="is niet te lezen"):
        record_of(tmp_path / "weg.wav")


def test_silence_and_clipping_are_remarked_upon(tmp_path):
    assert "niets te horen" in record_of(written(tmp_path / "a.wav", volume=0)).remarks[0]
    assert "te hard opgenomen" in record_of(written(tmp_path / "b.wav", volume=9)).remarks[0]


def two_hours(path: Path, told_bytes: int) -> Path:
    size = 2 * 3600 * 32_000
    head = b"RIFF" + struct.pack("<I", min(told_bytes + 36, 0xFFFFFFFF)) + b"WAVEfmt "
    head += struct.pack("<IHHIIHH", 16, 1, 1, 16_000, 32_000, 2, 16) + b"data" + struct.pack("<I", told_bytes)
    with path.open("wb") as file:
        file.write(head)
        file.truncate(len(head) + size)  # a hole: takes no room on the disk
    return path


@pytest.mark.parametrize("told_bytes", [2 * 3600 * 32_000, 0xFFFFFFFF])
def test_a_recording_of_two_hours_is_refused_at_once_and_in_little_memory(tmp_path, told_bytes):
    path = two_hours(tmp_path / "a.wav", told_bytes)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SimulatorError, match=r"duurt .* en een antwoord hooguit 2 minuten: knip"):
        record_of(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
