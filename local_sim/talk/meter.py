"""How loud it is and the words so far, on one line of a terminal that changes while somebody speaks."""

from math import log10
from types import TracebackType
from typing import Self

import numpy as np
from rich.console import Console
from rich.live import Live
from rich.text import Text

from local_sim.listen.level import loudness

QUIETEST = -60.0
"""Decibels below the loudest possible at which the meter is empty."""
_WIDTH = 20
_FULL = 32_768


def decibels(frame: bytes) -> float:
    """Give the level of a frame in decibels below the loudest possible, QUIETEST to 0."""
    samples = np.frombuffer(frame, "<i2").astype(np.float64)
    share = loudness(samples) / _FULL if samples.size else 0.0
    return max(QUIETEST, 20 * log10(share)) if share else QUIETEST


class Meter:
    """Shows while it is used in `with`, on a terminal; elsewhere it only keeps the `loudest` level."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live: Live | None = None
        self._level, self._words = QUIETEST, ""
        self.loudest = QUIETEST

    def __enter__(self) -> Self:
        self.loudest = self._level = QUIETEST
        self._words = ""
        if self._console.is_terminal:
            self._live = Live(self.line(), console=self._console, transient=True, refresh_per_second=10)
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()
            self._live = None

    def sound(self, frame: bytes) -> None:
        """Take a frame that is listened to."""
        self._level = decibels(frame)
        self.loudest = max(self.loudest, self._level)
        self._show()

    def words(self, partial: str) -> None:
        """Take the words so far."""
        self._words = partial
        self._show()

    def _show(self) -> None:
        if self._live:
            self._live.update(self.line())

    def line(self) -> Text:
        """Give the line as it stands now."""
        filled = round((1 - self._level / QUIETEST) * _WIDTH)
        bar = (("█" * filled, "green"), ("░" * (_WIDTH - filled), "dim"))
        return Text.assemble("  ", *bar, f" {self._level:4.0f} dB  ", (self._words, "italic"))
