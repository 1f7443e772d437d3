"""Where the caller's sound comes from, answer by answer."""

import time
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from typing import Protocol

from local_sim.listen.moment import NO_INPUT
from local_sim.listen.recording import Recording

_QUIET_AFTER = NO_INPUT + 1
"""Seconds of silence after a recording: it must end a sentence, and be a silence where nothing was said."""


class Source(Protocol):
    """Somebody who answers."""

    @property
    def live(self) -> bool:
        """Whether the sound goes on while the bot speaks, so that it can be interrupted."""

    def answer(self) -> Iterator[bytes] | None:
        """Give the sound from now on in short frames, at RATE of listen/level.py; None when nobody answers any
        more. A live one has no end.

        Its iterator raises SpeechError when the sound fails.
        """


class Recordings:
    """Recorded answers, one a turn. They don't interrupt. Each waits as many seconds as `after` says."""

    live = False

    def __init__(self, recordings: Iterable[Recording], after: Iterable[float] = ()) -> None:
        self._answers = zip(recordings, chain(after, repeat(0.0)), strict=False)

    def answer(self) -> Iterator[bytes] | None:
        """Give the next recording and the silence after it; None after the last."""
        recording, after = next(self._answers, (None, 0.0))
        time.sleep(after)
        return recording.frames(quiet=_QUIET_AFTER) if recording else None
