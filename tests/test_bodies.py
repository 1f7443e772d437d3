"""Bodies that come slowly, too long, or never."""

import select
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from typing import Any

import pytest
import urllib3

from fulfillment.bodies import Waiting, unhurried
from fulfillment.callers import networks
from local_sim.client import Client
from local_sim.platforms.alexa import Alexa
from tests.fleet import Fleet, fleet

HERE = networks("127.0.0.1")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_of_one_address_only_a_few_may_be_slow() -> None:
    clock = Clock()
    waiting = Waiting(clock)
    with ExitStack() as slow:
        assert all(slow.enter_context(waiting.of("a")) for _ in range(64))
        assert not slow.enter_context(waiting.of("a"))
        clock.now += 3
    with ExitStack() as slow:
        assert all(slow.enter_context(waiting.of("a")) for _ in range(4))
        clock.now += 3
        assert not slow.enter_context(waiting.of("a"))
        assert slow.enter_context(waiting.of("b"))
    with waiting.of("a") as welcome:
        assert welcome
    assert not waiting._since


def test_a_proxy_that_does_not_tell_for_whom_is_given_more_room_but_not_all() -> None:
    waiting = Waiting(Clock())
    with ExitStack() as slow:
        welcome = [slow.enter_context(waiting.of("127.0.0.1", proxy=True)) for _ in range(128)]
    assert sum(welcome) == 112


class Server:
    """What stands before the app: gives it a request, and takes its status."""

    status = ""

    def ask(self, app: Any, **environ: Any) -> str:
        list(app({"REMOTE_ADDR": "203.0.113.9", **environ}, self._started))
        return self.status

    def _started(self, status: str, _headers: Any, _error: Any = None) -> Any:
        self.status = status


def echo(environ: Any, start: Any) -> list[bytes]:
    start("200 OK", [])
    return [environ["wsgi.input"].read()]


def test_a_body_without_end_is_read_up_to_the_limit_and_one() -> None:
    app = unhurried(echo, most=1_000, proxies=HERE)
    endless = BytesIO(b"x" * 1_000_000)
    status = Server().ask(app, HTTP_TRANSFER_ENCODING="chunked", **{"wsgi.input": endless})
    assert status.startswith("413 ")
    assert endless.tell() == 1_001


def test_one_that_is_announced_as_too_long_is_not_read_at_all() -> None:
    app, body = unhurried(echo, most=1_000, proxies=HERE), BytesIO(b"x" * 1_001)
    assert Server().ask(app, CONTENT_LENGTH="1001", **{"wsgi.input": body}).startswith("413 ")
    assert body.tell() == 0
    fitting = BytesIO(b"x" * 1_000)
    assert Server().ask(app, CONTENT_LENGTH="1000", **{"wsgi.input": fitting}).startswith("200 ")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    folder = tmp_path_factory.mktemp("bodies")
    settings = {"CHECKBOT_VERIFY_REQUESTS": "off", "CHECKBOT_SECRET_KEYS": "a key of these processes"}
    with fleet(folder, settings, web=1, workers=0) as running:
        yield running


def address(running: Fleet) -> tuple[str, int]:
    return "127.0.0.1", int(running.urls[0].rpartition(":")[2])


HEAD = b"POST /alexa HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
ATTACK = b"X-Forwarded-For: 203.0.113.9\r\n"


@pytest.mark.parametrize(
    "rest", [b"Content-Length: 500\r\n\r\n{", b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", b""]
)
def test_two_hundred_callers_whose_body_never_comes_stop_nobody_else(running: Fleet, rest: bytes) -> None:
    with ExitStack() as stalled:
        for _ in range(200):
            connection = stalled.enter_context(socket.create_connection(address(running)))
            connection.sendall(HEAD + ATTACK + rest)
        with Client(running.urls[0], Alexa(), timeout=5.0) as client:
            assert "Checkbot" in client.start().speech


def test_most_of_them_are_sent_away(running: Fleet) -> None:
    with ExitStack() as stalled:
        callers = [stalled.enter_context(socket.create_connection(address(running))) for _ in range(100)]
        for caller in callers:
            caller.sendall(HEAD + b"X-Forwarded-For: 203.0.113.10\r\nContent-Length: 500\r\n\r\n{")
        answered: set[socket.socket] = set()
        deadline = time.monotonic() + 10
        while len(answered) < 36 and time.monotonic() < deadline:
            answered |= set(select.select(callers, [], [], 0.2)[0])
        assert len(answered) == 36
        assert all(b" 429 " in caller.recv(100) for caller in answered)


@pytest.mark.parametrize("chunked", [True, False], ids=["chunked", "length"])
def test_a_huge_body_gets_413_and_is_not_read_to_its_end(running: Fleet, chunked: bool) -> None:  # noqa: FBT001
    size = 200 * 1024 * 1024
    framing = b"Transfer-Encoding: chunked\r\n\r\n" if chunked else b"Content-Length: %d\r\n\r\n" % size
    chunk = b"x" * 65_536
    sent = 0
    with socket.create_connection(address(running), timeout=10.0) as connection:
        connection.sendall(HEAD + framing)
        try:
            while sent < size:
                connection.sendall(b"%x\r\n%s\r\n" % (len(chunk), chunk) if chunked else chunk)
                sent += len(chunk)
        except (OSError, TimeoutError):
            pass
        if sent < size:
            connection.settimeout(5.0)
            assert b" 413 " in connection.recv(100)
    assert sent < size
    with urllib3.PoolManager(retries=False) as pool:
        assert pool.request("GET", f"{running.urls[0]}/healthz", timeout=5.0).status == 200
