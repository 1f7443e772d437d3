"""Transactions that reach the disk together: each has its own outcome, and is durable when it is told."""

import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, bindparam, event, func, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from fulfillment.storage.database import open_database, reading
from fulfillment.storage.locks import hold
from fulfillment.storage.prepared import Prepared
from fulfillment.storage.tables import attempts
from fulfillment.storage.together import Together
from tests.conftest import BOTH

_NOTE = Prepared(attempts.insert().inline())
_FIND = Prepared(select(attempts.c.id).where(attempts.c.id == bindparam("id")))
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def kept(number: int) -> Callable[[Connection], int]:
    def work(connection: Connection) -> int:
        connection.execute(insert(attempts).values(id=number, at=AT))
        if number % 10 == 9:
            raise KeyError(number)
        return number

    return work


def outcome(together: Together, work: Callable[[Connection], int]) -> int | type[Exception]:
    try:
        return together.settled(work)
    except (KeyError, IntegrityError, OperationalError) as error:
        return type(error)


def stored(database: Engine) -> int:
    with reading(database) as connection:
        return connection.scalar(select(func.count()).select_from(attempts)) or 0


@BOTH
def test_each_of_many_at_once_has_its_own_outcome(database: Engine) -> None:
    together = Together(database)
    with ThreadPoolExecutor(20) as threads:
        found = list(threads.map(lambda number: outcome(together, kept(number)), range(100)))
    assert found == [KeyError if number % 10 == 9 else number for number in range(100)]
    assert stored(database) == 90


def test_those_that_come_while_one_is_committed_share_the_next_commit(database: Engine) -> None:
    together, commits, joined = Together(database), [], threading.Barrier(9)

    def committing(_connection: Connection) -> None:
        if not commits:
            joined.wait(5)
        commits.append(1)

    def first(connection: Connection) -> int:
        return kept(0)(connection)

    event.listen(database, "commit", committing)
    with ThreadPoolExecutor(9) as threads:
        leader = threads.submit(together.settled, first)
        while not together._leading.locked():
            pass
        others = [threads.submit(lambda n=n: (joined.wait(5), together.settled(kept(n)))) for n in range(1, 9)]
        leader.result(10)
        assert [other.result(10)[1] for other in others] == list(range(1, 9))
    assert stored(database) == 9
    assert len(commits) < 9


def test_it_is_stored_when_it_is_told(database: Engine) -> None:
    together = Together(database)
    for number in range(3):
        together.settled(kept(number))
        assert stored(database) == number + 1


def test_a_database_that_stays_locked_is_told_to_all_who_wait(database: Engine) -> None:
    together = Together(database)
    with database.connect() as other, ThreadPoolExecutor(5) as threads:
        other.execute(text("SELECT 1"))
        found = list(threads.map(lambda number: outcome(together, kept(number)), range(5)))
    assert found == [OperationalError] * 5
    assert together.settled(kept(7)) == 7


def test_who_just_came_has_a_try_of_its_own(database: Engine) -> None:
    together, found = Together(database), []
    lock = database.connect()
    lock.execute(text("SELECT 1"))
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(outcome, together, kept(1))
        time.sleep(3.5)
        second = threads.submit(outcome, together, kept(2))
        found.append(first.result())
        lock.close()
        found.append(second.result())
    assert found == [OperationalError, 2]


def noted(number: int) -> Callable[[Connection], int]:
    def work(connection: Connection) -> int:
        _NOTE.run(connection, {"id": number, "at": AT})
        return number

    return work


def test_what_was_worked_out_beforehand_shares_a_commit_too(database: Engine) -> None:
    together, commits, joined = Together(database), [], threading.Barrier(9)

    def asked(*args: object) -> None:
        if args[2] != "COMMIT":
            return
        if not commits:
            joined.wait(5)
        commits.append(1)

    event.listen(database, "before_cursor_execute", asked)
    with ThreadPoolExecutor(9) as threads:
        leader = threads.submit(together.settled, noted(0))
        while not together._leading.locked():
            pass
        others = [threads.submit(lambda n=n: (joined.wait(5), together.settled(noted(n)))) for n in range(1, 9)]
        leader.result(10)
        assert [other.result(10)[1] for other in others] == list(range(1, 9))
    assert stored(database) == 9
    assert 1 < len(commits) < 9


def test_one_that_cannot_be_written_takes_nobody_along(database: Engine) -> None:
    together = Together(database)
    together.settled(noted(1))
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda number: outcome(together, noted(number % 4)), range(2, 6)))
    assert sorted(map(str, found)) == sorted(map(str, [0, 2, 3, IntegrityError]))
    assert stored(database) == 4
    assert together.settled(noted(11)) == 11


@pytest.mark.parametrize("error", [KeyError, ValueError])
def test_what_goes_wrong_alone_is_raised_as_it_is(database: Engine, error: type[Exception]) -> None:
    def work(_connection: Connection) -> None:
        raise error

    with pytest.raises(error):
        Together(database).settled(work)


@BOTH
def test_who_listens_for_its_commit_hears_no_other(database: Engine) -> None:
    together, heard = Together(database), []

    def listening(number: int, *, fails: bool) -> Callable[[Connection], int]:
        def work(connection: Connection) -> int:
            connection.execute(insert(attempts).values(id=number, at=AT))
            event.listen(connection, "commit", lambda _: heard.append(number), once=True)
            if fails:
                raise KeyError(number)
            return number

        return work

    assert outcome(together, listening(1, fails=True)) is KeyError
    assert together.settled(kept(2)) == 2
    assert heard == [], "what was undone is not said to be done"
    assert together.settled(listening(3, fails=False)) == 3
    assert together.settled(kept(4)) == 4
    assert heard == [3]


def test_a_database_that_cannot_be_read_is_waited_for_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'alone.db'}"
    with closing(sqlite3.connect(tmp_path / "alone.db", isolation_level=None)) as alone:
        for statement in ("PRAGMA journal_mode = WAL", "CREATE TABLE t (a)", "PRAGMA locking_mode = EXCLUSIVE"):
            alone.execute(statement)
        alone.execute("INSERT INTO t VALUES (1)")
        began = time.monotonic()
        with pytest.raises(OperationalError):
            Together(open_database(url)).settled(kept(1))
        assert time.monotonic() - began < 6, "one wait is four seconds"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_on_postgresql_a_turn_waits_only_for_what_it_reads(database: Engine) -> None:
    together, seen = Together(database), []

    def asked(_connection: object, cursor: Any, statement: str, *_: object) -> None:
        seen.append((statement.split()[0], cursor.connection.info.pipeline_status.name))

    def work(connection: Connection) -> tuple[object, ...] | None:
        hold(connection, "somebody")
        found = _FIND.first(connection, {"id": 1})
        for number in (1, 2, 3):
            _NOTE.run(connection, {"id": number, "at": AT})
        return found

    event.listen(database, "before_cursor_execute", asked)
    assert together.settled(work) is None
    assert seen == [("SELECT", "ON")] * 2 + [("INSERT", "ON")] * 3
    assert stored(database) == 3
    assert together.settled(lambda connection: _FIND.first(connection, {"id": 2})) == (2,)
    with pytest.raises(IntegrityError):
        together.settled(work)
    assert stored(database) == 3


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_lock_that_was_not_to_be_had_goes_before_what_followed(database: Engine) -> None:
    def work(connection: Connection) -> object:
        hold(connection, "somebody")
        return connection.scalar(select(func.count()).select_from(attempts))

    with database.begin() as other:
        hold(other, "somebody")
        with pytest.raises(OperationalError, match="lock timeout"):
            Together(database).settled(work)
    assert Together(database).settled(work) == 0
