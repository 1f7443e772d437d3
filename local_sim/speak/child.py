"""Short-lived processes of our own: they do what may hang, crash or must be cut off at once."""

import subprocess
import sys
from contextlib import suppress
from typing import IO

Process = subprocess.Popen[bytes]


def started(module: str, *arguments: str) -> Process:
    """Start `module` as a process with pipes in and out. What it writes as errors (ALSA: a page) is not shown."""
    return subprocess.Popen(  # noqa: S603 - our own modules
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def pipes(process: Process) -> tuple[IO[bytes], IO[bytes]]:
    """Give what the process reads and what it writes."""
    assert process.stdin is not None  # noqa: S101 - `started` asks for both
    assert process.stdout is not None  # noqa: S101
    return process.stdin, process.stdout


def ended(process: Process) -> int:
    """Close the pipes of a process that ends, wait for it, and give its exit code."""
    for pipe in pipes(process):
        with suppress(OSError):
            pipe.close()
    return process.wait()
