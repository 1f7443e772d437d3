"""How many inputs are tried, and what must hold of the answer to each."""

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from werkzeug.test import TestResponse

from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.channels.test_actions_schema import check as check_actions
from tests.channels.test_alexa_requests import round_trip
from tests.test_protobuf import parse

SHORT, LONG = 4_000, 100_000
"""Inputs in all, in CI and in the long run; CHECKBOT_FUZZ_INPUTS sets another number for the long one."""
LENGTHS = pytest.mark.parametrize(
    "inputs",
    [SHORT, pytest.param(int(os.environ.get("CHECKBOT_FUZZ_INPUTS", LONG)), marks=pytest.mark.long)],
    ids=["short", "long"],
)
PLATFORMS: tuple[Any, ...] = (Alexa, Actions, DialogflowEs, DialogflowCx)
MARK = "zeepaardje7391"
"""Stands in everything that is made up: nothing of it may be logged."""
IN_TIME = 5.0
"""Seconds in which a platform must have its answer; a slow one among thousands shows."""
SORRY = "even iets mis"


@dataclass
class Tried:
    """Counts the inputs of one test, and keeps what was logged at them."""

    inputs: int = 0
    slowest: float = 0.0
    logged: list[str] = field(default_factory=list)

    def answer(self, ask: Callable[[], TestResponse]) -> TestResponse:
        """Have one input answered: in time, and never by a failure of ours."""
        self.inputs += 1
        began = time.perf_counter()
        answer = ask()
        took = time.perf_counter() - began
        self.slowest = max(self.slowest, took)
        assert took < IN_TIME, f"{took:.1f} s"
        assert answer.status_code < 500, answer.text[:300]
        assert "Traceback" not in answer.text
        assert SORRY not in answer.text
        return answer


@contextmanager
def trying() -> Iterator[Tried]:
    """Try inputs; afterwards nothing of them stands in the log, and no failure of ours."""
    tried, root = Tried(), logging.getLogger()
    handler = logging.Handler(logging.INFO)
    handler.emit = lambda record: tried.logged.append(f"{record.getMessage()} {record.exc_text or ''}")  # type: ignore[method-assign]
    root.addHandler(handler)
    try:
        yield tried
    finally:
        root.removeHandler(handler)
    said = "\n".join(tried.logged)
    assert MARK not in said
    assert "mislukt" not in said


def fuzz(strategy: SearchStrategy[Any], check: Callable[[Any], None], *, examples: int, long: bool) -> None:
    """Try so many examples. The short run tries the same ones each time, the long one new ones."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=not long,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(strategy)
    def every(example: Any) -> None:
        check(example)

    every()


def in_shape(path: str, answer: dict[str, Any]) -> None:
    """Hold an answer of a door against its platform's own types. Raises what they raise."""
    if path == Alexa.path:
        assert round_trip(answer) == answer
    elif path == Actions.path:
        check_actions("HandlerResponse", answer)
    else:
        parse(path, "WebhookResponse", answer)
