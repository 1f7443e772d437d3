"""Finished scans: the scan, its report and its mail, written in one transaction."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, insert, or_, select, update

from fulfillment.conversation.session import Session
from fulfillment.storage.tables import mails, reports, scans
from fulfillment.storage.vault import Vault

QUEUED, SENDING, SENT, FAILED = "queued", "sending", "sent", "failed"
_LEASE = timedelta(minutes=5)
"""A claimed mail that was neither sent nor given back by then was claimed by a worker that died."""


@dataclass(frozen=True)
class Mail:
    """A mail to deliver. `report` is the stored report; `attempts` counts the tries before this one."""

    id: str
    message_id: str
    recipient: str
    report: str
    attempts: int
    created: datetime


def finish(
    connection: Connection,
    vault: Vault,
    session: Session,
    *,
    scan_id: str,
    report: str,
    message_id: str,
    at: datetime,
) -> None:
    """Write the finished scan and its report, and its mail when there is an address. At most once per session."""
    connection.execute(
        insert(scans).values(
            id=scan_id,
            session=session.id,
            model_version=session.model_version,
            given=json.dumps(dict(session.given)),
            finished=at,
        )
    )
    connection.execute(insert(reports).values(scan=scan_id, content=report))
    if session.address:
        connection.execute(
            insert(mails).values(
                id=scan_id,
                scan=scan_id,
                message_id=message_id,
                recipient=vault.seal(session.address),
                state=QUEUED,
                attempts=0,
                due=at,
                created=at,
                reason="",
            )
        )


class Post:
    """The mails that wait, for workers in any number."""

    def __init__(self, database: Engine, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def claim(self, now: datetime) -> Mail | None:
        """Take one due mail for a few minutes; None when nothing is due."""
        with self._database.begin() as connection:
            row = connection.execute(
                select(mails, reports.c.content)
                .join(reports, reports.c.scan == mails.c.scan)
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
        recipient = self._vault.open(row.recipient)
        return Mail(row.id, row.message_id, recipient, row.content, row.attempts, row.created)

    def sent(self, id: str) -> None:
        """Mark as delivered."""
        self._mark(id, state=SENT, reason="")

    def retry(self, id: str, at: datetime, reason: str) -> None:
        """Put back until `at`."""
        self._mark(id, state=QUEUED, due=at, reason=reason[:255])

    def fail(self, id: str, reason: str) -> None:
        """Give up, visibly."""
        self._mark(id, state=FAILED, reason=reason[:255])

    def _mark(self, id: str, **values: object) -> None:
        with self._database.begin() as connection:
            connection.execute(update(mails).where(mails.c.id == id).values(**values))
