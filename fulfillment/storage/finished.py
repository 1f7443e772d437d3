"""What comes of a session: its scan and report, the mails, and a conversation that is handed over. What was said is
sealed."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, func, insert, or_, select, update

from fulfillment.conversation.agreement import Agreement
from fulfillment.conversation.session import Session
from fulfillment.storage.outbox import QUEUED
from fulfillment.storage.tables import addresses, consents, handovers, mails, reports, scans, sessions
from fulfillment.storage.vault import SealBroken, Vault
from model.question import Given


@dataclass(frozen=True)
class Past:
    """A finished scan: what was given, also to questions that no longer exist, and when (aware)."""

    given: Given
    finished: datetime


@dataclass(frozen=True)
class Kept:
    """A scan and its report as they are kept: of which session, under which version of the model, what was given, and
    the report as JSON."""

    session: str
    model_version: str
    given: Given
    content: str


class Finished:
    """What comes of sessions, written within one transaction on `connection`."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def scan_of(self, session: Session) -> str | None:
        """Give the id of the session's scan, or None before its first report."""
        return self._connection.scalar(select(scans.c.id).where(scans.c.session == session.id))

    def kept(self, scan_id: str) -> Kept | None:
        """Give a scan with its report, or None when it is gone or sealed with a key that is not given."""
        row = self._connection.execute(
            select(scans.c.session, scans.c.model_version, scans.c.given, reports.c.content)
            .join(reports, reports.c.scan == scans.c.id)
            .where(scans.c.id == scan_id)
        ).first()
        given = self._given(row.given) if row else None
        if row is None or given is None:
            return None
        return Kept(row.session, row.model_version, given, self._vault.open(row.content))

    def mails_since(self, scan_id: str, at: datetime) -> int:
        """Count the mails of a scan that were queued after `at`."""
        found = select(func.count()).where(mails.c.scan == scan_id, mails.c.created > at)
        return self._connection.scalar(found) or 0

    def earlier(self, session: Session) -> Past | None:
        """Give the newest scan of another session with the same confirmed address, before this one's scan when that is
        finished; None when there is none, or when it was sealed with a key that is not given. The account is no
        ground: behind one loudspeaker in an office are many people."""
        mine = select(addresses.c.address).where(addresses.c.session == session.id)
        alike = select(addresses.c.session).where(addresses.c.address.in_(mine), addresses.c.session != session.id)
        own = select(scans.c.finished).where(scans.c.session == session.id).scalar_subquery()
        row = self._connection.execute(
            select(scans.c.given, scans.c.finished)
            .where(scans.c.session.in_(alike))
            .where(or_(own.is_(None), scans.c.finished < own))
            .order_by(scans.c.finished.desc())
            .limit(1)
        ).first()
        given = self._given(row.given) if row else None
        return Past(given, row.finished) if row and given else None

    def companies(self, model_version: str, most: int) -> list[Given]:
        """Give what the `most` newest scans of a version were given, of who agreed that the scores count with others':
        one per respondent, and without anything that tells whose it is."""
        agreed = (
            consents.c.session == scans.c.session,
            consents.c.kind == Agreement.COMPARE,
            consents.c.withdrawn.is_(None),
        )
        rows = self._connection.execute(
            select(sessions.c.respondent, scans.c.given)
            .join(sessions, sessions.c.id == scans.c.session)
            .where(scans.c.model_version == model_version, exists().where(*agreed))
            .order_by(scans.c.finished.desc())
            .limit(most)
        ).all()
        newest = {row.respondent: row.given for row in reversed(rows)}
        return [given for sealed in newest.values() if (given := self._given(sealed)) is not None]

    def _given(self, sealed: str) -> Given | None:
        try:
            given = json.loads(self._vault.open(sealed))
        except SealBroken:
            return None
        return {id: tuple(choice) if isinstance(choice, list) else choice for id, choice in given.items()}

    def scan(self, session: Session, *, scan_id: str, report: str, at: datetime | None) -> None:
        """Keep the scan and its report; when the session went on after an earlier one, in its place. Without `at` it
        was corrected: the day on which it was finished stays."""
        values: dict[str, object] = {
            "model_version": session.model_version,
            "given": self._vault.seal(json.dumps(dict(session.given))),
        }
        if at:
            values["finished"] = at
        if self.scan_of(session) is None:
            self._connection.execute(insert(scans).values(id=scan_id, session=session.id, **values))
            self._connection.execute(insert(reports).values(scan=scan_id, content=self._vault.seal(report)))
            return
        self._connection.execute(update(scans).where(scans.c.id == scan_id).values(**values))
        content = self._vault.seal(report)
        self._connection.execute(update(reports).where(reports.c.scan == scan_id).values(content=content))

    def mail(self, *, id: str, scan_id: str, recipient: str, message_id: str, at: datetime) -> None:
        """Queue the mail with the report of a scan."""
        self._queue(id, recipient, message_id, at, scan=scan_id)

    def handover(
        self, session: Session, *, id: str, content: str, recipient: str, message_id: str, at: datetime
    ) -> None:
        """Keep a conversation for a colleague, and queue the mail that tells so."""
        sealed = self._vault.seal(content)
        self._connection.execute(insert(handovers).values(id=id, session=session.id, content=sealed, created=at))
        self._queue(id, recipient, message_id, at, handover=id)

    def _queue(self, id: str, recipient: str, message_id: str, at: datetime, **about: str) -> None:
        self._connection.execute(
            insert(mails).values(
                id=id,
                message_id=message_id,
                recipient=self._vault.seal(recipient),
                state=QUEUED,
                attempts=0,
                due=at,
                created=at,
                reason="",
                **about,
            )
        )
