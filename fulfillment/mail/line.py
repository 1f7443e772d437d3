"""One connection to an SMTP server: nothing takes longer than it may, and every answer belongs to a question."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from time import monotonic

_LONGEST_REPLY = 65_536
"""In bytes, over all lines of one reply."""
_PIECE = 16_384


@dataclass(frozen=True)
class Patience:
    """How long a server may take, in seconds.

    `step` holds for connecting, the TLS handshake, and each command with its whole reply, however slowly it drips in;
    `whole` for all of a mail up to its final dot; `verdict` for the answer to that dot, where giving up early makes a
    mail arrive twice (ten minutes in RFC 5321, 4.5.3.2.6); `goodbye` for QUIT. Looking up the server's name comes on
    top: the system's resolver has limits of its own.
    """

    step: float = 30
    whole: float = 180
    verdict: float = 600
    goodbye: float = 5

    @property
    def longest(self) -> float:
        """How long one mail takes at most. A claim on it must last longer."""
        return self.whole + self.verdict + self.goodbye


class Unasked(smtplib.SMTPException):
    """The server says more than it was asked: from here on an answer may belong to another question."""


class _Answers:
    """Lines from a server: bounded in time and size for each reply. Stands in for a socket's file in smtplib."""

    def __init__(self, source: socket.socket) -> None:
        self._socket = source
        self._until = 0.0
        self._room = 0
        self.held = b""

    def expect(self, seconds: float) -> None:
        """Begin a reply, which must be whole within so many seconds."""
        self._until, self._room = monotonic() + seconds, _LONGEST_REPLY

    def readline(self, limit: int) -> bytes:
        """Give a line of at most `limit` bytes, b"" at the end. Raises TimeoutError and Unasked."""
        while b"\n" not in self.held and len(self.held) < limit:
            received = self._receive()
            if not received:
                break
            self.held += received
        end = min(self.held.find(b"\n") + 1 or len(self.held), limit)
        line, self.held = self.held[:end], self.held[end:]
        return line

    def _receive(self) -> bytes:
        self._socket.settimeout(_positive(self._until - monotonic()))
        received = self._socket.recv(4096)
        self._room -= len(received)
        if self._room < 0:
            raise Unasked
        return received

    def close(self) -> None:
        """The socket is closed by who opened it."""


class Line(smtplib.SMTP):
    """A connection, with TLS from the start when `context` is given. Raises what smtplib raises, and Unasked.

    `until`, on the monotonic clock, is when the first mail must be over, up to its final dot.
    """

    def __init__(
        self, host: str, port: int, patience: Patience, until: float, context: ssl.SSLContext | None = None
    ) -> None:
        self._patience = patience
        self._context = context
        self._answers: _Answers | None = None
        self.until = until
        super().__init__(host, port, timeout=patience.step)

    def getreply(self) -> tuple[int, bytes]:
        """Read the reply to a command."""
        return self._reply(self._left())

    def verdict(self) -> tuple[int, bytes]:
        """Read the reply to a whole mail."""
        return self._reply(self._patience.verdict)

    def leave(self) -> None:
        """Say goodbye, without waiting long for the answer, and close."""
        self.until = monotonic() + self._patience.goodbye
        try:
            self.quit()
        except (smtplib.SMTPException, OSError):
            self.close()

    def send(self, s: object) -> None:
        """Send a command or a mail; what the server does not read in time is not sent."""
        data = s.encode("ascii") if isinstance(s, str) else bytes(s)  # type: ignore[call-overload]
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("no connection")
        if self._answers and self._answers.held:
            self.close()
            raise Unasked
        until = self.until if len(data) > _PIECE else monotonic() + self._left()
        try:
            for start in range(0, len(data), _PIECE):
                self.sock.settimeout(_positive(until - monotonic()))
                self.sock.sendall(data[start : start + _PIECE])
            self.sock.settimeout(self._patience.step)
        except OSError as error:
            self.close()
            raise smtplib.SMTPServerDisconnected("not sent") from error

    def _reply(self, seconds: float) -> tuple[int, bytes]:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("no connection")
        if self.file is None or self._answers is None:  # smtplib drops it after STARTTLS, with what was said in clear
            self.file = self._answers = _Answers(self.sock)
        self._answers.expect(seconds)
        reply = super().getreply()
        if self.sock is not None:
            self.sock.settimeout(self._patience.step)
        return reply

    def _left(self) -> float:
        return _positive(min(self._patience.step, self.until - monotonic()))

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002 - smtplib's
        """Connect within one step, whatever number of addresses the name has."""
        until, failure = monotonic() + self._left(), OSError("no address")
        for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            try:
                found = socket.create_connection((str(address[0]), port), _positive(until - monotonic()))
            except OSError as error:
                failure = error
                continue
            found.settimeout(self._left())
            return self._wrapped(found, host)
        raise failure

    def _wrapped(self, found: socket.socket, host: str) -> socket.socket:
        if self._context is None:
            return found
        try:
            return self._context.wrap_socket(found, server_hostname=host)
        except BaseException:
            found.close()
            raise


def _positive(seconds: float) -> float:
    if seconds <= 0:
        raise TimeoutError
    return seconds
