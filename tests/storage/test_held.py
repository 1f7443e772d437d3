"""Connections that stay open are used again, unless they were lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

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


def test_one_that_was_lost_is_not_given_again(database: Engine) -> None:
    held = Held(database)
    with held.one() as lost:
        lost.invalidate()
    with held.one() as other:
        assert other is not lost
        assert other.connection.cursor().execute("SELECT 1").fetchone() == (1,)


def test_who_disposes_of_the_database_closes_them(database: Engine) -> None:
    held = Held(database)
    with held.one() as connection:
        pass
    database.dispose()
    assert connection.closed
    with held.one() as anew:
        assert not anew.closed
