"""Where the web processes listen: each on a socket that is fed its share, and answered without waiting."""

import http.client
import socket
import sys
import time
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import psutil
import pytest
import urllib3

from fulfillment.errors import CheckbotError
from fulfillment.webserver import listening
from tests.fleet import fleet

IN_TIME = 8.0
"""Seconds after which a platform no longer waits."""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux spreads connections over sockets")
def test_connections_that_come_at_once_are_spread_over_the_processes() -> None:
    doors = listening("127.0.0.1", 0, 2)
    address = doors[0].getsockname()
    callers = [socket.create_connection(address) for _ in range(64)]
    taken = []
    for door in doors:
        door.settimeout(0.2)
        taken.append(0)
        try:
            while True:
                door.accept()[0].close()
                taken[-1] += 1
        except TimeoutError:
            pass
    for one in [*callers, *doors]:
        one.close()
    assert sum(taken) == len(callers)
    assert min(taken) > 10


def test_where_somebody_listens_already_it_says_so() -> None:
    first = listening("127.0.0.1", 0, 2)
    with pytest.raises(CheckbotError, match="kies een andere --port"):
        listening("127.0.0.1", first[0].getsockname()[1], 2)
    for door in first:
        door.close()


def test_a_connection_that_stays_open_is_answered_at_once(tmp_path: Path) -> None:
    took = []
    with fleet(tmp_path, {}, web=1, workers=0) as service:
        place = urlsplit(service.urls[0]).netloc
        with closing(http.client.HTTPConnection(place, timeout=5)) as connection:
            for _ in range(100):
                began = time.perf_counter()
                connection.request("GET", "/healthz")
                connection.getresponse().read()
                took.append(time.perf_counter() - began)
    # A system that waits for the caller's confirmation does so for 40 ms, after the first few answers.
    assert median(took[50:]) < 0.03


def test_after_a_web_process_was_killed_everybody_is_answered_in_time(tmp_path: Path) -> None:
    with fleet(tmp_path, {}, web=1, workers=0, processes=2) as service:
        assert service.web[0].process
        children = psutil.Process(service.web[0].process.pid).children()
        both = [one for one in children if "resource_tracker" not in " ".join(one.cmdline())]
        assert len(both) == 2
        both[0].kill()
        took = []
        with urllib3.PoolManager(retries=False, timeout=IN_TIME) as pool:
            for _ in range(16):
                began = time.perf_counter()
                answer = pool.request("GET", f"{service.urls[0]}/healthz", headers={"Connection": "close"})
                assert answer.status == HTTPStatus.OK
                took.append(time.perf_counter() - began)
    assert max(took) < IN_TIME
