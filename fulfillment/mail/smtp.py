"""Delivery to an SMTP server, with STARTTLS or TLS from the start."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import Enum
from time import monotonic

from fulfillment.mail.line import Line, Patience
from fulfillment.mail.refusal import broken
from fulfillment.mail.retry import DeliveryFailed, Failure
from fulfillment.mail.transaction import hand_over


class Tls(Enum):
    """When the connection is encrypted. The certificate is always checked."""

    OFF = "never"
    OFFERED = "with STARTTLS when the server offers it"
    REQUIRED = "with STARTTLS, or no delivery"
    IMPLICIT = "from the start"


@dataclass(frozen=True)
class Login:
    """Name and password for the server."""

    user: str
    password: str = field(repr=False)


@dataclass
class SmtpTransport:
    """Delivers over SMTP, all mails of a round over one connection; for one thread.

    A login needs an encrypted connection (REQUIRED or IMPLICIT); ValueError otherwise.
    """

    host: str
    port: int
    tls: Tls = Tls.OFFERED
    login: Login | None = None
    patience: Patience = field(default_factory=Patience)
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)
    _line: Line | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.login and self.tls in (Tls.OFF, Tls.OFFERED):
            raise ValueError("a login must not travel over a connection that may be readable")

    def send(self, message: EmailMessage) -> None:
        """Hand a mail to the server. Raises DeliveryFailed.

        A connection that was used before may have been closed meanwhile: the mail then goes over a fresh one, unless
        it was handed over and may have been taken.
        """
        until = monotonic() + self.patience.whole
        used = self._line is not None
        try:
            self._send(message, until)
        except DeliveryFailed as error:
            if not (used and error.failure.down and not error.failure.unsure):
                raise
            self._send(message, until)

    def close(self) -> None:
        """Say goodbye. The server has answered all mails: whatever it does now, none goes out again."""
        if self._line is not None:
            self._line.leave()
            self._line = None

    def _send(self, message: EmailMessage, until: float) -> None:
        try:
            if self._line is None:
                self._line = self._connected(until)
            self._line.until = until
            hand_over(self._line, message)
        except DeliveryFailed as error:
            if error.failure.down or error.failure.unsure or not self._cleared():
                self._drop()
            raise
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise DeliveryFailed(broken(error)) from error

    def _connected(self, until: float) -> Line:
        context = self.context if self.tls is Tls.IMPLICIT else None
        line = Line(self.host, self.port, self.patience, until, context)
        try:
            self._secure(line)
        except BaseException:
            line.close()
            raise
        return line

    def _secure(self, line: Line) -> None:
        line.ehlo_or_helo_if_needed()
        if self.tls is Tls.REQUIRED or (self.tls is Tls.OFFERED and line.has_extn("starttls")):
            if not line.has_extn("starttls"):
                raise DeliveryFailed(Failure("de mailserver biedt geen STARTTLS aan", ours=True, down=True))
            line.starttls(context=self.context)
            line.ehlo_or_helo_if_needed()
        if self.login:
            line.login(self.login.user, self.login.password)

    def _cleared(self) -> bool:
        """Whether the connection is fit for the next mail, after this one was refused."""
        try:
            return self._line is not None and self._line.rset()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
