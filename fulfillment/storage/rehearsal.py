"""Work on the database done beforehand, beside the lock that only one writer can have.

What the work reads is read at once; what it writes is noted. Within the lock it is then enough to see that all it read
is still so, and to write what was noted: what it came to cannot have been otherwise. So others wait for a few
statements, and not for the conversation.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError

from fulfillment.storage import driver
from fulfillment.storage.driver import Bound
from fulfillment.storage.held import Held

_Result = TypeVar("_Result")


class Unrehearsed(Exception):  # noqa: N818 - reads as what happened
    """The work does more than prepared statements, or reads what it wrote: it can only be done within the lock."""


class Rehearsal:
    """Stands in for the connection of a transaction, for prepared statements only; whatever else is asked of it raises
    Unrehearsed. For one thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect
        self.looked_up: list[tuple[Bound, Sequence[Any] | None]] = []
        self.noted: list[Bound] = []

    def first(self, bound: Bound) -> Sequence[Any] | None:
        """Look it up now. Raises Unrehearsed after a write, which it would not see."""
        if self.noted:
            raise Unrehearsed
        found = driver.first(self._connection, bound)
        self.looked_up.append((bound, found))
        return found

    def run(self, bound: Bound) -> None:
        """Note it for later."""
        self.noted.append(bound)

    def __getattr__(self, name: str) -> Any:
        raise Unrehearsed(name)


class Rehearsed(Generic[_Result]):
    """Work that was done beforehand, as far as it could be. Raises sqlalchemy.exc.OperationalError when the database
    can't be read."""

    def __init__(self, work: Callable[[Connection], _Result], connections: Held) -> None:
        self._work = work
        self._rehearsal: Rehearsal | None = None
        try:
            with connections.one() as connection:
                rehearsal = Rehearsal(connection)
                # It has what the work asks for, or raises.
                self.result = work(cast("Connection", rehearsal))
        except OperationalError:
            # Who can't read now has waited for it already.
            raise
        except Exception:  # noqa: BLE001 - whatever it is, within the lock it comes again and is told
            return
        self._rehearsal = rehearsal

    def __call__(self, connection: Connection) -> _Result:
        """Do the work within a transaction, or what it came to when nothing it read has changed. May be called again
        when the transaction failed."""
        return self.result if self.repeated(connection) else self._work(connection)

    def repeated(self, connection: Connection) -> bool:
        """Write what the work came to, within a transaction; give False, with nothing written, when it was not done
        beforehand or something it read has changed."""
        if self._rehearsal is None or not _still_so(self._rehearsal, connection):
            return False
        for bound in self._rehearsal.noted:
            driver.run(connection, bound)
        return True


class _InFewTrips(Rehearsal):
    """One within a transaction on PostgreSQL."""

    def lock(self, bound: Bound) -> None:
        """Take a lock, on the way to what is looked up next."""
        driver.send(self._connection, bound)


def in_few_trips(work: Callable[[Connection], _Result], connection: Connection) -> _Result:
    """Do `work` within a transaction on PostgreSQL, which may be another machine: what it reads is read at once, what
    it writes goes together, at the end."""
    rehearsal = _InFewTrips(connection)
    # What was sent may have failed: that is told when the pipe ends, and goes before whatever it led to.
    with driver.piped(connection):
        try:
            result = work(cast("Connection", rehearsal))
        except DBAPIError:
            raise
        except Exception:  # noqa: BLE001 - whatever it is, on the connection itself it comes again and is told
            done = False
        else:
            done = True
            for bound in rehearsal.noted:
                driver.send(connection, bound)
    return result if done else work(connection)


def _still_so(rehearsal: Rehearsal, connection: Connection) -> bool:
    return all(driver.first(connection, bound) == found for bound, found in rehearsal.looked_up)
