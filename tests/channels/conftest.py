"""An https server on loopback that answers exactly as a test wants, also badly."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server, socket
from threading import Event, Thread

import pytest

from tests.channels.certificates import make_chain

Answer = Callable[[ssl.SSLSocket, Event], None]


@dataclass
class TlsServer:
    """Where the server listens, the roots to trust it by, and the first lines and the whole heads of the requests it
    has had."""

    port: int
    ca: str
    requests: list[bytes] = field(default_factory=list)
    headers: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}/echo.api/chain.pem"


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., TlsServer]]:
    """Start a server: `serve(answer)`; `answer(connection, stop)` has the connection after the request."""
    with ExitStack() as stack:

        def start(answer: Answer, san: str = "localhost") -> TlsServer:
            context, ca = _identity(tmp_path, san)
            listener = stack.enter_context(closing(create_server(("127.0.0.1", 0))))
            listener.settimeout(0.02)
            server = TlsServer(listener.getsockname()[1], ca)
            stop = Event()
            thread = Thread(target=_accept, args=(listener, context, answer, server, stop))
            thread.start()
            stack.callback(thread.join)
            stack.callback(stop.set)
            return server

        yield start


def _identity(folder: Path, san: str) -> tuple[ssl.SSLContext, str]:
    chain = make_chain(san, intermediate=False)
    (folder / "server.pem").write_bytes(chain.key_pem + chain.pem)
    (folder / "roots.pem").write_bytes(chain.root_pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context, str(folder / "roots.pem")


def _accept(listener: socket, context: ssl.SSLContext, answer: Answer, server: TlsServer, stop: Event) -> None:
    while not stop.is_set():
        with suppress(OSError):
            plain, _ = listener.accept()
            plain.settimeout(2)
            with closing(plain), context.wrap_socket(plain, server_side=True) as connection:
                server.headers.append(connection.recv(65536))
                server.requests.append(server.headers[-1].split(b"\r\n")[0])
                answer(connection, stop)


def says(response: bytes) -> Answer:
    """Answer with these bytes."""

    def answer(connection: ssl.SSLSocket, _stop: Event) -> None:
        connection.sendall(response)

    return answer


def ok(body: bytes, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def hangs(_connection: ssl.SSLSocket, stop: Event) -> None:
    """Take the request and never answer."""
    stop.wait(10)


def drips(response: bytes) -> Answer:
    """Send one byte every 20 ms: no single read ever times out."""

    def answer(connection: ssl.SSLSocket, stop: Event) -> None:
        for byte in response:
            if stop.wait(0.02):
                return
            connection.sendall(bytes([byte]))

    return answer


class Clock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.time = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, **amount: float) -> None:
        self.time += timedelta(**amount)


@pytest.fixture
def clock() -> Clock:
    return Clock()
