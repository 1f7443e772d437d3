"""Finished scans and their mails: written together, claimed one at a time, never twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert, select, update

from fulfillment.conversation.agreement import Agreement
from fulfillment.conversation.session import Session
from fulfillment.storage.addresses import Addresses
from fulfillment.storage.consents import Consents, StoredConsent
from fulfillment.storage.finished import Finished
from fulfillment.storage.outbox import FAILED, LEASE, SENT, StoredMails
from fulfillment.storage.tables import consents, mails, metadata, reports, scans, sessions
from fulfillment.storage.vault import Vault
from tests.conftest import BOTH

pytestmark = BOTH

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
VAULT = Vault(["a key of this test, long enough"])


def write(database: Engine, name: str, address: str | None = "jan@voorbeeld.nl", at: datetime = NOW) -> None:
    with database.begin() as connection:
        values = {
            "id": name,
            "respondent": name,
            "channel": "alexa",
            "open": False,
            "state": "",
            "began": at,
            "seen": at,
        }
        connection.execute(insert(sessions).values(**values))
        finished = Finished(connection, VAULT)
        finished.scan(Session(name, "2026.1", given={"q": "a"}), scan_id=name, report="{}", at=at)
        if address:
            finished.mail(id=name, scan_id=name, recipient=address, message_id=f"<{name}@localhost>", at=at)


def test_scan_report_and_mail_are_written_together(database: Engine) -> None:
    write(database, "one")
    with database.connect() as connection:
        for table in (scans, reports, mails):
            assert len(connection.execute(select(table)).all()) == 1


def test_without_an_address_there_is_no_mail(database: Engine) -> None:
    write(database, "one", address=None)
    assert StoredMails(database).claim(NOW) is None


def test_a_session_has_one_scan_and_its_newest_report(database: Engine) -> None:
    write(database, "one")
    with database.begin() as connection:
        finished = Finished(connection, VAULT)
        session = Session("one", "2026.1", given={"q": "b"})
        scan_id = finished.scan_of(session)
        assert scan_id == "one"
        finished.scan(session, scan_id=scan_id, report="newer", at=NOW)
        assert len(connection.execute(select(scans)).all()) == 1
        assert [VAULT.open(content) for content in connection.scalars(select(reports.c.content))] == ["newer"]


def finish(
    database: Engine, session: str, respondent: str, answer: object, at: datetime, vault: Vault = VAULT
) -> Session:
    """Keep a finished scan of somebody who agreed that the scores count."""
    scan = Session(session, "2026.1", given={"q": answer})  # type: ignore[dict-item]
    with database.begin() as connection:
        values = {"id": session, "respondent": respondent, "channel": "alexa", "open": False, "state": ""}
        connection.execute(insert(sessions).values(began=at, seen=at, **values))
        Finished(connection, vault).scan(scan, scan_id=session, report="{}", at=at)
        Addresses(connection, vault).know(session, f"{respondent}@voorbeeld.nl")
        Consents(connection, vault).give(session, StoredConsent(Agreement.COMPARE, "Mag dat?", "je", "2026.1", at))
    return scan


def test_the_newest_earlier_scan_with_the_same_address_is_found(database: Engine) -> None:
    for days, name, respondent in ((30, "older", "jan"), (20, "newer", "jan"), (10, "other", "noor")):
        finish(database, name, respondent, (name,), NOW - timedelta(days=days))
    now = finish(database, "now", "jan", "a", NOW)
    with database.connect() as connection:
        past = Finished(connection, VAULT).earlier(now)
    assert past is not None
    assert (past.given, past.finished) == ({"q": ("newer",)}, NOW - timedelta(days=20))


def test_a_first_scan_has_no_earlier_one(database: Engine) -> None:
    finish(database, "other", "noor", "a", NOW - timedelta(days=1))
    first = finish(database, "now", "jan", "a", NOW)
    with database.connect() as connection:
        assert Finished(connection, VAULT).earlier(first) is None


def test_an_earlier_scan_under_a_lost_key_does_not_stop_the_report(database: Engine) -> None:
    finish(database, "old", "jan", "a", NOW - timedelta(days=9), Vault(["another key, lost since then"]))
    now = finish(database, "now", "jan", "b", NOW)
    with database.connect() as connection:
        finished = Finished(connection, VAULT)
        assert finished.earlier(now) is None
        assert finished.companies("2026.1", 10) == [{"q": "b"}]


def test_each_company_counts_once_with_its_newest_scan(database: Engine) -> None:
    for days, name, respondent in ((3, "a", "jan"), (2, "b", "jan"), (1, "c", "noor")):
        finish(database, name, respondent, name, NOW - timedelta(days=days))
    with database.connect() as connection:
        finished = Finished(connection, VAULT)
        assert sorted(given["q"] for given in finished.companies("2026.1", 10)) == ["b", "c"]  # type: ignore[type-var]
        assert finished.companies("2026.1", 1) == [{"q": "c"}]
        assert finished.companies("2025.1", 10) == []


def test_who_did_not_agree_or_took_it_back_does_not_count(database: Engine) -> None:
    for name in ("a", "b", "c"):
        finish(database, name, name, name, NOW)
    with database.begin() as connection:
        Consents(connection, VAULT).withdraw("a", Agreement.COMPARE, NOW)
        connection.execute(update(consents).where(consents.c.session == "b").values(kind=Agreement.TAKE_PART))
        assert Finished(connection, VAULT).companies("2026.1", 10) == [{"q": "c"}]


def test_the_address_is_not_readable_in_the_database(database: Engine) -> None:
    write(database, "one")
    with database.begin() as connection:
        rows = [row for table in metadata.sorted_tables for row in connection.execute(select(table))]
    assert "<one@localhost>" in repr(rows)
    assert "voorbeeld.nl" not in repr(rows)


def test_a_claimed_mail_is_not_claimed_again(database: Engine) -> None:
    write(database, "one")
    post = StoredMails(database)
    mail = post.claim(NOW)
    assert mail is not None
    assert VAULT.open(mail.recipient) == "jan@voorbeeld.nl"
    assert post.claim(NOW) is None


def test_a_mail_of_a_worker_that_died_is_claimed_again_under_the_same_message_id(database: Engine) -> None:
    write(database, "one")
    post = StoredMails(database)
    first, second = post.claim(NOW), post.claim(NOW + LEASE)
    assert first is not None
    assert second is not None
    assert (second.message_id, second.attempts) == (first.message_id, 1)


def test_the_mail_that_waits_longest_goes_first(database: Engine) -> None:
    write(database, "late")
    write(database, "early", at=NOW - timedelta(hours=1))
    mail = StoredMails(database).claim(NOW)
    assert mail is not None
    assert mail.id == "early"


def test_a_mail_put_back_waits_until_its_time(database: Engine) -> None:
    write(database, "one")
    post = StoredMails(database)
    post.claim(NOW)
    post.retry("one", 1, NOW + timedelta(minutes=2), "451")
    assert post.claim(NOW + timedelta(minutes=1)) is None
    assert post.claim(NOW + timedelta(minutes=2)) is not None


@pytest.mark.parametrize("state", [SENT, FAILED])
def test_a_mail_that_is_done_is_never_claimed(database: Engine, state: str) -> None:
    write(database, "one")
    post = StoredMails(database)
    post.claim(NOW)
    if state == SENT:
        post.sent("one")
    else:
        post.fail("one", 1, "550")
    assert post.claim(NOW + timedelta(days=9)) is None
