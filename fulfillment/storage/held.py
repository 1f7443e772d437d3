"""Connections to SQLite that stay open from turn to turn, as many as work at once: to take one from SQLAlchemy's pool
and to give it back, cleaned, takes longer than what a turn reads."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event


class Held:
    """The connections to one database; may be shared by threads."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._idle: deque[Connection] = deque()
        # Who disposes of the pool wants none left.
        event.listen(database, "engine_disposed", lambda _: self._close())

    @contextmanager
    def one(self) -> Iterator[Connection]:
        """Give a connection for as long as it is needed."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._database.connect()
            # The pool has room for few, and others need it.
            connection.detach()
        try:
            yield connection
        finally:
            # Where even going back failed, it would stay in its transaction.
            if connection.invalidated or connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
                connection.close()
            else:
                self._idle.append(connection)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Give one in a transaction, which is committed at the end, or rolled back when something is raised."""
        with self.one() as connection, connection.begin():
            yield connection

    def _close(self) -> None:
        while self._idle:
            self._idle.pop().close()
