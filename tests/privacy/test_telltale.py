"""Nothing personal is readable in the database, in what is logged, in errors, or in any file but the delivered mail."""

import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from fulfillment.conversation.turn import Turn
from fulfillment.loopback import service as running
from fulfillment.mail.worker import deliver_due
from fulfillment.post import StoredOutbox, transport, writer
from fulfillment.storage.outbox import QUEUED, StoredMails
from fulfillment.storage.sessions import Sessions, Unreadable, loaded
from fulfillment.storage.tables import mails
from fulfillment.storage.vault import SealBroken, Vault
from fulfillment.tidying import purge
from local_sim.client import Client
from tests.conftest import Service
from tests.mail.conftest import Mailbox, Serve, mailbox, serve  # noqa: F401 - fixtures
from tests.privacy.telling import ADDRESS, KEY, NAME, PHONE, echo, noticed, tell_everything

HELPDESK = "hulp@voorbeeld.nl"


class Written(logging.Handler):
    """Keeps everything that is logged, from DEBUG on, by whatever library, with its traceback."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def text(self) -> bytes:
        return "\n".join(self.lines).encode()


@pytest.fixture
def log() -> Iterator[Written]:
    """The log at DEBUG; SQLAlchemy asks for its level when a database is opened."""
    written, root, statements = Written(), logging.getLogger(), logging.getLogger("sqlalchemy")
    before = root.level, statements.level
    root.addHandler(written)
    root.setLevel(logging.DEBUG)
    statements.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(written)
    root.setLevel(before[0])
    statements.setLevel(before[1])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the process is, and writes its temporary files."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    return tmp_path


@pytest.fixture
def fresh(make_service: Callable[..., Service]) -> Service:
    return make_service(handover_to=HELPDESK)


def noticed_in(folder: Path) -> list[tuple[str, str]]:
    """Give what is readable in the files of a folder, the delivered mail excepted."""
    files = [file for file in folder.rglob("*") if file.is_file() and "mail" not in file.relative_to(folder).parts]
    assert any(file.name.endswith(".db-wal") for file in files)
    return [found for file in files for found in noticed(file.name, file.read_bytes())]


def test_a_whole_conversation_leaves_nothing_readable_but_the_mail(log: Written, folder: Path, fresh: Service) -> None:
    line = fresh.call(echo())
    heard = tell_everything(line.start, line.say)
    assert NAME in heard
    handover, report = sorted(fresh.deliver(), key=lambda mail: mail["To"] == ADDRESS)
    assert (handover["To"], report["To"]) == (HELPDESK, ADDRESS)
    assert noticed("mail", handover.get_body(("plain",)).get_content().encode())
    assert b"INSERT INTO consents" in log.text
    assert not noticed_in(folder)
    assert not noticed("log", log.text)


def test_a_conversation_that_stops_halfway_leaves_nothing_readable(
    log: Written, folder: Path, service: Service
) -> None:
    line = service.call(echo())
    line.start()
    for words in ("ja", f"ik heet {NAME}", "de tweede", ADDRESS, "nee"):
        line.say(words)
    assert not noticed_in(folder)
    assert not noticed("log", log.text)


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_real_service_writes_nothing_readable_but_the_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    for name in ("tmp", "var"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    settings = {"CHECKBOT_HANDOVER_TO": HELPDESK, "CHECKBOT_SECRET_KEYS": KEY, "CHECKBOT_LOG": style}
    with running(tmp_path / "service.log", settings) as url:
        with Client(url, echo()) as client:
            tell_everything(client.start, client.say)
        wait_for_mails(tmp_path / "var" / "mail" / "new", 2)
        with Client(url, echo()) as client:
            client.start()
            client.say("verwijder mijn gegevens")
            assert "Gewist" in client.say("ja").speech
        assert not noticed_in(tmp_path)
    assert "gewist weg=gesproken gesprekken=" in (tmp_path / "service.log").read_text()


def wait_for_mails(box: Path, count: int) -> None:
    deadline = time.monotonic() + 30
    while len(list(box.glob("*"))) < count:
        assert time.monotonic() < deadline, "the mails did not come"
        time.sleep(0.1)


def test_an_error_in_a_turn_is_logged_without_its_words(
    log: Written, fresh: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quoting(_: Any, turn: Turn, *__: Any, **___: Any) -> None:
        raise ValueError(f"cannot store {turn.words} of {turn.user}")

    line = fresh.call(echo())
    line.start()
    line.say("ja")
    monkeypatch.setattr(Sessions, "save", quoting)
    assert "iets mis" in line.say(f"ik heet {NAME}").speech
    assert b"beurt mislukt kanaal=alexa fout=ValueError" in log.text
    assert not noticed("log", log.text)


def test_a_mail_server_that_quotes_the_address_is_not_quoted(
    log: Written,
    make_service: Callable[..., Service],
    service: Service,
    mailbox: Mailbox,  # noqa: F811
    serve: Serve,  # noqa: F811
) -> None:
    mailbox.refuse_at["RCPT"] = f"550 5.1.1 <{ADDRESS}> {NAME} unknown"
    refused = make_service(smtp_url=f"smtp://127.0.0.1:{serve()}", secret_keys=(KEY,))
    vault = Vault((KEY,))
    with service.database.begin() as connection:
        connection.execute(update(mails).values(state=QUEUED, due=mails.c.created, recipient=vault.seal(ADDRESS)))
    deliver_due(
        StoredOutbox(StoredMails(service.database)), writer(refused.settings, vault), transport(refused.settings)
    )
    assert b"ontvanger geweigerd (550 5.1.1)" in log.text
    # The test's own server logs what it is told.
    ours = [line for line in log.lines if " mail.log " not in line]
    assert not noticed("log", "\n".join(ours).encode())
    assert not noticed_in(service.folder)


@pytest.mark.parametrize(
    "state",
    [
        f'{{"id": "s", "model_version": "1", "step": "{NAME}"}}',
        f'{{"id": "s", "model_version": "1", "address": ["{ADDRESS}"], "reach": {{"x": "{PHONE}"}}}}',
    ],
)
def test_a_stored_state_that_is_none_is_not_quoted(state: str) -> None:
    with pytest.raises(Unreadable) as raised:
        loaded(state)
    chain = [raised.value, raised.value.__cause__]
    assert not noticed("error", "".join(map(str, chain)).encode())
    assert raised.value.__suppress_context__


def test_a_database_that_refuses_does_not_quote_what_it_was_given(service: Service) -> None:
    with service.database.connect() as connection, pytest.raises(Exception, match="no such column") as raised:
        connection.exec_driver_sql("SELECT missing FROM sessions WHERE id = ?", (NAME,))
    assert not noticed("error", str(raised.value).encode())


def test_a_broken_seal_does_not_show_what_was_sealed() -> None:
    sealed = Vault((KEY,)).seal(ADDRESS)
    with pytest.raises(SealBroken) as raised:
        Vault(("another key than the one before",)).open(sealed)
    assert sealed not in str(raised.value)


def test_purging_is_logged_in_numbers(log: Written, service: Service) -> None:
    purge(service.settings, service.database, datetime.now(UTC) + timedelta(days=400))
    assert "opgeruimd: afgebroken: 1 gesprek, " in log.text.decode()
    assert not noticed("log", log.text)
