"""Delivery to an SMTP server, with STARTTLS or TLS from the start."""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import Enum

from fulfillment.mail.retry import DeliveryFailed, Failure

_ENHANCED_CODE = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}\b")


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


@dataclass(frozen=True)
class SmtpTransport:
    """Delivers over SMTP, one connection per mail; `timeout` in seconds holds for each step.

    A login needs an encrypted connection (REQUIRED or IMPLICIT); ValueError otherwise.
    """

    host: str
    port: int
    tls: Tls = Tls.OFFERED
    login: Login | None = None
    timeout: float = 20
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    def __post_init__(self) -> None:
        if self.login and self.tls in (Tls.OFF, Tls.OFFERED):
            raise ValueError("a login must not travel over a connection that may be readable")

    def send(self, message: EmailMessage) -> None:
        """Hand a mail to the server. Raises DeliveryFailed."""
        try:
            client = self._connect()
            try:
                client.send_message(message)
            finally:
                _leave(client)
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryFailed(_failure(error)) from error

    def _connect(self) -> smtplib.SMTP:
        client = self._client()
        try:
            self._secure(client)
        except BaseException:
            client.close()
            raise
        return client

    def _client(self) -> smtplib.SMTP:
        if self.tls is Tls.IMPLICIT:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=self.context)
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout)

    def _secure(self, client: smtplib.SMTP) -> None:
        client.ehlo_or_helo_if_needed()
        if self.tls is Tls.REQUIRED or (self.tls is Tls.OFFERED and client.has_extn("starttls")):
            if not client.has_extn("starttls"):
                raise DeliveryFailed(Failure("de mailserver biedt geen STARTTLS aan", ours=True))
            client.starttls(context=self.context)
        if self.login:
            client.login(self.login.user, self.login.password)


def _leave(client: smtplib.SMTP) -> None:
    # The server has answered already: an error while saying goodbye must not make the mail go out twice.
    with suppress(smtplib.SMTPException, OSError):
        client.quit()
    client.close()


def _failure(error: smtplib.SMTPException | OSError) -> Failure:
    """Say what went wrong in words of our own: the server's text often quotes the address."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=recipients):
            code, text = next(iter(recipients.values()))
            return Failure(f"ontvanger geweigerd ({_codes(code, text)})", code)
        case smtplib.SMTPSenderRefused():
            return _answered("afzender geweigerd", error, ours=True)
        case smtplib.SMTPDataError():
            return _answered("mail geweigerd", error, ours=False)
        case smtplib.SMTPAuthenticationError():
            return _answered("aanmelden bij de mailserver mislukt", error, ours=True)
        case smtplib.SMTPResponseException():
            return _answered("de mailserver weigert de verbinding", error, ours=True)
    return _unanswered(error)


def _answered(what: str, error: smtplib.SMTPResponseException, *, ours: bool) -> Failure:
    return Failure(f"{what} ({_codes(error.smtp_code, error.smtp_error)})", error.smtp_code, ours)


def _unanswered(error: smtplib.SMTPException | OSError) -> Failure:
    match error:
        case smtplib.SMTPServerDisconnected():
            return Failure("de mailserver verbrak de verbinding")
        case smtplib.SMTPException():
            return Failure(f"de mailserver kan niet wat nodig is ({type(error).__name__})", ours=True)
        case ssl.SSLError():
            return Failure(f"geen veilige verbinding met de mailserver ({error.reason})", ours=True)
    return Failure(f"de mailserver is niet bereikbaar ({type(error).__name__})", ours=True)


def _codes(code: int, text: bytes | str) -> str:
    """Give the reply code, with the enhanced code of RFC 3463 when the reply starts with one: "550 5.1.1"."""
    enhanced = _ENHANCED_CODE.match(text if isinstance(text, bytes) else text.encode(errors="replace"))
    return f"{code} {enhanced[0].decode()}" if enhanced else str(code)
