"""The mails as an operator sees them: listed, found, tried again, and marked when they come back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, Row, func, or_, select, update

from fulfillment.storage.outbox import BOUNCED, FAILED, HANDOVER, QUEUED, REPORT, SENT, Mail
from fulfillment.storage.tables import handovers, mails, reports


@dataclass(frozen=True)
class Entry:
    """One mail without what it says. `recipient` is sealed, "" when it was forgotten; `due` is when it is tried next,
    or when the lease of who is sending it ends; `reason` says why it did not arrive, or "".
    """

    id: str
    kind: str
    state: str
    attempts: int
    due: datetime
    created: datetime
    reason: str
    recipient: str


class Mails:
    """All stored mails, each method within a transaction of its own."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def newest(self, state: str | None, limit: int) -> list[Entry]:
        """Give the newest mails, of one state or of all."""
        rows = select(mails).order_by(mails.c.created.desc(), mails.c.id).limit(limit)
        with self._database.begin() as connection:
            return [_entry(row) for row in connection.execute(rows.where(mails.c.state == state) if state else rows)]

    def counts(self) -> dict[str, int]:
        """Give the number of mails per state, those that occur."""
        per_state = select(mails.c.state, func.count().label("number")).group_by(mails.c.state)
        with self._database.begin() as connection:
            return {row.state: row.number for row in connection.execute(per_state)}

    def starting_with(self, beginning: str, limit: int = 2) -> list[Entry]:
        """Give the mails whose id starts so."""
        rows = select(mails).where(mails.c.id.startswith(beginning, autoescape=True)).order_by(mails.c.id).limit(limit)
        with self._database.begin() as connection:
            return [_entry(row) for row in connection.execute(rows)]

    def whole(self, id: str) -> Mail | None:
        """Give a mail with its sealed content, whatever its state; None when it is gone."""
        with self._database.begin() as connection:
            row = connection.execute(
                select(mails, func.coalesce(reports.c.content, handovers.c.content).label("content"))
                .outerjoin(reports, reports.c.scan == mails.c.scan)
                .outerjoin(handovers, handovers.c.id == mails.c.handover)
                .where(mails.c.id == id)
            ).first()
        if row is None:
            return None
        kind = _kind(row)
        return Mail(row.id, kind, row.message_id, row.recipient, row.content, row.attempts, row.created, row.unsure)

    def named(self, message_id: str) -> Entry | None:
        """Give the mail with this Message-ID, or None."""
        with self._database.begin() as connection:
            row = connection.execute(select(mails).where(mails.c.message_id == message_id)).first()
        return _entry(row) if row else None

    def again(self, id: str, now: datetime, *, recipient: str = "", message_id: str = "") -> bool:
        """Try a mail again from now; tell whether it will be.

        One that waits is tried earlier. One that failed begins anew, to `recipient` (sealed) when given. One that came
        back needs a `recipient`, as its own was forgotten, and a new `message_id`: a notice about the first must not
        count for the second.
        """
        anew: dict[str, object] = {"state": QUEUED, "due": now, "attempts": 0, "unsure": 0, "reason": ""}
        to = {"recipient": recipient} if recipient else {}
        if recipient and message_id:
            values = {**anew, **to, "message_id": message_id}
            if self._changed(mails.c.id == id, mails.c.state == BOUNCED, **values):
                return True
        return self._changed(mails.c.id == id, mails.c.state == FAILED, **anew, **to) or self._changed(
            mails.c.id == id, mails.c.state == QUEUED, due=now, **to
        )

    def bounced(self, id: str, reason: str) -> bool:
        """Mark a mail that was sent, or perhaps was, as come back, and forget its address; tell whether it was one."""
        out = or_(mails.c.state == SENT, (mails.c.state == QUEUED) & (mails.c.unsure > 0))
        return self._changed(mails.c.id == id, out, state=BOUNCED, reason=reason[:255], recipient="")

    def delayed(self, id: str, reason: str) -> bool:
        """Note with a mail that was sent that it is late; nothing else changes."""
        return self._changed(mails.c.id == id, mails.c.state == SENT, reason=reason[:255])

    def _changed(self, *where: ColumnElement[bool], **values: object) -> bool:
        with self._database.begin() as connection:
            return connection.execute(update(mails).where(*where).values(**values)).rowcount > 0


def _kind(row: Row[tuple[object, ...]]) -> str:
    return HANDOVER if row.handover else REPORT


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(row.id, _kind(row), row.state, row.attempts, row.due, row.created, row.reason, row.recipient)
