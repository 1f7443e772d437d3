"""Codes that were tried in vain, by voice or on the page: counted over all callers and processes."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from fulfillment.storage.locks import hold
from fulfillment.storage.tables import attempts

_MOST, _WINDOW = 20, timedelta(hours=1)
"""With six figures, twenty tries an hour and a handful of codes that are open, guessing one takes years."""


class Attempts:
    """The vain tries within one transaction on `connection`. Nobody's name or number is kept, only when it was."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def failed(self, at: datetime) -> None:
        """Count one, and forget those of before."""
        self.forget(at)
        self._connection.execute(insert(attempts).values(at=at))

    def forget(self, at: datetime) -> None:
        """Forget those that no longer count."""
        self._connection.execute(delete(attempts).where(attempts.c.at < at - _WINDOW))

    def too_many(self, at: datetime) -> bool:
        """Whether no code is accepted for now. Who asks is alone until the transaction ends: of many tries at once
        each counts those before it."""
        hold(self._connection, "attempts")
        count = self._connection.scalar(select(func.count()).where(attempts.c.at >= at - _WINDOW))
        return (count or 0) >= _MOST
