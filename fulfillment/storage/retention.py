"""What is kept longer than was said, and goes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select

from fulfillment.storage.erasure import Tally, erase, held
from fulfillment.storage.events import Events
from fulfillment.storage.tables import sessions, turns

_EVENTS_EACH = 10
"""Events in one transaction for each session in it: they are smaller."""


@dataclass(frozen=True)
class Overdue:
    """What is overdue, or went: sessions that were left without a report, sessions with one, and replies that belong to
    no session, and old events."""

    left: Tally
    reported: Tally
    replies: int
    events: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.left or self.reported or self.replies or self.events)

    def __add__(self, other: "Overdue") -> "Overdue":
        """Give both together."""
        return Overdue(
            self.left + other.left,
            self.reported + other.reported,
            self.replies + other.replies,
            self.events + other.events,
        )

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

    def purge(self, most: int) -> Overdue:
        """Delete at most `most` of each kind, and events of `reported_before`; give what went. The other events of
        sessions that go stay, as nobody's."""
        events = Events(self._connection)
        old = events.purge(self._reported_before, most * _EVENTS_EACH)
        left, reported = self._some(self._left, most), self._some(self._reported, most)
        events.let_go(or_(left, reported))
        some = select(turns.c.request).where(self._replies).limit(most)
        replies = self._connection.execute(delete(turns).where(turns.c.request.in_(some))).rowcount
        return Overdue(erase(self._connection, left), erase(self._connection, reported), replies, old)

    def _some(self, which: ColumnElement[bool], most: int) -> ColumnElement[bool]:
        # One that is being taken up at this moment is not old any more.
        some = select(sessions.c.id).where(which).limit(most).with_for_update(skip_locked=True)
        return sessions.c.id.in_(self._connection.scalars(some).all())
