"""A recorded answer in a file, of any rate and number of channels, as frames of the sound that is listened to."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from local_sim.errors import INSTALL_VOICE, SimulatorError
from local_sim.listen.level import BYTES, RATE

LONGEST = 120.0
"""Seconds of a recording that is still an answer."""
FRAMES_A_SECOND = 25
"""So that the end of speech is noticed within 40 ms."""
FRAME = RATE // FRAMES_A_SECOND * BYTES
"""Bytes of one frame."""
_BLOCK = 65_536
_MOST_CHANNELS = 32
_FULL = 32_768
"""So that 16 bits come out as they went in."""
_FAINTEST = 0.003
_CLIPPED, _CLIPPED_SHARE = 0.999, 0.005
_UNKNOWN_SIZES = (0, 0xFFFFFFFF)


@dataclass(frozen=True)
class Recording:
    """One answer: samples at RATE, and in Dutch what is amiss with the sound, if anything."""

    sound: bytes
    remarks: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.sound) / BYTES / RATE

    def frames(self, quiet: float = 0.0) -> Iterator[bytes]:
        """Give it in frames, and after it `quiet` seconds of silence."""
        sound = self.sound + bytes(int(quiet * RATE) * BYTES)
        for start in range(0, len(sound), FRAME):
            yield sound[start : start + FRAME]


def record_of(path: Path) -> Recording:
    """Read a recording; at most LONGEST seconds are ever kept in memory.

    Raises SimulatorError, in one line that says what to do, when it is no sound, empty, cut off or far too long.
    """
    soundfile, soxr = _libraries()
    _check_whole(path)
    try:
        with soundfile.SoundFile(path) as file:
            _check_length(path, file.frames / file.samplerate, file.channels)
            samples = _converted(path, file, soxr)
    except soundfile.LibsndfileError as error:
        raise SimulatorError(f"{path} is geen geluid dat ik kan lezen: neem het antwoord op als WAV.") from error
    if not len(samples):
        raise SimulatorError(f"{path} is leeg: neem het antwoord opnieuw op.")
    numbers = np.minimum(samples * _FULL, _FULL - 1).astype("<i2")
    return Recording(numbers.tobytes(), tuple(_remarks(path, samples)))


def _libraries() -> tuple[Any, Any]:
    try:
        import soundfile
        import soxr
    except ImportError as error:
        raise SimulatorError(f"Opnamen lezen kan nog niet: installeer het met {INSTALL_VOICE}.") from error
    return soundfile, soxr


def _check_whole(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(12)
        size = path.stat().st_size
    except OSError as error:
        raise SimulatorError(f"{path} is niet te lezen ({error.strerror}): controleer naam en rechten.") from error
    if not head:
        raise SimulatorError(f"{path} is leeg: neem het antwoord opnieuw op.")
    told = int.from_bytes(head[4:8], "little")
    if head[:4] == b"RIFF" and (len(head) < 12 or (told not in _UNKNOWN_SIZES and told + 8 > size)):
        raise SimulatorError(f"{path} is afgebroken, het einde ontbreekt: neem het antwoord opnieuw op.")


def _check_length(path: Path, seconds: float, channels: int) -> None:
    if seconds > LONGEST:
        raise SimulatorError(
            f"{path} duurt {_lasting(seconds)}, en een antwoord hooguit {_lasting(LONGEST)}: knip het antwoord eruit."
        )
    if channels > _MOST_CHANNELS:
        raise SimulatorError(f"{path} heeft {channels} kanalen: sla het antwoord op in mono of stereo.")


def _converted(path: Path, file: Any, soxr: Any) -> NDArray[np.float32]:
    stream = soxr.ResampleStream(file.samplerate, RATE, 1, dtype="float32")
    parts, length = [], 0
    for block in file.blocks(_BLOCK, dtype="float32", always_2d=True):
        parts.append(stream.resample_chunk(np.nan_to_num(block).mean(axis=1)))
        length += len(parts[-1])
        _check_length(path, length / RATE, 1)  # a header may say anything
    parts.append(stream.resample_chunk(np.zeros(0, np.float32), last=True))
    samples: NDArray[np.float32] = np.clip(np.concatenate(parts), -1.0, 1.0)
    return samples


def _remarks(path: Path, samples: NDArray[np.float32]) -> Iterator[str]:
    loud = np.abs(samples)
    if loud.max() < _FAINTEST:
        yield f"In {path} is niets te horen: controleer of de microfoon aanstond."
    elif np.mean(loud >= _CLIPPED) > _CLIPPED_SHARE:
        yield f"{path} is te hard opgenomen en vervormt: zet de microfoon zachter als ik het niet goed versta."


def _lasting(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} seconden"
    if seconds < 3600:
        return f"{seconds / 60:.0f} minuten"
    return f"{seconds / 3600:.1f} uur".replace(".", ",").replace(",0", "")
