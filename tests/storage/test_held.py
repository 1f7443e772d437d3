"""Connections that stay open are used again, unless something is left on them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from fulfillment.storage.database import open_database
from fulfillment.storage.held import Held


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'held.db'}")
    yield engine
    engine.dispose()


def test_one_is_used_again_and_a_second_only_made_when_two_are_needed(database: Engine) -> None:
    held = Held(database)
    with held.one() as first, held.one() as second:
        assert first is not second
    with held.one() as again:
        assert again in (first, second)


def test_after_a_failure_nothing_is_left_of_it(database: Engine) -> None:
    held = Held(database)
    with held.begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER PRIMARY KEY)"))
    with pytest.raises(IntegrityError):
        _twice(held)
    with held.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM t")) == 0


def _twice(held: Held) -> None:
    with held.begin() as connection:
        for _ in range(2):
            connection.execute(text("INSERT INTO t VALUES (1)"))


def test_one_that_is_still_in_a_transaction_is_not_given_to_anybody_else(database: Engine) -> None:
    held = Held(database)
    with held.one() as stuck:
        stuck.connection.cursor().execute("BEGIN IMMEDIATE")
    assert stuck.closed
    with held.begin() as other:
        assert other is not stuck


def test_who_disposes_of_the_database_closes_them(database: Engine) -> None:
    held = Held(database)
    with held.one() as connection:
        pass
    database.dispose()
    assert connection.closed
    with held.one() as anew:
        assert not anew.closed
