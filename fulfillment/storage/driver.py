"""Statements as a database's own driver takes them, past what SQLAlchemy does for each execution."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

Change = Callable[[Any], Any] | None
"""How a value changes between a column and the database; None when it stays as it is."""


@dataclass(frozen=True)
class Bound:
    """A statement in one database's words, with its values; `read` changes the values of a row on their way out."""

    text: str
    values: Sequence[Any] | Mapping[str, Any]
    read: Sequence[Change] = ()

    def row(self, found: Sequence[Any]) -> tuple[Any, ...]:
        """Give a row as the tables mean it, from what the driver found."""
        return tuple(change(value) if change else value for change, value in zip(self.read, found, strict=True))


BEGIN_READING, BEGIN_WRITING = Bound("BEGIN", ()), Bound("BEGIN IMMEDIATE", ())
COMMIT, ROLLBACK = Bound("COMMIT", ()), Bound("ROLLBACK", ())
"""SQLite's transactions."""


def run(connection: Connection, bound: Bound) -> None:
    """Execute it. Raises sqlalchemy.exc.DBAPIError, as a connection of SQLAlchemy does."""
    _execute(connection, bound, fetch=False)


def first(connection: Connection, bound: Bound) -> Sequence[Any] | None:
    """Execute it and give the first row as the driver found it; None when there is none. Raises as `run` does."""
    return _execute(connection, bound, fetch=True)


@contextmanager
def piped(connection: Connection) -> Iterator[None]:
    """Let PostgreSQL be sent more before it answers: what is `sent` meanwhile makes no trip of its own. Raises as `run`
    does, also when this ends."""
    raw: Any = connection.connection.dbapi_connection
    try:
        with raw.pipeline():
            yield
    except connection.dialect.loaded_dbapi.Error as error:
        raise _known(connection, "", error) from error


def send(connection: Connection, bound: Bound) -> None:
    """Execute it without waiting for what comes of it; within `piped`."""
    cursor = connection.connection.cursor()
    _tell(connection, cursor, bound)
    cursor.execute(bound.text, bound.values)


def _tell(connection: Connection, cursor: Any, bound: Bound) -> None:
    """Let whoever listens to what the database is asked hear this too."""
    for listener in connection.dispatch.before_cursor_execute:
        listener(connection, cursor, bound.text, bound.values, None, False)  # noqa: FBT003 - SQLAlchemy's order


def _execute(connection: Connection, bound: Bound, *, fetch: bool) -> Sequence[Any] | None:
    cursor = connection.connection.cursor()
    try:
        _tell(connection, cursor, bound)
        cursor.execute(bound.text, bound.values)
        found: Sequence[Any] | None = cursor.fetchone() if fetch else None
    except connection.dialect.loaded_dbapi.Error as error:
        raise _known(connection, bound.text, error) from error
    finally:
        cursor.close()
    return found


def _known(connection: Connection, text: str, error: Exception) -> BaseException:
    """Give the driver's error as SQLAlchemy's. A connection that was lost is not used again."""
    dialect: Any = connection.dialect
    lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)
    if lost:
        connection.invalidate(error)
    return DBAPIError.instance(
        text,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )
