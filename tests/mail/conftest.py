"""Mails, a clock that stands still, and real SMTP servers on loopback."""

import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fulfillment.mail.message import compose

NOW = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)


class Mailbox:
    """An SMTP handler that keeps mails, or answers with `refuse_at[command]`; "drop" hangs up."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.logins: list[tuple[bytes, bytes]] = []
        self.refuse_at: dict[str, str] = {}
        self.encrypted: list[bool] = []

    # The names and arguments are aiosmtpd's.
    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.refuse_at.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        refusal = self.refuse_at.get("RCPT", "250 OK")
        if refusal == "drop":
            assert server.transport is not None
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return refusal

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" not in self.refuse_at:
            self.envelopes.append(envelope)
            self.encrypted.append(session.ssl is not None)
        return self.refuse_at.get("DATA", "250 OK")

    async def handle_QUIT(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        return self.refuse_at.get("QUIT", "221 Bye")

    def authenticate(self, *request: Any) -> AuthResult:
        login = request[-1]
        self.logins.append((login.login, login.password))
        return AuthResult(success=login.password == b"ge:h@im/1", handled=False)


Serve = Callable[..., int]


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def serve(mailbox: Mailbox) -> Iterator[Serve]:
    """Start a server in front of the mailbox and give its port."""
    running: list[Controller] = []

    def start(**options: Any) -> int:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
        controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
        controller.start()
        running.append(controller)
        return port

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PEM file with a key and a certificate for 127.0.0.1 that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file.write_bytes(key.private_bytes(pem, pkcs8, serialization.NoEncryption()) + signed.public_bytes(pem))
    return file


@pytest.fixture
def server_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trust(certificate: Path) -> ssl.SSLContext:
    """What a client needs to trust the server's certificate."""
    return ssl.create_default_context(cafile=str(certificate))


@pytest.fixture
def mail() -> EmailMessage:
    return compose(
        sender="Checkbot <checkbot@voorbeeld.nl>",
        recipient="noor@winkel.nl",
        subject="Jullie rapport: één stap verder",
        text="Hallo",
        html='<p>Hallo <img src="cid:score" alt="score"></p>',
        inline={"score": b"\x89PNG"},
        message_id="<rapport-1@voorbeeld.nl>",
        date=NOW,
    )
