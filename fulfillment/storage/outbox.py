"""The mails that wait: claimed by one worker at a time, put back, or done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, func, select, update

from fulfillment.storage.tables import WAITING, handovers, mails, reports

QUEUED, SENDING, SENT, FAILED, BOUNCED = STATES = ("queued", "sending", "sent", "failed", "bounced")
REPORT, HANDOVER = "report", "handover"
LEASE = timedelta(minutes=15)
"""A claimed mail that was neither sent nor given back by then was claimed by a worker that died. Longer than the
slowest server may take (fulfillment.mail.line.Patience): else a second worker would send what the first is sending."""


@dataclass(frozen=True)
class Mail:
    """A mail to deliver. `kind` is REPORT or HANDOVER; `recipient` and `content` are sealed; `attempts` counts the
    tries before this one, `unsure` those of them that may have delivered it."""

    id: str
    kind: str
    message_id: str
    recipient: str
    content: str
    attempts: int
    created: datetime
    unsure: int


class StoredMails:
    """The mails that wait, for workers in any number. A claim lasts for `lease`."""

    def __init__(self, database: Engine, lease: timedelta = LEASE) -> None:
        self._database = database
        self._lease = lease

    def claim(self, now: datetime) -> Mail | None:
        """Take one due mail for the time of a lease; None when nothing is due."""
        with self._database.begin() as connection:
            row = connection.execute(
                select(mails, func.coalesce(reports.c.content, handovers.c.content).label("content"))
                .outerjoin(reports, reports.c.scan == mails.c.scan)
                .outerjoin(handovers, handovers.c.id == mails.c.handover)
                .where(WAITING, mails.c.due <= now)
                .order_by(mails.c.due)
                .limit(1)
                .with_for_update(skip_locked=True, of=mails)
            ).first()
            if row is None:
                return None
            connection.execute(
                update(mails)
                .where(mails.c.id == row.id)
                .values(state=SENDING, due=now + self._lease, attempts=row.attempts + 1)
            )
        kind = HANDOVER if row.handover else REPORT
        return Mail(row.id, kind, row.message_id, row.recipient, row.content, row.attempts, row.created, row.unsure)

    def sent(self, id: str) -> None:
        """Mark as delivered, and forget the address. Also when the lease ran out: it did go out."""
        self._mark(mails.c.id == id, mails.c.state != BOUNCED, state=SENT, reason="", recipient="")

    def retry(self, id: str, attempt: int, at: datetime, reason: str, *, unsure: bool = False) -> None:
        """Put back until `at`, when attempt number `attempt` (from 1) is still the one that has the mail."""
        once_more = mails.c.unsure + (1 if unsure else 0)
        self._mark(*_held(id, attempt), state=QUEUED, due=at, reason=reason[:255], unsure=once_more)

    def fail(self, id: str, attempt: int, reason: str) -> None:
        """Give up, visibly, when attempt number `attempt` is still the one that has the mail."""
        self._mark(*_held(id, attempt), state=FAILED, reason=reason[:255])

    def _mark(self, *where: ColumnElement[bool], **values: object) -> None:
        with self._database.begin() as connection:
            connection.execute(update(mails).where(*where).values(**values))


def _held(id: str, attempt: int) -> tuple[ColumnElement[bool], ...]:
    return mails.c.id == id, mails.c.state == SENDING, mails.c.attempts == attempt
