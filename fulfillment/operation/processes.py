"""What the processes of the service use, as Linux tells it; elsewhere nothing is known."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fulfillment.operation.shared import folder

_PROC = Path("/proc")


@dataclass(frozen=True)
class Usage:
    """One process: what it does ("web" or "supervisor"), its number, seconds of CPU, bytes of resident memory."""

    role: str
    pid: int
    cpu: float
    memory: int


def usages() -> Iterator[Usage]:
    """Give the usage of this web process, of those beside it and of the process that started them."""
    parent = os.getppid()
    for pid in sorted({os.getpid(), *_beside()}):
        if (stat := _stat(pid)) and _parent(stat) == parent:
            yield _usage("web", pid, stat)
    if folder() and (stat := _stat(parent)):
        yield _usage("supervisor", parent, stat)


def _beside() -> Iterator[int]:
    if where := folder():
        for file in where.glob("counter_*.db"):
            if found := re.fullmatch(r"counter_(\d+)\.db", file.name):
                yield int(found[1])


def _stat(pid: int) -> list[str]:
    """Give the fields of /proc/<pid>/stat from the third on; the name, which may hold anything, stands before them."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(stat: list[str]) -> int:
    return int(stat[1])


def _usage(role: str, pid: int, stat: list[str]) -> Usage:
    ticks = int(stat[11]) + int(stat[12])
    return Usage(role, pid, ticks / os.sysconf("SC_CLK_TCK"), int(stat[21]) * os.sysconf("SC_PAGESIZE"))
