"""The mails that wait: claimed by one worker at a time, put back, or done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, func, or_, select, update

from fulfillment.storage.tables import handovers, mails, reports

QUEUED, SENDING, SENT, FAILED = "queued", "sending", "sent", "failed"
REPORT, HANDOVER = "report", "handover"
_LEASE = timedelta(minutes=5)
"""A claimed mail that was neither sent nor given back by then was claimed by a worker that died."""


@dataclass(frozen=True)
class Mail:
    """A mail to deliver. `kind` is REPORT or HANDOVER; `recipient` and `content` are sealed; `attempts` counts the
    tries before this one."""

    id: str
    kind: str
    message_id: str
    recipient: str
    content: str
    attempts: int
    created: datetime


class StoredMails:
    """The mails that wait, for workers in any number."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def claim(self, now: datetime) -> Mail | None:
        """Take one due mail for a few minutes; None when nothing is due."""
        with self._database.begin() as connection:
            row = connection.execute(
                select(mails, func.coalesce(reports.c.content, handovers.c.content).label("content"))
                .outerjoin(reports, reports.c.scan == mails.c.scan)
                .outerjoin(handovers, handovers.c.id == mails.c.handover)
                .where(or_(mails.c.state == QUEUED, mails.c.state == SENDING), mails.c.due <= now)
                .order_by(mails.c.due)
                .limit(1)
                .with_for_update(skip_locked=True, of=mails)
            ).first()
            if row is None:
                return None
            connection.execute(
                update(mails)
                .where(mails.c.id == row.id)
                .values(state=SENDING, due=now + _LEASE, attempts=row.attempts + 1)
            )
        kind = HANDOVER if row.handover else REPORT
        return Mail(row.id, kind, row.message_id, row.recipient, row.content, row.attempts, row.created)

    def sent(self, id: str) -> None:
        """Mark as delivered, and forget the address."""
        self._mark(id, state=SENT, reason="", recipient="")

    def retry(self, id: str, at: datetime, reason: str) -> None:
        """Put back until `at`."""
        self._mark(id, state=QUEUED, due=at, reason=reason[:255])

    def fail(self, id: str, reason: str) -> None:
        """Give up, visibly."""
        self._mark(id, state=FAILED, reason=reason[:255])

    def _mark(self, id: str, **values: object) -> None:
        with self._database.begin() as connection:
            connection.execute(update(mails).where(mails.c.id == id).values(**values))
