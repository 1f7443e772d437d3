"""Databases of before are brought up to date with what they hold: a scan that is going on, and one that is finished."""

import json
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from fulfillment.conversation.session import Step
from fulfillment.conversation.turn import Event, Turn
from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.outbox import StoredMails
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.vault import Vault
from tests.conftest import BOTH

pytestmark = BOTH

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
VAULT = Vault(["a key of this test, long enough"])
TURN = Turn("alexa", "user", "talk", "1", Event.SPEECH, AT)
OLD = {
    "id": "s1",
    "model_version": "2026.2",
    "kept_days": 7,
    "step": "question",
    "current": "scope-klantreis",
    "given": {"scope-kanalen": "een-plek"},
    "replies": 3,
    "talk": "talk",
}


def revisions() -> list[str]:
    """Give every revision that a database may be at, oldest first."""
    config = Config()
    config.set_main_option("script_location", "fulfillment.storage:migrations")
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


@pytest.fixture(params=revisions())
def before(request: pytest.FixtureRequest, database_url: str) -> Engine:
    """Give a database as it was at a revision."""
    engine = open_database(database_url)
    config = Config()
    config.set_main_option("script_location", "fulfillment.storage:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, request.param)
    return engine


def keep(engine: Engine, **changes: object) -> None:
    state = VAULT.seal(json.dumps(OLD | changes))
    who = VAULT.pseudonym("alexa", "user")
    at = AT.replace(tzinfo=None)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO sessions (id, respondent, channel, open, state, began, seen)"
                " VALUES ('s1', :who, 'alexa', TRUE, :state, :at, :at)"
            ),
            {"who": who, "state": state, "at": at},
        )
        connection.execute(
            text(
                "INSERT INTO scans (id, session, model_version, given, finished)"
                " VALUES ('c1', 's1', '2026.2', 'x', :at)"
            ),
            {"at": at},
        )
        connection.execute(
            text(
                "INSERT INTO mails (id, scan, message_id, recipient, state, attempts, due, created, reason)"
                " VALUES ('m1', 'c1', '<m1@x>', 'sealed', 'queued', 0, :at, :at, '')"
            ),
            {"at": at},
        )


def taken_up(engine: Engine) -> object:
    upgrade(engine)
    with engine.begin() as connection:
        stored = Sessions(connection, VAULT).newest(TURN)
        mails = connection.execute(text("SELECT id, scan FROM mails")).all()
    engine.dispose()
    assert mails == [("m1", "c1")]
    assert stored
    return stored.session


def test_a_scan_that_is_going_on_goes_on(before: Engine) -> None:
    keep(before)
    session = taken_up(before)
    assert session.consented
    assert session.given == {"scope-kanalen": "een-plek"}
    assert not session.reports


def test_a_mail_that_waits_goes_out(before: Engine) -> None:
    keep(before)
    upgrade(before)
    mail = StoredMails(before).claim(AT)
    before.dispose()
    assert mail is not None
    assert (mail.id, mail.attempts, mail.unsure) == ("m1", 0, 0)


def test_a_finished_scan_stays_finished(before: Engine) -> None:
    keep(before, step="confirm", outcome="finished")
    session = taken_up(before)
    assert session.outcome is None
    assert session.reported
    assert session.reports == 1


def test_an_address_that_waited_for_a_yes_still_does(before: Engine) -> None:
    keep(before, step="confirm", address="jan@voorbeeld.nl")
    session = taken_up(before)
    assert (session.step, session.pending, session.address) == (Step.CONFIRM, "jan@voorbeeld.nl", None)
