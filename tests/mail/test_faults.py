"""Every step of SMTP at which a server can refuse, fall silent, hang up or lie: what becomes of the mail, how often it
lies in the mailbox, and how long it takes. Real servers, the real outbox in a database, a clock of the test's own."""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select

from fulfillment.mail.line import Patience
from fulfillment.mail.message import compose
from fulfillment.mail.outbox import Letter
from fulfillment.mail.retry import GIVE_UP_AFTER, LONGEST_PAUSE
from fulfillment.mail.smtp import Login, SmtpTransport, Tls
from fulfillment.mail.transport import Transport
from fulfillment.mail.worker import Round, deliver_due
from fulfillment.post import StoredOutbox
from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.outbox import FAILED, LEASE, QUEUED, SENDING, SENT, StoredMails
from fulfillment.storage.tables import mails

from .conftest import NOW
from .faulty import (
    STEPS,
    Box,
    Fault,
    FaultyController,
    FaultySMTP,
    drips,
    drops,
    floods,
    goes_on,
    says,
    stalls,
    twice,
)

SHORT = Patience(step=0.4, whole=2, verdict=0.4, goodbye=0.2)
SLACK = 3.0
"""For a busy machine. A fault lasts ten times as long."""
FAULTS = {
    "4xx": says("451 4.3.0 later noor@winkel.nl"),
    "5xx": says("550 5.1.1 <noor@winkel.nl> unknown"),
    "stall": stalls,
    "drop": drops,
    "no SMTP": says("HTTP/1.1 400 Bad Request"),
    "wrong yes": says("299 whatever"),
    "drip": drips,
    "endless": goes_on,
    "flood": floods,
    "twice": twice,
}


SLOW = ("stall", "drip", "endless", "flood")


class Post:
    """The worker's side: an outbox in a database, and a clock that is moved by hand."""

    def __init__(self, database: Engine) -> None:
        self.database = database
        self.stored = StoredMails(self.database)
        self.now = NOW

    def queue(self, *ids: str) -> None:
        row = {"recipient": "noor@winkel.nl", "state": QUEUED, "attempts": 0, "due": NOW, "created": NOW, "reason": ""}
        with self.database.begin() as connection:
            for id in ids:
                connection.execute(insert(mails).values(id=id, message_id=f"<{id}@voorbeeld.nl>", **row))

    def deliver(self, transport: Transport) -> Round:
        return deliver_due(StoredOutbox(self.stored), written, transport, now=lambda: self.now, jitter=lambda: 0)

    def state(self, id: str = "7") -> tuple[str, int, datetime, str]:
        with self.database.begin() as connection:
            row = connection.execute(select(mails).where(mails.c.id == id)).one()
        return row.state, row.attempts, row.due, row.reason


def written(letter: Letter) -> EmailMessage:
    return compose(
        sender="bot@voorbeeld.nl",
        recipient=letter.recipient,
        subject="Jullie rapport",
        text=".\r\n..punt\r\n" * 100 + "x" * 200_000,
        html="<p>.</p>",
        inline={},
        message_id=letter.message_id,
        date=letter.created,
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('post') / 'checkbot.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def post(database: Engine) -> Post:
    with database.begin() as connection:
        connection.execute(delete(mails))
    return Post(database)


@contextmanager
def serving(box: Box, port: int = 0, **options: Any) -> Iterator[int]:
    """Run a server in front of the box and give its port."""
    if not port:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    server = FaultyController(box, hostname="127.0.0.1", port=port, **options)
    server.start()
    try:
        yield port
    finally:
        server.stop()


@pytest.fixture(scope="module")
def served(certificate: Path) -> Iterator[tuple[Box, int]]:
    """A server that can do all that ours asks for: STARTTLS, AUTH, SIZE."""
    box, tls = Box(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    with serving(box, tls_context=tls, authenticator=box.authenticate, auth_required=True) as port:
        yield box, port


@pytest.fixture
def box(served: tuple[Box, int]) -> Box:
    served[0].empty()
    return served[0]


@pytest.fixture
def transport(served: tuple[Box, int], trust: ssl.SSLContext) -> SmtpTransport:
    return SmtpTransport("127.0.0.1", served[1], Tls.REQUIRED, Login("bot", "geheim"), Patience(step=10), trust)


def outcome(step: str, fault: str) -> tuple[str, int, int]:
    """Give the mail's state after a round with the fault, and how often it lies in the mailbox then and in the end."""
    match step, fault:
        case "QUIT", _:
            return SENT, 1, 1
        case "DOT", "twice":
            return SENT, 1, 1
        case "DOT", "wrong yes":
            return SENT, 0, 0  # it says that it took the mail and did not: that can't be known
        case (("RCPT" | "DATA" | "DOT"), "5xx"):
            return FAILED, 0, 0
    return QUEUED, 0, 1


@pytest.mark.parametrize(("step", "fault"), list(product(STEPS, FAULTS)))
def test_a_fault_at_a_step(post: Post, box: Box, transport: SmtpTransport, step: str, fault: str) -> None:
    state, lies, lies_in_the_end = outcome(step, fault)
    post.queue("7")
    box.step, box.fault = step, FAULTS[fault]
    transport.patience = SHORT if fault in SLOW else Patience(step=10)
    began = time.monotonic()
    post.deliver(transport)
    took = time.monotonic() - began
    assert (post.state()[0], len(box.mails)) == (state, lies), post.state()
    assert "@" not in post.state()[3]
    assert took < SHORT.longest + SLACK
    box.heal()
    transport.patience = Patience(step=10)
    post.now += timedelta(hours=1)
    post.deliver(transport)
    assert (post.state()[0], len(box.mails)) == (FAILED if state == FAILED else SENT, lies_in_the_end)


@pytest.mark.parametrize("fault", ["stall", "drop", "no SMTP", "drip", "endless", "flood"])
def test_a_mail_that_was_taken_without_an_answer_comes_again_under_its_own_name(
    post: Post, box: Box, transport: SmtpTransport, fault: str
) -> None:
    post.queue("7")
    box.step, box.fault, box.takes = "DOT", FAULTS[fault], True
    transport.patience = SHORT
    post.deliver(transport)
    state, _, due, reason = post.state()
    assert (state, len(box.mails)) == (QUEUED, 1)
    assert due - post.now >= timedelta(minutes=20)
    assert reason.endswith("nadat de mail was overhandigd")
    box.heal()
    transport.patience = Patience(step=10)
    post.now = due
    post.deliver(transport)
    assert post.state()[0] == SENT
    assert [message_from_bytes(mail)["Message-ID"] for mail in box.mails] == ["<7@voorbeeld.nl>"] * 2


def test_a_server_that_never_answers_a_mail_gets_it_three_times_at_most(
    post: Post, box: Box, transport: SmtpTransport
) -> None:
    post.queue("7")
    box.step, box.fault, box.takes = "DOT", drops, True
    while post.state()[0] == QUEUED:
        post.now = post.state()[2]
        post.deliver(transport)
    assert (post.state()[0], len(box.mails)) == (FAILED, 3)
    assert "kan wel zijn aangekomen" in post.state()[3]


def test_a_mail_arrives_as_it_was_written(post: Post, box: Box, transport: SmtpTransport) -> None:
    post.queue("7")
    post.deliver(transport)
    (mail,) = box.mails
    assert b"\r\n.\r\n..punt\r\n" in mail
    assert len(mail) > 200_000


def test_a_round_is_one_connection(post: Post, box: Box, transport: SmtpTransport) -> None:
    post.queue("1", "2", "3")
    assert post.deliver(transport).sent == 3
    assert len(box.greeted) == 1
    post.queue("4")
    post.deliver(transport)
    assert len(box.greeted) == 2


@pytest.mark.parametrize("fault", [drops, says("421 4.7.0 too many mails"), says("HTTP/1.1 400")])
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_connection_that_ends_after_a_mail_is_made_anew(
    box: Box, transport: SmtpTransport, step: str, fault: Fault
) -> None:
    mail = written(Letter("1", "", "<1@voorbeeld.nl>", "noor@winkel.nl", "", 0, NOW))
    transport.send(mail)

    async def once(server: FaultySMTP) -> None:
        box.heal()
        await fault(server)

    box.step, box.fault = step, once
    transport.send(mail)
    transport.close()
    assert (len(box.mails), len(box.greeted)) == (2, 2)


def test_an_answer_too_many_does_not_count_for_the_next_mail(post: Post, box: Box, transport: SmtpTransport) -> None:
    post.queue("1", "2")
    box.step, box.fault = "DOT", twice
    assert post.deliver(transport).sent == 2
    assert len(box.mails) == len(box.greeted) == 2


def test_a_refused_mail_does_not_end_the_connection(post: Post, box: Box, transport: SmtpTransport) -> None:
    post.queue("1", "2")
    box.step = "RCPT"

    async def once(server: FaultySMTP) -> None:
        box.heal()
        await server.push("550 5.1.1 unknown")

    box.fault = once
    assert post.deliver(transport).sent == 1
    assert (post.state("1")[0], post.state("2")[0], len(box.greeted)) == (FAILED, SENT, 1)


def test_when_no_mail_gets_out_the_others_keep_their_attempts(post: Post, box: Box, transport: SmtpTransport) -> None:
    post.queue("1", "2", "3")
    box.step, box.fault = "AUTH", says("535 5.7.8 wrong password")
    assert post.deliver(transport) == Round(0, down=True)
    assert [post.state(id)[1] for id in "123"] == [1, 0, 0]


@pytest.mark.parametrize("trusted", [False, True])
def test_a_certificate_of_somebody_else(post: Post, box: Box, transport: SmtpTransport, trusted: bool) -> None:  # noqa: FBT001
    post.queue("7")
    if trusted:
        transport.host = "localhost"  # the certificate is for 127.0.0.1
    else:
        transport.context = ssl.create_default_context()
    post.deliver(transport)
    state, _, _, reason = post.state()
    assert (state, len(box.mails)) == (QUEUED, 0)
    assert "CERTIFICATE_VERIFY_FAILED" in reason


def test_tls_with_a_server_that_speaks_none(post: Post, box: Box, transport: SmtpTransport) -> None:
    post.queue("7")
    transport.tls, transport.patience = Tls.IMPLICIT, SHORT
    post.deliver(transport)
    assert (post.state()[0], len(box.mails)) == (QUEUED, 0)


@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.REQUIRED])
def test_nobody_takes_the_call(post: Post, tls: Tls) -> None:
    """The backlog is full: packets get no answer, as behind a firewall, or a connection that nobody accepts."""
    post.queue("7")
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf, socket.socket() as first:
        first.connect(deaf.getsockname())
        began = time.monotonic()
        post.deliver(SmtpTransport("127.0.0.1", deaf.getsockname()[1], tls, patience=SHORT))
    assert time.monotonic() - began < SHORT.step + SLACK
    assert post.state()[0] == QUEUED


@pytest.mark.parametrize(("limit", "state"), [(100_000, FAILED), (10_000_000, SENT)])
def test_a_mail_that_is_too_large_for_the_server_is_not_sent(
    post: Post, box: Box, server_tls: ssl.SSLContext, trust: ssl.SSLContext, limit: int, state: str
) -> None:
    post.queue("7")
    with serving(box, tls_context=server_tls, data_size_limit=limit) as port:
        post.deliver(SmtpTransport("127.0.0.1", port, context=trust))
    assert (post.state()[0], len(box.mails)) == (state, int(state == SENT))
    assert post.state()[3] == ("" if state == SENT else "mail te groot (204 kB, de mailserver neemt 97 kB)")


@pytest.mark.parametrize(
    ("step", "answer", "state"),
    [
        ("MAIL", "552 too much", FAILED),
        ("MAIL", "552 5.3.4 too big", FAILED),
        ("DOT", "552 5.3.4 too big", FAILED),
        ("RCPT", "552 5.2.3 too big for this one", FAILED),
        ("RCPT", "552 5.2.2 full", QUEUED),
        ("MAIL", "452 4.3.1 full", QUEUED),
    ],
)
def test_too_large_is_told_apart_from_full(
    post: Post, box: Box, transport: SmtpTransport, step: str, answer: str, state: str
) -> None:
    post.queue("7")
    box.step, box.fault = step, says(answer)
    post.deliver(transport)
    assert post.state()[0] == state


def live(post: Post, transport: SmtpTransport, until: datetime) -> None:
    """Let the worker look whenever something is due, until a time."""
    while post.state()[0] == QUEUED and post.state()[2] <= until:
        post.now = max(post.now, post.state()[2])
        post.deliver(transport)
    post.now = until


def test_a_server_that_is_gone_for_an_hour_costs_at_most_an_hour(
    post: Post, box: Box, server_tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    post.queue("7")
    with serving(box, tls_context=server_tls) as port:
        pass
    transport = SmtpTransport("127.0.0.1", port, context=trust)
    live(post, transport, NOW + timedelta(hours=1))
    assert post.state()[:2] == (QUEUED, 6)
    with serving(box, port, tls_context=server_tls):
        live(post, transport, NOW + timedelta(hours=2, minutes=4))
    assert (post.state()[0], len(box.mails)) == (SENT, 1)


def test_a_server_that_is_gone_for_four_days_ends_in_a_visible_failure(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.queue("7")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        live(post, SmtpTransport("127.0.0.1", unused.getsockname()[1]), NOW + timedelta(days=4))
    state, attempts, due, reason = post.state()
    assert (state, attempts) == (FAILED, 26)
    assert GIVE_UP_AFTER <= due - LEASE - NOW <= GIVE_UP_AFTER + LONGEST_PAUSE
    assert reason == "de mailserver is niet bereikbaar (ConnectionRefusedError); na 26 pogingen gestopt"
    (error,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert error.getMessage() == f"mail 7: opgegeven, {reason}; zie checkbot mail show 7"


def test_a_claim_outlasts_the_slowest_server() -> None:
    assert timedelta(seconds=Patience().longest + 60) < LEASE


def test_a_worker_whose_lease_ran_out_changes_nothing(post: Post) -> None:
    post.queue("7")
    slow = post.stored.claim(NOW)
    assert slow
    assert post.stored.claim(NOW + LEASE)
    post.stored.retry("7", 1, NOW, "te laat")
    post.stored.fail("7", 1, "te laat")
    assert post.state()[:2] == (SENDING, 2)


def test_a_mail_that_ends_its_worker_again_and_again_is_set_aside(post: Post, transport: SmtpTransport) -> None:
    post.queue("7")
    for _ in range(40):
        assert post.stored.claim(post.now)
        post.now += LEASE
    post.deliver(transport)
    assert post.state()[0] == FAILED
    assert "brak 40 keer af" in post.state()[3]
