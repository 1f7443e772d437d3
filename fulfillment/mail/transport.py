"""The ways out: what a transport is, and which one a URL names."""

from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from fulfillment.mail.maildir import MaildirTransport
from fulfillment.mail.retry import DeliveryFailed
from fulfillment.mail.smtp import Login, SmtpTransport, Tls

__all__ = ["DeliveryFailed", "MaildirTransport", "SmtpTransport", "Transport", "transport_for"]

_PORTS = {"smtp": 25, "smtps": 465}
_STARTTLS = {"required": Tls.REQUIRED, "off": Tls.OFF}


class Transport(Protocol):
    """A way to get a mail out."""

    def send(self, message: EmailMessage) -> None:
        """Deliver a mail. Raises DeliveryFailed."""

    def close(self) -> None:
        """End what is open for more mails; a later `send` opens it again. Raises nothing."""


def transport_for(url: str) -> Transport:
    """Give the transport that a URL names.

    - `smtp://[user:password@]host[:25]`: STARTTLS when offered; `?starttls=required` or a login demands it,
      `?starttls=off` never uses it (a server on the same machine with a certificate of its own)
    - `smtps://[user:password@]host[:465]`: TLS from the start
    - `maildir:<folder>`

    Name and password are percent-encoded. Raises ValueError with a Dutch sentence for the operator, without
    the URL, which may hold a password.
    """
    if url.startswith("maildir:"):
        return _maildir(url.removeprefix("maildir:"))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(
            "De server of poort is niet te lezen. Schrijf leestekens in naam en wachtwoord "
            "met een procentteken, zoals %40 voor @ en %2F voor /."
        ) from None  # the cause quotes a piece of the URL, which may be the password
    if parts.scheme not in _PORTS:
        raise ValueError("Begin met smtp://, smtps:// of maildir:, bijvoorbeeld maildir:var/mail.")
    return _smtp(parts, port or _PORTS[parts.scheme])


def _maildir(folder: str) -> MaildirTransport:
    if not folder:
        raise ValueError("Zet achter maildir: de map voor de mail, bijvoorbeeld maildir:var/mail.")
    return MaildirTransport(Path(folder))


def _smtp(parts: SplitResult, port: int) -> SmtpTransport:
    if not parts.hostname or parts.path.strip("/") or parts.fragment:
        raise ValueError(
            "Schrijf de mailserver als smtp://server:poort. Staat er een / of # in het wachtwoord, "
            "schrijf dan %2F of %23."
        )
    login = _login(parts)
    return SmtpTransport(parts.hostname, port, _tls(parts, login), login)


def _login(parts: SplitResult) -> Login | None:
    if parts.username is None:
        return None
    if not parts.username or not parts.password:
        raise ValueError("Geef voor de mailserver een naam én een wachtwoord: smtp://naam:wachtwoord@server.")
    return Login(unquote(parts.username), unquote(parts.password))


def _tls(parts: SplitResult, login: Login | None) -> Tls:
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    starttls = options.pop("starttls", None)
    if options or (starttls is not None and starttls not in _STARTTLS):
        raise ValueError("Achter het vraagteken kan alleen starttls=required of starttls=off staan.")
    if parts.scheme == "smtps":
        return _implicit(starttls)
    if login and starttls == "off":
        raise ValueError("Met een wachtwoord is een veilige verbinding nodig. Haal starttls=off weg.")
    if login:
        return Tls.REQUIRED
    return Tls.OFFERED if starttls is None else _STARTTLS[starttls]


def _implicit(starttls: str | None) -> Tls:
    if starttls is not None:
        raise ValueError("Bij smtps:// is de verbinding al veilig. Haal starttls weg.")
    return Tls.IMPLICIT
