"""The folder in which the web processes of one service count together: the multi-process mode of prometheus_client."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
_SIZE = 1 << 18
"""Bytes, several times what all counters take: the kinds of door, channel, step and outcome are fixed."""


@contextmanager
def counting_together() -> Iterator[None]:
    """Have the processes that are started meanwhile count together, from zero.

    In memory where that can be: no counter should wait for a disk.
    """
    place = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="checkbot-metrics-", dir=place, ignore_cleanup_errors=True) as folder:
        os.environ[_VARIABLE] = folder
        yield
    del os.environ[_VARIABLE]


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


def _claim(descriptor: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, _SIZE)
    else:
        os.truncate(descriptor, _SIZE)
