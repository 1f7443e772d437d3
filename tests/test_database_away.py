"""The database is away for a moment, or busy: the speaker hears a sentence in time, and no answer is lost."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from fulfillment.conversation.reply import Reply
from fulfillment.conversation.turn import Turn
from fulfillment.storage.database import open_database
from local_sim.platforms.alexa import Alexa
from tests.conftest import BOTH, Service
from tests.postgresql import Cluster, cluster
from tests.test_conversations import Caller, conversations

SORRY = "Er ging bij mij even iets mis"
IN_TIME = 5.0
"""Seconds in which a platform must have its reply."""


@pytest.fixture
def durable() -> Iterator[Cluster]:
    with cluster(durable=True) as running:
        yield running


def test_a_database_that_crashes_loses_no_answer(durable: Cluster, make_service: Callable[..., Service]) -> None:
    service = make_service(database_url=durable.new_database())
    line = service.call(Alexa())
    for words in ("", "ja", "sla over"):
        line.say(words) if words else line.start()
    assert "op één plek." in line.say("de tweede").speech
    durable.stop("immediate")
    began = time.monotonic()
    assert SORRY in line.say("de tweede").speech
    assert time.monotonic() - began < IN_TIME
    durable.start()
    assert "alleen bij servicevragen." in line.say("de tweede").speech
    assert "vraag 3 van 20" in line.say("hoe ver zijn we").speech


def test_a_restart_between_two_turns_is_not_heard(durable: Cluster, make_service: Callable[..., Service]) -> None:
    service = make_service(database_url=durable.new_database())
    caller = Caller(conversations(service))
    caller.begin()
    for mode in ("fast", "immediate"):
        durable.stop(mode)
        durable.start()
        assert caller.say("de tweede").speech
    assert "vraag 3 van 20" in caller.say("hoe ver zijn we").speech


def test_a_connection_lost_within_a_turn_is_not_heard(
    durable: Cluster, make_service: Callable[..., Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server ends the connection after the reply was stored, and before it was committed."""
    service = make_service(database_url=durable.new_database())
    caller = Caller(conversations(service))
    caller.begin()
    talking = caller.conversations
    answered, tries = talking._answer, []

    def cut_off(connection: Connection, turn: Turn, since: float | None) -> Reply:
        reply = answered(connection, turn, since)
        tries.append(reply)
        if len(tries) == 1:
            with service.database.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": backend(connection)})
        return reply

    monkeypatch.setattr(talking, "_answer", cut_off)
    assert "op één plek." in caller.say("de tweede").speech
    assert len(tries) == 2
    assert "vraag 2 van 20" in caller.say("hoe ver zijn we").speech


def backend(connection: Connection) -> object:
    return connection.execute(text("SELECT pg_backend_pid()")).scalar()


@BOTH
def test_a_turn_that_must_wait_too_long_ends_in_the_apology(service: Service) -> None:
    line = service.call(Alexa())
    line.start()
    line.say("ja")
    with locked(service.settings.database_url):
        began = time.monotonic()
        assert SORRY in line.say("sla over").speech
        assert 1 < time.monotonic() - began < IN_TIME
    assert "Op hoeveel plekken" in line.say("sla over").speech


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Hold on to all sessions in a transaction of somebody else."""
    engine = open_database(url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT 1 FROM sessions FOR UPDATE"))
        yield
    engine.dispose()


@BOTH
def test_a_turn_that_waits_a_moment_is_answered(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.begin()
    waiting = threading.Thread(target=caller.say, args=("de tweede",))
    with locked(service.settings.database_url):
        waiting.start()
        time.sleep(0.5)
        assert waiting.is_alive()
    waiting.join()
    assert "op één plek." in caller.last.speech
    assert caller.conversations.converse(replace(caller.turn)) == caller.last
