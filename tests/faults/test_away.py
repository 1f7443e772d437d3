"""What the service leans on is away for long: another process holds the database, or its server is gone."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local_sim.platforms.alexa import Alexa
from tests.conftest import Service
from tests.postgresql import Cluster
from tests.test_database_away import IN_TIME, SORRY, durable  # noqa: F401 - a fixture

HOLD = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('BEGIN EXCLUSIVE'); print(flush=True); input()"
SECONDS = pytest.mark.parametrize("seconds", [6, pytest.param(30, marks=pytest.mark.long)])


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Have another process lock the whole file."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        other.stdout.readline()
        yield
        other.communicate(b"\n")


def ask_for(seconds: float, service: Service, ask: Callable[[], str]) -> None:
    """Ask again and again: each time an apology comes in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        assert SORRY in ask()
        assert time.monotonic() - began < IN_TIME
        page = service.client.get("/privacy")
        assert page.status_code == 200
        time.sleep(0.2)


@SECONDS
def test_a_file_that_another_process_holds(service: Service, tmp_path: Path, seconds: int) -> None:
    line = service.call(Alexa())
    line.start()
    line.say("ja")
    line.say("sla over")
    with held(tmp_path / "checkbot.db"):
        ask_for(seconds, service, lambda: line.say("de tweede").speech)
    assert "op één plek." in line.say("de tweede").speech
    assert "vraag 2 van 20" in line.say("hoe ver zijn we").speech


@SECONDS
def test_a_server_that_is_gone(durable: Cluster, make_service: Callable[..., Service], seconds: int) -> None:  # noqa: F811
    service = make_service(database_url=durable.new_database())
    line = service.call(Alexa())
    line.start()
    line.say("ja")
    line.say("sla over")
    durable.stop("immediate")
    ask_for(seconds, service, lambda: line.say("de tweede").speech)
    durable.start()
    assert "op één plek." in line.say("de tweede").speech
    assert "vraag 2 van 20" in line.say("hoe ver zijn we").speech
