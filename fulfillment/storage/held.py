"""Connections to SQLite that stay open from turn to turn, as many as read at once.

To take one from the pool and to give it back, cleaned, takes longer than what a turn reads.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event


class Held:
    """Connections to one database, for statements that are given to its driver; may be shared by threads.

    SQLAlchemy knows of no transaction on them: who begins one ends it, and whoever listens for its end hears nothing.
    """

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
            if connection.invalidated:
                connection.close()
            else:
                self._idle.append(connection)

    def _close(self) -> None:
        while self._idle:
            self._idle.pop().close()
