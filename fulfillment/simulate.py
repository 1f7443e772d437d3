"""The simulator in text: typed lines in, what the bot says out, through a platform's door."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console

from fulfillment.loopback import service
from local_sim.client import Client
from local_sim.platforms.every import platform
from local_sim.terminal import converse, typed_lines

_LOG = Path("var/simulator.log")


def simulate(console: Console, channel: str, *, url: str, user: str, verbose: bool) -> None:
    """Talk to the service at `url`, or to one of our own; typed lines come from standard input, a pipe too.

    The same `user` later goes on where the conversation was left. Raises CheckbotError and SimulatorError.
    """
    caller = platform(channel, user)
    # Bytes that are no text must not end the conversation.
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    with service_at(url) as address, Client(address, caller) as client:
        lines = typed_lines(console, sys.stdin)
        converse(client, lines, console, echo=not sys.stdin.isatty(), verbose=verbose)


@contextmanager
def service_at(url: str) -> Iterator[str]:
    """Give `url`, or that of a service of our own while it is needed. Raises CheckbotError when it does not start."""
    if url:
        yield url
        return
    with service(_LOG, {}) as own:
        yield own
