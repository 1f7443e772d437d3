"""A real SMTP server (aiosmtpd) that refuses, falls silent, hangs up or lies at one step of the conversation."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

STEPS = ("BANNER", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "DOT", "QUIT")
SILENCE = 30.0


class Box:
    """What lies in the server's mailbox, and its fault: `fault` at `step`; `takes` a mail before failing at DOT."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.servers: list[FaultySMTP] = []
        self.greeted: set[FaultySMTP] = set()
        self.step = ""
        self.fault: Fault | None = None
        self.takes = False

    def empty(self) -> None:
        """Begin a test: healthy, and without a mail."""
        self.heal()
        self.takes = False
        self.mails.clear()
        self.greeted.clear()

    def heal(self) -> None:
        self.step, self.fault = "", None

    def authenticate(self, *_request: Any) -> AuthResult:
        return AuthResult(success=True)

    async def handle_DATA(self, server: "FaultySMTP", _session: Session, envelope: Envelope) -> str:  # noqa: N802
        faulty = self.fault if self.step == "DOT" else None
        if faulty is None or self.takes or faulty is twice:
            self.mails.append(bytes(envelope.original_content or b""))
        if faulty is None:
            return "250 2.0.0 OK"
        if faulty is twice:
            server.doubling = True
            return "250 2.0.0 OK"
        await faulty(server)
        return "421 closing"


class FaultySMTP(SMTP):
    """The server itself; it has its fault at every connection until it is healed."""

    def __init__(self, box: Box, **options: Any) -> None:
        self.doubling = False
        super().__init__(box, **options)
        self.box = box

    async def push(self, status: Any) -> None:
        if self.doubling and str(status)[3:4] != "-":
            self.doubling = False
            status = f"{status}\r\n{status}"
        await super().push(status)

    async def write(self, data: bytes) -> None:
        assert self._writer is not None
        self._writer.write(data)
        await self._writer.drain()

    @property
    def open(self) -> bool:
        return self.transport is not None and not self.transport.is_closing()

    def hang_up(self) -> None:
        if self.transport is not None:
            self.transport.close()

    async def _at(self, step: str, go_on: Callable[..., Awaitable[None]], *arguments: Any) -> None:
        if self.box.step != step or self.box.fault is None:
            await go_on(*arguments)
        elif self.box.fault is twice:
            self.doubling = True
            await go_on(*arguments)
        else:
            await self.box.fault(self)

    async def _handle_client(self) -> None:
        self.box.servers.append(self)
        await self._at("BANNER", super()._handle_client)
        self.hang_up()

    # The names are aiosmtpd's: one method per command.
    async def smtp_EHLO(self, arg: str) -> None:  # noqa: N802
        self.box.greeted.add(self)
        await self._at("EHLO", super().smtp_EHLO, arg)

    async def smtp_HELO(self, arg: str) -> None:  # noqa: N802
        await self._at("EHLO", super().smtp_HELO, arg)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        await self._at("STARTTLS", super().smtp_STARTTLS, arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        await self._at("AUTH", super().smtp_AUTH, arg)

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802
        await self._at("MAIL", super().smtp_MAIL, arg)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802
        await self._at("RCPT", super().smtp_RCPT, arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        await self._at("DATA", super().smtp_DATA, arg)

    async def smtp_QUIT(self, arg: str) -> None:  # noqa: N802
        await self._at("QUIT", super().smtp_QUIT, arg)


Fault = Callable[[FaultySMTP], Awaitable[None]]


class FaultyController(Controller):
    """Runs the server in a thread; its mailbox is the handler."""

    def factory(self) -> FaultySMTP:
        return FaultySMTP(self.handler, **self.SMTP_kwargs)

    def stop(self, no_assert: bool = False) -> None:  # noqa: FBT001, FBT002 - as aiosmtpd has it
        for server in self.handler.servers:
            self.loop.call_soon_threadsafe(server.hang_up)
        time.sleep(0.02)  # for the loop to close them: else each is a warning
        super().stop(no_assert)


def says(answer: str) -> Fault:
    async def fault(server: FaultySMTP) -> None:
        await server.push(answer)

    return fault


async def stalls(_server: FaultySMTP) -> None:
    await asyncio.sleep(SILENCE)


async def drops(server: FaultySMTP) -> None:
    server.hang_up()


async def drips(server: FaultySMTP) -> None:
    """Always the beginning of a line, one byte at a time, faster than any time-out of one read."""
    while server.open:
        await server.write(b"2")
        await asyncio.sleep(0.05)


async def goes_on(server: FaultySMTP) -> None:
    """A reply of lines without end."""
    while server.open:
        await server.write(b"250-nog een regel\r\n" * 100)
        await asyncio.sleep(0.001)


async def floods(server: FaultySMTP) -> None:
    """A line without end."""
    await server.write(b"2" * 100_000)
    await asyncio.sleep(SILENCE)


async def twice(_server: FaultySMTP) -> None:
    """The right answer, twice: every answer after it belongs to the command before. Done by `push`."""
