"""How full the outbox is, and how late: counted over what is still there, not over what was sent."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, func, select

from fulfillment.storage.outbox import BOUNCED, FAILED, QUEUED, SENDING
from fulfillment.storage.tables import WAITING, mails

STATES = (QUEUED, SENDING, FAILED, BOUNCED)


@dataclass(frozen=True)
class Depth:
    """The mails of one state: their number, how many of them were tried before, and when the oldest was made."""

    number: int = 0
    tried: int = 0
    oldest: datetime | None = None


def depths(connection: Connection) -> dict[str, Depth]:
    """Give the depth of each of STATES."""
    tried = func.sum(case((mails.c.attempts > 0, 1), else_=0))
    query = select(mails.c.state, func.count(), tried, func.min(mails.c.created))
    rows = connection.execute(query.where(mails.c.state.in_(STATES)).group_by(mails.c.state))
    found = {state: Depth(number, int(tried), oldest) for state, number, tried, oldest in rows}
    return {state: found.get(state, Depth()) for state in STATES}


def overdue(connection: Connection, now: datetime) -> float:
    """Give how many seconds ago the mail that waits longest should have been taken up; 0.0 when none is late."""
    due = connection.scalar(select(func.min(mails.c.due)).where(WAITING))
    return max(0.0, (now - due).total_seconds()) if due else 0.0
