"""Mails that come back, from a mailbox to the mail's state: once, only for ours, and nothing is thrown away."""

import logging
import mailbox
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from fulfillment.bounces import take_bounces
from fulfillment.storage.outbox import BOUNCED, FAILED, QUEUED, SENDING, SENT
from fulfillment.storage.tables import mails
from fulfillment.tidying import tidy_all

from .conftest import Service

SAMPLES = Path(__file__).parent / "mail" / "bounces"
ID = "5b1f0c9e2d7a4e63a1c8f04d9b6e7a21"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def keep(service: Service, state: str = SENT, **changes: object) -> None:
    row = {"recipient": "", "attempts": 1, "due": NOW, "created": NOW, "reason": "", "unsure": 0} | changes
    with service.database.begin() as connection:
        message_id = f"<{ID}@checkbot.voorbeeld.nl>"
        connection.execute(insert(mails).values(id=ID, message_id=message_id, state=state, **row))


def found(service: Service) -> tuple[str, str, str]:
    with service.database.begin() as connection:
        row = connection.execute(select(mails)).one()
    return row.state, row.reason, row.recipient


@pytest.fixture
def maildir(tmp_path: Path) -> Callable[..., Path]:
    """Make a Maildir, as a mail server would, with these samples in it."""

    def make(*names: str) -> Path:
        box = mailbox.Maildir(str(tmp_path / "terug"))
        for name in names:
            box.add((SAMPLES / f"{name}.eml").read_bytes())
        return tmp_path / "terug"

    return make


def test_a_mail_that_came_back_is_marked_with_the_reason(
    service: Service, maildir: Callable[..., Path], caplog: pytest.LogCaptureFixture
) -> None:
    keep(service)
    assert take_bounces(service.database, maildir("gmail_unknown", "out_of_office")) == (1, 0, 1)
    assert found(service) == (BOUNCED, "het adres bestaat niet (5.1.1)", "")
    (line,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert line.getMessage().startswith(f"mail {ID}: teruggekomen, het adres bestaat niet (5.1.1)")


def test_a_late_mail_is_noted_and_stays_sent(service: Service, maildir: Callable[..., Path]) -> None:
    keep(service)
    assert take_bounces(service.database, maildir("postfix_delayed")) == (0, 1, 0)
    assert found(service)[:2] == (SENT, "vertraagd: de mailserver van de ontvanger was niet bereikbaar (4.4.1)")


def test_a_notice_counts_once_and_other_mail_is_left_alone(service: Service, maildir: Callable[..., Path]) -> None:
    keep(service)
    folder = maildir("postfix_unknown", "out_of_office")
    take_bounces(service.database, folder)
    assert take_bounces(service.database, folder) == (0, 0, 1)
    read = [message.get_flags() for message in mailbox.Maildir(str(folder), create=False)]
    assert sorted(read) == ["", "S"]


@pytest.mark.parametrize("name", ["exchange_unknown", "exim_unknown"])
def test_a_notice_about_anothers_mail_is_ignored(service: Service, maildir: Callable[..., Path], name: str) -> None:
    assert take_bounces(service.database, maildir(name)) == (0, 0, 1)


@pytest.mark.parametrize(
    ("state", "unsure", "after"),
    [
        (QUEUED, 0, QUEUED),  # it never went out: forged, or about an earlier try
        (QUEUED, 1, BOUNCED),  # handed over without an answer, and back now
        (FAILED, 0, FAILED),
        (SENDING, 1, SENDING),
    ],
)
def test_only_what_went_out_can_come_back(
    service: Service, maildir: Callable[..., Path], state: str, unsure: int, after: str
) -> None:
    keep(service, state, unsure=unsure, recipient="sealed")
    take_bounces(service.database, maildir("postfix_unknown"))
    assert found(service)[0] == after


def test_a_notice_that_comes_while_the_mail_is_being_sent_waits(service: Service, maildir: Callable[..., Path]) -> None:
    keep(service, SENDING)
    folder = maildir("postfix_unknown")
    assert take_bounces(service.database, folder) == (0, 0, 0)
    with service.database.begin() as connection:
        connection.execute(update(mails).values(state=SENT))
    assert take_bounces(service.database, folder) == (1, 0, 0)


def test_a_single_file_an_mbox_and_a_folder(service: Service, tmp_path: Path) -> None:
    keep(service)
    box = mailbox.mbox(str(tmp_path / "terug.mbox"))
    for name in ("out_of_office", "gmail_delayed"):
        box.add((SAMPLES / f"{name}.eml").read_bytes())
    box.close()
    assert take_bounces(service.database, tmp_path / "terug.mbox") == (0, 1, 1)
    assert take_bounces(service.database, SAMPLES / "exim_unknown.eml") == (1, 0, 0)
    assert take_bounces(service.database, SAMPLES).other == 2  # README.md and the mail of who is away


def test_the_worker_outlives_a_mailbox_that_is_gone(
    service: Service, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tidy_all(lambda: take_bounces(service.database, tmp_path / "weg"))
    assert caplog.messages == ["opruimen mislukt: FileNotFoundError"]
