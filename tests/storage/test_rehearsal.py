"""Work that was done beside the lock counts only as long as what it read is still so."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, bindparam, select, update

from fulfillment.storage.database import open_database
from fulfillment.storage.held import Held
from fulfillment.storage.prepared import Prepared
from fulfillment.storage.rehearsal import Rehearsed
from fulfillment.storage.settled import settled

_tables = MetaData()
_count = Table("count", _tables, Column("id", Integer, primary_key=True), Column("number", Integer, nullable=False))
_NUMBER = Prepared(select(_count.c.number).where(_count.c.id == bindparam("this")))
_SET = Prepared(update(_count).where(_count.c.id == bindparam("this")))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'count.db'}")
    _tables.create_all(engine)
    with engine.begin() as connection:
        connection.execute(_count.insert().values(id=1, number=0))
    yield engine
    engine.dispose()


def number(database: Engine) -> int | None:
    with database.connect() as connection:
        return connection.scalar(select(_count.c.number))


def one_more(seen: list[str]) -> Callable[[Connection], int]:
    def work(connection: Connection) -> int:
        seen.append(type(connection).__name__)
        row = _NUMBER.first(connection, {"this": 1})
        assert row
        _SET.run(connection, {"this": 1, "number": row[0] + 1})
        return int(row[0] + 1)

    return work


def test_what_was_worked_out_is_written_as_it_was(database: Engine) -> None:
    seen: list[str] = []
    rehearsed = Rehearsed(one_more(seen), Held(database))
    assert number(database) == 0, "nothing is written beforehand"
    assert settled(database, rehearsed) == 1
    assert number(database) == 1
    assert seen == ["Rehearsal"], "it is not worked out again"


def test_it_is_worked_out_anew_when_somebody_else_was_first(database: Engine) -> None:
    seen: list[str] = []
    first, second = (Rehearsed(one_more(seen), Held(database)) for _ in range(2))
    assert (settled(database, first), settled(database, second)) == (1, 2)
    assert number(database) == 2
    assert seen == ["Rehearsal", "Rehearsal", "Connection"]


def test_two_of_one_transaction_see_each_other(database: Engine) -> None:
    first, second = (Rehearsed(one_more([]), Held(database)) for _ in range(2))
    assert settled(database, lambda connection: (first(connection), second(connection))) == (1, 2)
    assert number(database) == 2


def test_after_a_transaction_that_failed_it_is_done_again(database: Engine) -> None:
    rehearsed = Rehearsed(one_more([]), Held(database))

    def fails(connection: Connection) -> None:
        rehearsed(connection)
        raise RuntimeError("of another")

    with pytest.raises(RuntimeError, match="of another"):
        settled(database, fails)
    assert number(database) == 0
    assert settled(database, rehearsed) == 1


@pytest.mark.parametrize("asked", ["another statement", "a look at what was written"])
def test_more_than_can_be_rehearsed_is_done_within_the_lock(database: Engine, asked: str) -> None:
    seen: list[str] = []

    def work(connection: Connection) -> int | None:
        found = one_more(seen)(connection)
        if asked == "another statement":
            connection.execute(update(_count).values(number=found + 10))
            return found + 10
        row = _NUMBER.first(connection, {"this": 1})
        return row[0] if row else None

    assert settled(database, Rehearsed(work, Held(database))) == number(database)
    assert seen == ["Rehearsal", "Connection"]


def test_what_fails_is_told_where_it_counts(database: Engine) -> None:
    def fails(_: Connection) -> None:
        raise LookupError("no such thing")

    rehearsed = Rehearsed(fails, Held(database))
    with pytest.raises(LookupError, match="no such thing"):
        settled(database, rehearsed)
