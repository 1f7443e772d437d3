"""A whole service on a database and a Maildir of its own, for one test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from fulfillment.app import create_app
from fulfillment.conversation.bot import Bot
from fulfillment.mail.worker import deliver_due
from fulfillment.post import StoredOutbox, transport, writer
from fulfillment.report.peers import Peers
from fulfillment.settings import Settings
from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.outbox import StoredMails
from fulfillment.storage.vault import Vault
from local_sim.platforms import Heard, Platform
from model.load import load
from model.types import Model
from tests.postgresql import Cluster, cluster

KEY = "a key of this test, long enough"


@pytest.fixture(scope="session")
def model() -> Model:
    return load()


@pytest.fixture(scope="session")
def bot(model: Model) -> Bot:
    return Bot(model, person=True, page="checkbot.voorbeeld.nl/rapport")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """One server for all tests that say nothing of what survives a crash."""
    with cluster() as running:
        yield running


BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
"""Mark what must hold on both databases."""


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of this test: SQLite, unless the test is marked with BOTH."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield f"sqlite:///{tmp_path / 'checkbot.db'}"
        return
    running: Cluster = request.getfixturevalue("postgresql")
    url = running.new_database()
    yield url
    running.drop(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    """An empty database with all its tables."""
    engine = open_database(database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@dataclass
class Service:
    """The service without a network: its app, its database, and the mails that came of it."""

    settings: Settings
    app: Flask
    database: Engine
    folder: Path

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def call(self, platform: Platform) -> "Line":
        return Line(self.client, platform)

    def deliver(self, peers: Callable[[], Peers] = Peers) -> list[EmailMessage]:
        """Deliver what waits, as the worker does, and give all mails in the box."""
        vault = Vault(self.settings.secret_keys)
        outbox = StoredOutbox(StoredMails(self.database))
        deliver_due(outbox, writer(self.settings, vault, peers), transport(self.settings))
        files = sorted((self.folder / "mail" / "new").glob("*"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


class Line:
    """A caller's line to the service, through a platform's real JSON."""

    def __init__(self, client: FlaskClient, platform: Platform) -> None:
        self._client = client
        self._platform = platform

    def start(self) -> Heard:
        return self.send(self._platform.start())

    def say(self, words: str) -> Heard:
        return self.send(self._platform.say(words))

    def silence(self) -> Heard | None:
        request = self._platform.silence()
        return self.send(request) if request else None

    def hang_up(self) -> Heard | None:
        request = self._platform.hang_up()
        return self.send(request) if request else None

    def send(self, request: dict[str, Any]) -> Heard:
        response = self._client.post(self._platform.path, json=request)
        assert response.status_code == 200, response.get_data(as_text=True)
        answer: dict[str, Any] = response.get_json()
        return self._platform.read(answer)


@pytest.fixture
def make_service(tmp_path: Path, database_url: str) -> Iterator[Callable[..., Service]]:
    """Make a service: `make_service(verify_requests=True, ...)`; by default anybody may call."""
    made: list[Service] = []

    def make(**changes: Any) -> Service:
        settings = Settings(
            **{
                "database_url": database_url,
                "smtp_url": f"maildir:{tmp_path / 'mail'}",
                "secret_keys": (KEY,),
                "verify_requests": False,
                **{name: value for name, value in changes.items() if name != "channels"},
            }
        )
        database = open_database(settings.database_url)
        upgrade(database)
        app = create_app(settings, changes.get("channels"))
        made.append(Service(settings, app, database, tmp_path))
        return made[-1]

    yield make
    for service in made:
        service.database.dispose()
        service.app.extensions["checkbot.database"].dispose()


@pytest.fixture
def service(make_service: Callable[..., Service]) -> Service:
    return make_service()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
