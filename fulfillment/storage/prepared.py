"""Statements that every turn makes: written for the database once, and then given to its driver as they are.

SQLAlchemy writes them and knows how values are stored; but for each execution it does more work than the database.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.sql import ClauseElement

from fulfillment.storage import driver
from fulfillment.storage.driver import Bound, Change
from fulfillment.storage.rehearsal import Rehearsal


@dataclass(frozen=True)
class _Written:
    """A statement in one database's words. `order` names its values, if they go by place; `given` are those that are
    always the same; `stored` and `read` change values on their way in and out."""

    text: str
    order: Sequence[str] | None
    given: Mapping[str, Any]
    stored: Mapping[str, Callable[[Any], Any]]
    read: Sequence[Change]

    def bound(self, values: Mapping[str, Any]) -> Bound:
        changed = {**self.given, **values}
        for name, change in self.stored.items():
            changed[name] = change(changed[name])
        by_place = tuple(changed[name] for name in self.order) if self.order is not None else changed
        return Bound(self.text, by_place, self.read)


class Prepared:
    """One statement. The names of its values decide which columns an insert or an update sets."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._written: dict[tuple[str, ...], _Written] = {}

    def run(self, connection: Connection | Rehearsal, values: Mapping[str, Any]) -> None:
        """Execute it. Raises sqlalchemy.exc.DBAPIError, as a connection of SQLAlchemy does."""
        bound = self._for(connection.dialect, values).bound(values)
        if isinstance(connection, Rehearsal):
            connection.run(bound)
        else:
            driver.run(connection, bound)

    def first(self, connection: Connection | Rehearsal, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Execute it and give the first row; None when there is none. Raises as `run` does."""
        bound = self._for(connection.dialect, values).bound(values)
        found = connection.first(bound) if isinstance(connection, Rehearsal) else driver.first(connection, bound)
        return bound.row(found) if found is not None else None

    def lock(self, connection: Connection | Rehearsal, values: Mapping[str, Any]) -> None:
        """Execute it before whatever is looked up next; its rows do not matter. Raises as `run` does."""
        bound = self._for(connection.dialect, values).bound(values)
        if isinstance(connection, Rehearsal):
            connection.lock(bound)
        else:
            driver.first(connection, bound)

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
