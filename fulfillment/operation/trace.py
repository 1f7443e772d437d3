"""The trace of one request: what it is called in the log, how long each step took, and how it ended."""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from uuid import uuid4

from fulfillment.channels.channel import Verifier

READ, VERIFY, LOAD, ADVANCE, SAVE, WRITE = STEPS = ("read", "verify", "load", "advance", "save", "write")
_CLEAN = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


@dataclass
class Trace:
    """One request. `door` is the rule of its path, never the path itself, in which a link's key may stand; `channel`
    is "" for pages.

    `outcome` is "" as long as nothing went wrong, else "refused", "malformed" or "failed", with the slug `reason`;
    `heard` is what the turn was taken for, "" when no turn was advanced. `steps` are seconds.
    """

    id: str
    door: str
    channel: str
    outcome: str = ""
    reason: str = ""
    heard: str = ""
    steps: dict[str, float] = field(default_factory=dict)
    began: float = field(default_factory=perf_counter)
    _last: float = 0.0

    def lap(self, step: str) -> None:
        """Count the time since the lap before to `step`."""
        now = perf_counter()
        self.steps[step] = self.steps.get(step, 0.0) + now - (self._last or self.began)
        self._last = now


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def begin(given_id: str, door: str, channel: str) -> Trace:
    """Begin the trace of the request that this thread now answers. `given_id`, what a proxy calls it, counts when it
    is short and clean."""
    trace = Trace(given_id if _CLEAN.fullmatch(given_id) else uuid4().hex, door, channel)
    _current.set(trace)
    return trace


def current() -> Trace | None:
    """Give the trace of the request that is being answered; None outside one."""
    return _current.get()


def close() -> None:
    """End the trace: what this thread logs from now on belongs to no request."""
    _current.set(None)


def lap(step: str) -> None:
    """Count the time since the lap before to `step`, within a request."""
    if trace := _current.get():
        trace.lap(step)


def ended(outcome: str, reason: str) -> None:
    """Note that a request did not go well."""
    if trace := _current.get():
        trace.outcome, trace.reason = outcome, reason


def heard(kind: str) -> None:
    """Note what the turn was taken for, within a request."""
    if trace := _current.get():
        trace.heard = kind


class Timed:
    """A verifier whose time is a step of its own."""

    def __init__(self, verifier: Verifier) -> None:
        self._verifier = verifier

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Raise Refused when the request does not come from the platform."""
        lap(READ)
        try:
            self._verifier.verify(headers, body)
        finally:
            lap(VERIFY)
