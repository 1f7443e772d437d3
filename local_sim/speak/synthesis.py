"""From pieces to sound, by pyttsx3 in processes that live for one piece."""

import json
import threading
import wave
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import numpy as np
import numpy.typing as npt

from local_sim.errors import SpeechError
from local_sim.espeak import NO_VOICE, found
from local_sim.speak import engine
from local_sim.speak.child import Process, ended, pipes, started
from local_sim.speak.pieces import Piece

RATE = 22050
"""Hz, of all sound of espeak-ng."""
Samples = npt.NDArray[np.int16]
"""Mono sound."""
_WORDS_PER_MINUTE = 165
_VOLUME, _PITCH = 0.8, 50
_STRESSED_VOLUME, _STRESSED_PITCH, _STRESSED_RATE = 1.0, 58, 0.9
_SLOWEST, _FASTEST = 80, 450
"""Words per minute that espeak-ng can do."""
_LONGEST_WAIT = 10.0
"""Seconds for one piece; a second of speech takes about 5 ms."""
_AHEAD = 3
"""Pieces that are prepared at once: two cores are busy, and no more memory is taken than that."""
_QUIET = 60
"""Samples below it at the ends of a piece are silence."""
_STALLED = "De stem gaf geen geluid. Probeer het nog eens, of kies --text om te typen."
_MESSAGES = {
    engine.NO_ENGINE: NO_VOICE,
    engine.NO_DUTCH: "Er is geen Nederlandse stem: installeer espeak-ng opnieuw, of kies --text om te typen.",
}


class Synthesiser:
    """Makes the sound of one speech, each piece in a process of its own, of which the next ones warm up beforehand.

    `kill` may come from any thread.
    """

    def __init__(self) -> None:
        """Raises SpeechError when there is no espeak-ng."""
        self._killed = False
        self._turn = threading.Lock()
        self._ready: deque[Process] = deque()
        self._busy: Process | None = None
        self._warm(1)

    def sounds(self, said: Iterable[Piece]) -> Iterator[Samples]:
        """Yield the sound of each piece with its pause; ends early after `kill`.

        A piece at which the engine hangs is tried once more. Raises SpeechError when that hangs too, or when pyttsx3 or
        a Dutch voice is missing.
        """
        waiting = list(said)
        for place, piece in enumerate(waiting):
            self._warm(min(_AHEAD, len(waiting) - place))
            sound = self._sound(piece)
            if sound is None:
                return
            yield np.concatenate([_trimmed(sound), np.zeros(round(piece.pause * RATE), np.int16)])

    def kill(self) -> None:
        """Stop at once."""
        with self._turn:
            self._killed = True
            processes = [*self._ready, *([self._busy] if self._busy else [])]
            self._ready.clear()
            for process in processes:
                process.kill()
        for process in processes:
            ended(process)

    def _sound(self, piece: Piece) -> Samples | None:
        for _ in range(2):
            self._warm(1)
            with self._turn:
                if self._killed:
                    return None
                self._busy = process = self._ready.popleft()
            # The process may be killed before it can clear up what was said.
            with TemporaryDirectory() as folder:
                sound = _exchange(process, piece, Path(folder) / "piece.wav")
                code = ended(process)
            if sound is not None or self._killed:
                return sound
            if code in _MESSAGES:
                raise SpeechError(_MESSAGES[code])
        raise SpeechError(_STALLED)

    def _warm(self, count: int) -> None:
        with self._turn:
            while len(self._ready) < count and not self._killed:
                self._ready.append(_start())


def rendered(said: Iterable[Piece]) -> Samples:
    """Give the whole sound of `said` at RATE, empty for nothing to say. Raises SpeechError as Synthesiser does."""
    synthesiser = Synthesiser()
    try:
        return np.concatenate([np.zeros(0, np.int16), *synthesiser.sounds(said)])
    finally:
        synthesiser.kill()


def write_wav(file: Path, samples: Samples, rate: int = RATE) -> None:
    """Keep `samples` as a WAV file, mono, 16 bits. Raises SpeechError when it cannot be written."""
    try:
        with file.open("wb") as target, wave.open(target, "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(rate)
            wav.writeframes(samples.astype("<i2").tobytes())
    except OSError as error:
        raise SpeechError(f"Het geluid kan niet in {file} worden bewaard: kies een andere map.") from error


def _start() -> Process:
    espeak = found()
    return started(engine.__name__, espeak.library, espeak.data)


def _exchange(process: Process, piece: Piece, file: Path) -> Samples | None:
    """Give the sound of one piece, which goes by way of `file`; None when the process ended or, after _LONGEST_WAIT,
    was killed for hanging."""
    watchdog = threading.Timer(_LONGEST_WAIT, process.kill)
    watchdog.start()
    try:
        return _ask(process, _job(piece) | {"file": str(file)})
    except (OSError, ValueError):  # it went away, or was killed while we wrote
        return None
    finally:
        watchdog.cancel()


def _ask(process: Process, job: dict[str, str | float]) -> Samples | None:
    jobs, sound = pipes(process)
    jobs.write(json.dumps(job).encode() + b"\n")
    jobs.flush()
    head = _exactly(sound, engine.HEAD.size)
    if head is None:
        return None
    (size,) = engine.HEAD.unpack(head)
    pcm = _exactly(sound, size)
    return None if pcm is None else np.frombuffer(pcm, "<i2").astype(np.int16)


def _exactly(source: IO[bytes], size: int) -> bytes | None:
    data = source.read(size)
    return data if len(data) == size else None


def _job(piece: Piece) -> dict[str, str | float]:
    rate = _WORDS_PER_MINUTE * piece.rate * (_STRESSED_RATE if piece.stressed else 1)
    return {
        "text": piece.text,
        "rate": min(max(round(rate), _SLOWEST), _FASTEST),
        "volume": _STRESSED_VOLUME if piece.stressed else _VOLUME,
        "pitch": _STRESSED_PITCH if piece.stressed else _PITCH,
    }


def _trimmed(sound: Samples) -> Samples:
    """espeak-ng ends every utterance with a rest of its own, which would come on top of the pause that is asked."""
    loud = np.flatnonzero(np.abs(sound.astype(np.int32)) > _QUIET)
    return sound[loud[0] : loud[-1] + 1] if loud.size else sound[:0]
