"""What is kept longer than was said, and goes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select

from fulfillment.storage.erasure import Tally, erase, held
from fulfillment.storage.events import Events
from fulfillment.storage.tables import sessions, turns


@dataclass(frozen=True)
class Overdue:
    """What is overdue, or went: sessions that were left without a report, sessions with one, and replies that belong to
    no session."""

    left: Tally
    reported: Tally
    replies: int

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.left or self.reported or self.replies)

    @property
    def sessions(self) -> int:
        """The number of sessions."""
        return self.left.sessions + self.reported.sessions


class Retention:
    """Sessions without a report and replies without a session, last seen `before` then, and sessions with a report, of
    `reported_before`: all nobody can take up any more. Within one transaction on `connection`."""

    def __init__(self, connection: Connection, before: datetime, reported_before: datetime) -> None:
        self._connection = connection
        self._reported_before = reported_before
        self._left: ColumnElement[bool] = and_(sessions.c.open.is_(True), sessions.c.seen < before)
        self._reported: ColumnElement[bool] = and_(sessions.c.open.is_(False), sessions.c.seen < reported_before)
        self._replies = and_(turns.c.session.is_(None), turns.c.at < before)

    def overdue(self) -> Overdue:
        """Count it."""
        replies = self._connection.scalar(select(func.count()).select_from(turns).where(self._replies)) or 0
        return Overdue(held(self._connection, self._left), held(self._connection, self._reported), replies)

    def purge(self) -> Overdue:
        """Delete it, and events of `reported_before`; give what went. Other events stay, as nobody's."""
        events = Events(self._connection)
        events.let_go(or_(self._left, self._reported))
        events.purge(self._reported_before)
        replies = self._connection.execute(delete(turns).where(self._replies)).rowcount
        return Overdue(erase(self._connection, self._left), erase(self._connection, self._reported), replies)
