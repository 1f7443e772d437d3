"""One small question to one known host, answered quickly or not at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

_CHUNK = 4096
_AT_ONCE = 8
# A worker keeps its place until its connection has ended, so hanging hosts cannot pile up threads.
_places = BoundedSemaphore(_AT_ONCE)


class FetchFailed(Exception):  # noqa: N818 - reads as what happened: except FetchFailed
    """The file could not be fetched from the expected host, whole and in time."""


@dataclass(frozen=True)
class Fetched:
    """The answer of a host: `body` as sent, `max_age` in seconds that it may still be kept (0: not said), and its
    HTTP `status`."""

    body: bytes
    max_age: float = 0.0
    status: int = 200


@dataclass(frozen=True)
class Ask:
    """What is asked besides the address: headers to send, a JSON body to POST (None: GET), and every status that is an
    answer."""

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    post: bytes | None = field(default=None, repr=False)
    statuses: frozenset[int] = frozenset({200})


@dataclass(frozen=True)
class _Order:
    host: str
    port: int
    target: str
    ca: str | None
    ask: Ask
    limit: int
    deadline: float

    def seconds_left(self) -> float:
        left = self.deadline - monotonic()
        if left <= 0:
            raise FetchFailed(f"{self.host} did not answer in time")
        return left


def fetch(
    url: str,
    *,
    host: str,
    limit: int = 64 * 1024,
    seconds: float = 2.0,
    port: int = 443,
    ca: str | None = None,
    ask: Ask | None = None,
) -> Fetched:
    """Get `url` (or post to it) over https from exactly `host` and `port`; redirects and proxies are not followed.

    Args:
        url: an absolute https URL without user name or password.
        host: the only host that may be asked, in lower case.
        limit: the most bytes the body may have.
        seconds: wall-clock time for everything together: name look-up, handshake, headers and body.
        port: the only port that may be asked.
        ca: path of a PEM file with the trusted roots; certifi's bundle when None.
        ask: what is sent and which statuses are answers; a plain GET, answered by 200, when None.

    Raises:
        FetchFailed: another host or scheme, no connection, another status, too long or too late.
    """
    order = _Order(host, port, _target(url, host, port), ca, ask or Ask(), limit, monotonic() + seconds)
    if not _places.acquire(timeout=seconds):
        raise FetchFailed(f"{_AT_ONCE} other downloads are still running")
    # Socket timeouts start again at every byte and name look-up has none: only a second thread can keep time.
    answers: SimpleQueue[Fetched | FetchFailed] = SimpleQueue()
    try:
        Thread(target=_work, args=(order, answers), daemon=True).start()
    except RuntimeError as error:
        _places.release()
        raise FetchFailed("no thread could be started") from error
    try:
        answer = answers.get(timeout=max(0.0, order.deadline - monotonic()))
    except Empty:
        raise FetchFailed(f"{host} did not answer in time") from None
    if isinstance(answer, FetchFailed):
        raise answer
    return answer


def _target(url: str, host: str, port: int) -> str:
    try:
        parts = urlsplit(url)
        expected = (parts.scheme, parts.hostname, parts.port or 443) == ("https", host, port)
    except ValueError as error:
        raise FetchFailed("the address is not a URL") from error
    if not expected or "@" in parts.netloc:
        raise FetchFailed(f"the address is not on https://{host}:{port}")
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _work(order: _Order, answers: "SimpleQueue[Fetched | FetchFailed]") -> None:
    try:
        answers.put(_get(order))
    except FetchFailed as failure:
        answers.put(failure)
    finally:
        _places.release()


def _get(order: _Order) -> Fetched:
    # Here and not above: most turns find what they need in a cache and never load the client.
    import certifi
    import urllib3

    timeout = urllib3.Timeout(order.seconds_left())
    with urllib3.HTTPSConnectionPool(
        order.host, order.port, timeout=timeout, retries=False, ca_certs=order.ca or certifi.where()
    ) as pool:
        try:
            response = pool.request(
                "GET" if order.ask.post is None else "POST",
                order.target,
                body=order.ask.post,
                headers=order.ask.headers,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                return _read(response, order)
            finally:
                response.close()
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise FetchFailed(f"{order.host} could not be reached: {type(error).__name__}") from error


def _read(response: "BaseHTTPResponse", order: _Order) -> Fetched:
    if response.status not in order.ask.statuses:
        raise FetchFailed(f"{order.host} answered {response.status}")
    body = b""
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > order.limit:
            raise FetchFailed(f"{order.host} sent more than {order.limit} bytes")
        order.seconds_left()
    return Fetched(body, _max_age(response.headers), response.status)


def _max_age(headers: Mapping[str, str]) -> float:
    """The seconds that a shared answer is still fresh: max-age less Age (RFC 9111, 4.2)."""
    control = headers.get("Cache-Control", "").lower()
    found = re.search(r"(?:^|[\s,])max-age=(\d{1,9})\b", control)
    if not found or "no-store" in control:
        return 0.0
    age = re.fullmatch(r"\d{1,9}", headers.get("Age", "0"))
    return max(0.0, float(found[1]) - (float(age[0]) if age else 0.0))
