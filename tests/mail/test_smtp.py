"""Delivery to a real SMTP server that accepts, refuses, hangs up or insists on TLS."""

import socket
import ssl
import threading
from contextlib import closing
from dataclasses import replace
from email.message import EmailMessage

import pytest

from fulfillment.mail.line import Patience
from fulfillment.mail.retry import DeliveryFailed, Failure
from fulfillment.mail.smtp import Login, SmtpTransport, Tls

from .conftest import Mailbox, Serve

LOGIN = Login("checkbot", "ge:h@im/1")


def _send(transport: SmtpTransport, mail: EmailMessage) -> None:
    with closing(transport):
        transport.send(mail)


def _refused(transport: SmtpTransport, mail: EmailMessage) -> Failure:
    with pytest.raises(DeliveryFailed) as failed:
        _send(transport, mail)
    assert "@" not in str(failed.value)
    return failed.value.failure


def test_a_mail_arrives(serve: Serve, mailbox: Mailbox, mail: EmailMessage) -> None:
    _send(SmtpTransport("127.0.0.1", serve()), mail)
    (envelope,) = mailbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("checkbot@voorbeeld.nl", ["noor@winkel.nl"])
    assert b"Message-ID: <rapport-1@voorbeeld.nl>" in (envelope.content or b"")


@pytest.mark.parametrize(
    ("command", "answer", "failure"),
    [
        (
            "RCPT",
            "550 5.1.1 <noor@winkel.nl>: unknown",
            Failure("ontvanger geweigerd (550 5.1.1)", 550, enhanced="5.1.1"),
        ),
        (
            "RCPT",
            "451 4.7.1 noor@winkel.nl greylisted",
            Failure("ontvanger geweigerd (451 4.7.1)", 451, enhanced="4.7.1"),
        ),
        ("RCPT", "552 noor@winkel.nl is over quota", Failure("ontvanger geweigerd (552)", 552)),
        (
            "MAIL",
            "550 5.7.1 not your sender",
            Failure("afzender geweigerd (550 5.7.1)", 550, ours=True, enhanced="5.7.1"),
        ),
        ("DATA", "554 5.7.1 spam to noor@winkel.nl", Failure("mail geweigerd (554 5.7.1)", 554, enhanced="5.7.1")),
    ],
)
def test_a_refusal_is_told_without_the_address(
    serve: Serve, mailbox: Mailbox, mail: EmailMessage, command: str, answer: str, failure: Failure
) -> None:
    mailbox.refuse_at[command] = answer
    assert _refused(SmtpTransport("127.0.0.1", serve()), mail) == failure


def test_a_dropped_connection_is_tried_again(serve: Serve, mailbox: Mailbox, mail: EmailMessage) -> None:
    mailbox.refuse_at["RCPT"] = "drop"
    assert not _refused(SmtpTransport("127.0.0.1", serve()), mail).permanent


@pytest.mark.parametrize("goodbye", ["550 odd", "421 too busy"])
def test_an_odd_goodbye_does_not_undo_a_delivery(
    serve: Serve, mailbox: Mailbox, mail: EmailMessage, goodbye: str
) -> None:
    mailbox.refuse_at["QUIT"] = goodbye
    _send(SmtpTransport("127.0.0.1", serve()), mail)
    assert len(mailbox.envelopes) == 1


def test_nobody_listening(mail: EmailMessage) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        failure = _refused(SmtpTransport("127.0.0.1", unused.getsockname()[1]), mail)
    assert failure == Failure("de mailserver is niet bereikbaar (ConnectionRefusedError)", ours=True, down=True)


def test_a_server_that_says_nothing_is_left_after_the_timeout(mail: EmailMessage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        transport = SmtpTransport("127.0.0.1", mute.getsockname()[1], patience=Patience(step=0.2))
        assert not _refused(transport, mail).permanent


def test_a_server_that_greets_with_no_is_tried_again(mail: EmailMessage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_greet_with_no, args=(server,))
        thread.start()
        failure = _refused(SmtpTransport("127.0.0.1", server.getsockname()[1]), mail)
        thread.join()
    assert failure == Failure(
        "de mailserver weigert de verbinding (554 5.7.1)", 554, ours=True, enhanced="5.7.1", down=True
    )


def _greet_with_no(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.sendall(b"554 5.7.1 your network is blocked\r\n")


def test_starttls_is_used_when_offered(
    serve: Serve, mailbox: Mailbox, mail: EmailMessage, server_tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    _send(SmtpTransport("127.0.0.1", serve(tls_context=server_tls), context=trust), mail)
    assert mailbox.encrypted == [True]


def test_starttls_can_be_switched_off(
    serve: Serve, mailbox: Mailbox, mail: EmailMessage, server_tls: ssl.SSLContext
) -> None:
    _send(SmtpTransport("127.0.0.1", serve(tls_context=server_tls), Tls.OFF), mail)
    assert mailbox.encrypted == [False]


def test_an_unknown_certificate_stops_delivery(
    serve: Serve, mailbox: Mailbox, mail: EmailMessage, server_tls: ssl.SSLContext
) -> None:
    failure = _refused(SmtpTransport("127.0.0.1", serve(tls_context=server_tls)), mail)
    assert "CERTIFICATE_VERIFY_FAILED" in failure.reason
    assert not mailbox.envelopes


def test_required_starttls_that_is_not_offered_stops_delivery(
    serve: Serve, mailbox: Mailbox, mail: EmailMessage
) -> None:
    failure = _refused(SmtpTransport("127.0.0.1", serve(), Tls.REQUIRED), mail)
    assert failure == Failure("de mailserver biedt geen STARTTLS aan", ours=True, down=True)
    assert not mailbox.envelopes


def test_tls_from_the_start(
    serve: Serve, mailbox: Mailbox, mail: EmailMessage, server_tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    port = serve(ssl_context=server_tls)
    _send(SmtpTransport("127.0.0.1", port, Tls.IMPLICIT, context=trust), mail)
    assert len(mailbox.envelopes) == 1


def test_a_login_is_sent_over_tls(
    serve: Serve, mailbox: Mailbox, mail: EmailMessage, server_tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    port = serve(tls_context=server_tls, authenticator=mailbox.authenticate, auth_required=True)
    _send(SmtpTransport("127.0.0.1", port, Tls.REQUIRED, LOGIN, context=trust), mail)
    assert mailbox.logins == [(b"checkbot", b"ge:h@im/1")]


def test_a_wrong_password_is_our_own_fault_and_tried_again(
    serve: Serve, mailbox: Mailbox, mail: EmailMessage, server_tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    port = serve(tls_context=server_tls, authenticator=mailbox.authenticate)
    wrong = replace(LOGIN, password="anders")
    failure = _refused(SmtpTransport("127.0.0.1", port, Tls.REQUIRED, wrong, context=trust), mail)
    assert (failure.code, failure.permanent) == (535, False)


@pytest.mark.parametrize("tls", [Tls.OFF, Tls.OFFERED])
def test_a_login_without_tls_is_refused(tls: Tls) -> None:
    with pytest.raises(ValueError, match="readable"):
        SmtpTransport("127.0.0.1", 25, tls, LOGIN)


def test_the_password_is_not_shown() -> None:
    assert "h@im" not in repr(SmtpTransport("127.0.0.1", 25, Tls.REQUIRED, LOGIN))
