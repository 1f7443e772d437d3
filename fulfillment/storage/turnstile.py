"""Processes that write one SQLite file, one after the other and each in its turn.

SQLite lets who waits sleep ever longer, up to a tenth of a second, and whoever asks at the right moment goes first:
under load some wait for seconds. Here one stands at the gate while the other is inside. It is a courtesy only: SQLite's
own lock keeps them apart, also from processes that know nothing of this, and nobody waits here for long.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from weakref import finalize

from sqlalchemy import URL

if sys.platform != "win32":
    import fcntl

_GATE, _INSIDE = 0, 1
_PATIENCE, _PAUSE = 1.0, 0.0005
"""Seconds after which one goes on without, and between two looks."""


class Turnstile:
    """The gate to the file at `url`; for one thread of this process at a time. Does nothing for other databases, nor on
    Windows, which has no such locks."""

    def __init__(self, url: URL) -> None:
        kept = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
        self._path = f"{url.database}-turn" if kept and sys.platform != "win32" else None
        self._file: int | None = None

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Be inside, as far as patience goes."""
        file = self._opened()
        if file is None:
            yield
            return
        until = time.monotonic() + _PATIENCE
        _take(file, _GATE, until)
        if _take(file, _INSIDE, until):
            _leave(file, _GATE)
        # Who goes in without having got inside keeps the gate: who is inside could else come round again and again,
        # each time before SQLite has another look for us.
        try:
            yield
        finally:
            _leave(file, _GATE)
            _leave(file, _INSIDE)

    def _opened(self) -> int | None:
        if self._file is None and self._path:
            # A lock is the process's: it goes with it, however that ends. Where no file can be made, the database will
            # tell why.
            with suppress(OSError):
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                finalize(self, os.close, self._file)
        return self._file


def _take(file: int, place: int, until: float) -> bool:
    """Take a place, or give up then; tell whether it is ours."""
    while True:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(_PAUSE)
        else:
            return True


def _leave(file: int, place: int) -> None:
    fcntl.lockf(file, fcntl.LOCK_UN, 1, place)
