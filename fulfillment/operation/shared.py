"""The folder in which the web processes of one service count together: the multi-process mode of prometheus_client."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
_PREFIX, _LOCK = "checkbot-metrics-", "lock"
_SIZE = 1 << 18
"""Bytes, several times what all counters take: the kinds of door, channel, step and outcome are fixed."""


@contextmanager
def counting_together() -> Iterator[None]:
    """Have the processes that are started meanwhile count together, from zero.

    In memory where that can be: no counter should wait for a disk.
    """
    place = _MEMORY if os.access(_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    _sweep(place)
    room = tempfile.TemporaryDirectory(prefix=_PREFIX, dir=place, ignore_cleanup_errors=True)
    with room as made, (Path(made) / _LOCK).open("w") as lock:
        # The system lets go of it however this process ends.
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.environ[_VARIABLE] = made
        try:
            yield
        finally:
            os.environ.pop(_VARIABLE, None)


def _sweep(place: Path) -> None:
    """Remove what services left that were killed."""
    for lock in place.glob(f"{_PREFIX}*/{_LOCK}"):
        try:
            with lock.open("r") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.parent, ignore_errors=True)
        except OSError:  # still in use, or somebody else's
            continue


def folder() -> Path | None:
    """Give the folder; None for a process that counts alone."""
    found = os.environ.get(_VARIABLE)
    return Path(found) if found else None


def claim_room() -> None:
    """Claim the room for this process's counters, before any is made; count alone where there is none.

    They are written through a memory map: on a disk that is full, a page that was not claimed ends the process.
    """
    where = folder()
    if where is None:
        return
    try:
        for kind in ("counter", "histogram"):
            with (where / f"{kind}_{os.getpid()}.db").open("ab") as file:
                _claim(file.fileno())
    except OSError:
        del os.environ[_VARIABLE]
        _count_alone()


def _count_alone() -> None:
    # A copy of the main process has it loaded from when the folder was still named.
    from prometheus_client import values

    values.ValueClass = values.MutexValue


def _claim(descriptor: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, _SIZE)
    else:
        os.truncate(descriptor, _SIZE)
