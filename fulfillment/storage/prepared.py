"""Statements that every turn makes: written for the database once, and then given to its driver as they are.

SQLAlchemy writes them and knows how values are stored; but for each execution it does more work than the database.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement

_Change = Callable[[Any], Any] | None


@dataclass(frozen=True)
class _Written:
    """A statement in one database's words. `order` names its values, if they go by place; `given` are those that are
    always the same; `stored` and `read` change values on their way in and out."""

    text: str
    order: Sequence[str] | None
    given: Mapping[str, Any]
    stored: Mapping[str, Callable[[Any], Any]]
    read: Sequence[_Change]

    def values(self, values: Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
        changed = {**self.given, **values}
        for name, change in self.stored.items():
            changed[name] = change(changed[name])
        return tuple(changed[name] for name in self.order) if self.order is not None else changed

    def row(self, row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(change(value) if change else value for change, value in zip(self.read, row, strict=True))


class Prepared:
    """One statement. The names of its values decide which columns an insert or an update sets."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._written: dict[tuple[str, ...], _Written] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Execute it. Raises sqlalchemy.exc.DBAPIError, as a connection of SQLAlchemy does."""
        self._execute(connection, values)

    def first(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Execute it and give the first row; None when there is none. Raises as `run` does."""
        return self._execute(connection, values, fetch=True)

    def _execute(
        self, connection: Connection, values: Mapping[str, Any], *, fetch: bool = False
    ) -> tuple[Any, ...] | None:
        written = self._for(connection.dialect, values)
        given = written.values(values)
        with closing(connection.connection.cursor()) as cursor:
            # Whoever listens to what the database is asked hears this too.
            for listener in connection.dispatch.before_cursor_execute:
                listener(connection, cursor, written.text, given, None, False)  # noqa: FBT003 - SQLAlchemy's order
            try:
                cursor.execute(written.text, given)
                row = cursor.fetchone() if fetch else None
            except connection.dialect.loaded_dbapi.Error as error:
                raise _known(connection, written.text, error) from error
        return written.row(row) if row is not None else None

    def _for(self, dialect: Dialect, values: Mapping[str, Any]) -> _Written:
        key = (dialect.name, *values)
        if key not in self._written:
            self._written[key] = _write(self._statement, dialect, list(values))
        return self._written[key]


def _write(statement: ClauseElement, dialect: Dialect, names: list[str]) -> _Written:
    compiled: Any = statement.compile(dialect=dialect, column_keys=names)
    changes = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
    columns = statement.selected_columns if isinstance(statement, Select) else ()
    return _Written(
        str(compiled),
        compiled.positiontup if compiled.positional else None,
        {name: bind.effective_value for name, bind in compiled.binds.items() if name not in names},
        {name: change for name, change in changes.items() if change},
        [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns],
    )


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
