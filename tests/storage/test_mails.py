"""The mails as an operator sees them: which can be tried again, and how."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.mails import Mails
from fulfillment.storage.outbox import BOUNCED, FAILED, QUEUED, SENDING, SENT, STATES, StoredMails
from fulfillment.storage.tables import mails

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=9)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'checkbot.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


def keep(database: Engine, id: str, state: str, recipient: str = "sealed", age: int = 0) -> None:
    row = {"attempts": 26, "unsure": 2, "due": LATER, "created": NOW - timedelta(days=age), "reason": "weg"}
    with database.begin() as connection:
        connection.execute(insert(mails).values(id=id, message_id=f"<{id}@x>", state=state, recipient=recipient, **row))


@pytest.mark.parametrize(
    ("state", "own", "new", "goes"),
    [
        (QUEUED, "sealed", "", True),
        (SENDING, "sealed", "", False),
        (SENT, "", "", False),
        (SENT, "", "new", False),
        (FAILED, "sealed", "", True),
        (FAILED, "sealed", "new", True),
        (BOUNCED, "", "", False),
        (BOUNCED, "", "new", True),
    ],
)
def test_what_can_be_tried_again(database: Engine, state: str, own: str, new: str, goes: bool) -> None:  # noqa: FBT001
    keep(database, "one", state, own)
    assert Mails(database).again("one", NOW, recipient=new, message_id="<new@x>" if new else "") is goes
    mail = StoredMails(database).claim(NOW)
    assert (mail is not None) is goes
    if mail:
        assert mail.recipient == (new or own)
        assert mail.message_id == ("<new@x>" if state == BOUNCED else "<one@x>")


def test_who_failed_begins_anew_and_who_waits_keeps_its_attempts(database: Engine) -> None:
    keep(database, "one", FAILED)
    keep(database, "two", QUEUED)
    for id in ("one", "two"):
        assert Mails(database).again(id, NOW)
    found = {entry.id: (entry.attempts, entry.reason) for entry in Mails(database).newest(None, 9)}
    assert found == {"one": (0, ""), "two": (26, "weg")}


def test_the_newest_come_first_and_each_state_is_counted(database: Engine) -> None:
    for number, state in enumerate(STATES):
        keep(database, f"m{number}", state, age=number)
    keep(database, "old", FAILED, age=99)
    found = Mails(database)
    assert [entry.id for entry in found.newest(None, 3)] == ["m0", "m1", "m2"]
    assert [entry.id for entry in found.newest(FAILED, 9)] == ["m3", "old"]
    assert found.counts() == {QUEUED: 1, SENDING: 1, SENT: 1, FAILED: 2, BOUNCED: 1}


def test_the_beginning_of_an_id_is_no_pattern(database: Engine) -> None:
    keep(database, "abc", SENT)
    found = Mails(database)
    assert [len(found.starting_with(text)) for text in ("a", "abc", "b", "%", "_bc")] == [1, 1, 0, 0, 0]


def test_a_sent_mail_that_came_back_is_not_sent_again_by_a_late_worker(database: Engine) -> None:
    keep(database, "one", SENT)
    assert Mails(database).bounced("one", "het adres bestaat niet (5.1.1)")
    StoredMails(database).sent("one")
    (entry,) = Mails(database).newest(None, 9)
    assert (entry.state, entry.recipient) == (BOUNCED, "")
