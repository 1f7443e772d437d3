"""A backup made while people talk, put back elsewhere, goes on with their conversations and their mail."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy import func, make_url, select

from fulfillment.storage.database import open_database
from fulfillment.storage.outbox import SENT
from fulfillment.storage.tables import mails
from local_sim.platforms.alexa import Alexa
from model.types import Model
from tests.conftest import BOTH, Line, Service
from tests.postgresql import Cluster, require


@contextmanager
def talking(service: Service, threads: int = 2) -> Iterator[Callable[[], int]]:
    """Have others begin scan after scan; gives a function that tells how many turns were answered."""
    over, answered = threading.Event(), count(1)
    turns = [0]

    def talk() -> None:
        while not over.is_set():
            line = service.call(Alexa())
            line.start()
            for words in ("ja", "sla over", "de tweede", "de tweede"):
                line.say(words)
                turns[0] = next(answered)

    calling = [threading.Thread(target=talk) for _ in range(threads)]
    for thread in calling:
        thread.start()
    try:
        yield lambda: turns[0]
    finally:
        over.set()
        for thread in calling:
            thread.join()


def whole_scan(line: Line, model: Model, address: str) -> None:
    """Take the quick scan, up to and with the confirmed address: its mail waits."""
    line.start()
    for words in ("ja", "sla over", *["de tweede"] * len(model.quick_scan), "nee", "ja", address):
        line.say(words)
    assert "onderweg" in line.say("ja").speech


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[str]:
    """The URL of the database that is put back."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'elsewhere.db'}"
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    url = cluster.new_database()
    yield url
    cluster.drop(url)


def back_up(url: str, copy: Path) -> None:
    """Copy a database as docs/operate.md says, while it is written to."""
    if url.startswith("sqlite"):
        with closing(connect(make_url(url).database or "")) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
        return
    postgresql("pg_dump", "--format=custom", f"--file={copy}", f"--dbname={plain(url)}")


def put_back(copy: Path, url: str) -> None:
    """Put a copy back in an empty place, as docs/operate.md says."""
    if url.startswith("sqlite"):
        copy.rename(make_url(url).database or "")
    else:
        postgresql("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={plain(url)}", str(copy))


def plain(url: str) -> str:
    return url.replace("postgresql+psycopg", "postgresql")


def postgresql(command: str, *arguments: str) -> None:
    subprocess.run([require() / command, *arguments], check=True, timeout=60, env={**os.environ, "LC_ALL": "C"})


def states(url: str) -> dict[str, int]:
    database = open_database(url)
    with database.begin() as connection:
        found = dict(connection.execute(select(mails.c.state, func.count()).group_by(mails.c.state)).all())
    database.dispose()
    return found


def recipients(delivered: list[EmailMessage]) -> list[str]:
    return sorted(mail["To"] for mail in delivered)


@BOTH
def test_a_backup_under_load_goes_on_elsewhere(
    make_service: Callable[..., Service], model: Model, tmp_path: Path, database_url: str, elsewhere: str
) -> None:
    service = make_service()
    halfway, done = Alexa(), Alexa()
    line = service.call(halfway)
    line.start()
    for words in ("ja", "sla over"):
        line.say(words)
    assert "op één plek." in line.say("de tweede").speech
    whole_scan(service.call(done), model, "jan@voorbeeld.nl")
    copy = tmp_path / "copy"
    with talking(service) as turns:
        begun = turns()
        back_up(database_url, copy)
        while turns() < begun + 4:
            assert threading.active_count() > 2
    put_back(copy, elsewhere)

    restored = make_service(database_url=elsewhere)
    line = restored.call(halfway)
    assert "alleen bij servicevragen." in line.say("de tweede").speech
    assert "vraag 3 van 20" in line.say("hoe ver zijn we").speech
    assert states(elsewhere) == {"queued": 1}
    assert recipients(restored.deliver()) == ["jan@voorbeeld.nl"]
    assert states(elsewhere) == {SENT: 1}
