"""Bodies that come slowly, or never: who sends them waits by himself, and keeps nobody else waiting.

The server gives a request to a thread as soon as its headers are there, and that thread waits for the body. So there
are many threads, only a few of which work at once, and of one address only a few may wait.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from io import BytesIO
from threading import Lock, Semaphore
from typing import TYPE_CHECKING

from fulfillment.callers import Network, seat, within

if TYPE_CHECKING:
    from _typeshed.wsgi import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

THREADS = 128
"""Threads that a web process may have; the server makes them as they are needed."""
_AT_WORK = 16
_MOST_AT_ONCE, _MOST_SLOW = 64, 4
"""Bodies of one address that may be on their way, and how many of these may be slow."""
_MOST_OF_A_PROXY = THREADS - _AT_WORK
"""Bodies on their way from a proxy that does not tell for whom: one of its callers must not close the door to all."""
_SLOW_AFTER = 2.0
"""Seconds. A platform's body comes along with its headers, and is read within this however busy the machine is."""


class Waiting:
    """The requests whose body has not come yet, per address; may be shared by threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._since: dict[str, list[float]] = {}

    @contextmanager
    def of(self, address: str, *, proxy: bool = False) -> Iterator[bool]:
        """Give whether one more of this address may wait, and count it while it does. `proxy`: that of one of our
        proxies, which did not tell whose it is."""
        now = self._clock()
        with self._lock:
            others = self._since.get(address, [])
            slow = sum(now - since > _SLOW_AFTER for since in others)
            few = len(others) < _MOST_AT_ONCE and slow < _MOST_SLOW
            welcome = len(others) < _MOST_OF_A_PROXY if proxy else few
            if welcome:
                self._since[address] = [*others, now]
        try:
            yield welcome
        finally:
            if welcome:
                self._left(address, now)

    def _left(self, address: str, since: float) -> None:
        with self._lock:
            self._since[address].remove(since)
            if not self._since[address]:
                del self._since[address]


def unhurried(app: "WSGIApplication", *, most: int, proxies: tuple[Network, ...]) -> "WSGIApplication":
    """Give `app` so that it starts on a request when its whole body is there. One of more than `most` bytes is refused
    as soon as that shows, and not read any further."""
    waiting, at_work = Waiting(), Semaphore(_AT_WORK)

    def serve(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH", "")
        if length or environ.get("HTTP_TRANSFER_ENCODING"):
            if length.isdigit() and int(length) > most:
                return _refused(start, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            address = seat(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""), proxies)
            with waiting.of(address, proxy=within(address, proxies)) as welcome:
                if not welcome:
                    return _refused(start, HTTPStatus.TOO_MANY_REQUESTS)
                body = _read(environ["wsgi.input"], most + 1)
            if len(body) > most:
                return _refused(start, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            environ["wsgi.input"] = BytesIO(body)
        with at_work:
            return app(environ, start)

    return serve


def _refused(start: "StartResponse", status: HTTPStatus) -> Iterable[bytes]:
    start(f"{status.value} {status.phrase}", [("Content-Type", "application/json"), ("Connection", "close")])
    return [json.dumps({"error": status.phrase}).encode()]


def _read(stream: "InputStream", most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := stream.read(most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)
