"""What comes of a turn besides its reply: a report and its mail, or a conversation handed over; in its transaction."""

from datetime import datetime
from email.utils import parseaddr
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from fulfillment.conversation.agreement import given, withdrawn
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.understanding.spoken_address.address import spelled
from fulfillment.handover import build as handover
from fulfillment.handover.stored import dump as dump_handover
from fulfillment.report.build import build
from fulfillment.report.change import Earlier
from fulfillment.report.stored import dump
from fulfillment.storage.addresses import Addresses, reachable
from fulfillment.storage.consents import Consents, StoredConsent
from fulfillment.storage.finished import Finished
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.vault import Vault
from model.types import Model

_HERE = ZoneInfo("Europe/Amsterdam")


class Aftermath:
    """Writes what comes of sessions. `mail_from` gives the domain of the Message-IDs; `handover_to` is the address of
    the colleagues who take over, "" when there are none; `kept_days` is told in reports (0: not)."""

    def __init__(
        self, model: Model, vault: Vault, *, mail_from: str, handover_to: str = "", kept_days: int = 0
    ) -> None:
        self.model = model
        self._vault = vault
        self._domain = parseaddr(mail_from)[1].rpartition("@")[2] or "localhost.localdomain"
        self._handover_to = handover_to
        self._kept_days = kept_days

    def of(self, connection: Connection, before: Session, after: Session, at: datetime) -> None:
        """Write what this turn led to, when it led to something."""
        self._note_consents(connection, before, after, at)
        for address in {*reachable(after)} - {*reachable(before)}:
            Addresses(connection, self._vault).know(after.id, address)
        if after.reports > before.reports:
            self.report(connection, after, at)
        if after.handovers > before.handovers and self._handover_to:
            self._hand_over(connection, after, at)

    def report(self, connection: Connection, session: Session, at: datetime, *, early: bool = False) -> None:
        """Write the scan and its report, and queue its mail when there is an address. `early`: the scan was left."""
        scan_id = self.write(connection, session, at, early=early)
        if session.address:
            self.mail(connection, session.id, scan_id, session.address, at)

    def write(
        self, connection: Connection, session: Session, at: datetime, *, early: bool = False, corrected: bool = False
    ) -> str:
        """Write the scan and its report, and give the scan's id. `corrected`: a new version of one that was finished
        before."""
        finished = Finished(connection, self._vault)
        scan_id = finished.scan_of(session) or uuid4().hex
        past = finished.earlier(session)
        report = build(
            self.model,
            session.given,
            created=at.astimezone(_HERE).date(),
            scan_id=scan_id,
            profile=session.profile(self.model),
            early=early,
            earlier=Earlier(past.finished.astimezone(_HERE).date(), past.given) if past else None,
            kept_days=self._kept_days,
        )
        finished.scan(session, scan_id=scan_id, report=dump(report), at=None if corrected else at)
        return scan_id

    def mail(self, connection: Connection, session_id: str, scan_id: str, recipient: str, at: datetime) -> None:
        """Queue the mail with the report of a scan: the newest version, when it goes out."""
        id = uuid4().hex
        Addresses(connection, self._vault).know(session_id, recipient)
        Finished(connection, self._vault).mail(
            id=id, scan_id=scan_id, recipient=recipient, message_id=self._message_id(id), at=at
        )

    def _note_consents(self, connection: Connection, before: Session, after: Session, at: datetime) -> None:
        consents = Consents(connection, self._vault)
        for kind in withdrawn(before, after):
            consents.withdraw(after.id, kind, at)
        for kind in given(before, after):
            # The address has a term of its own; what was agreed to is that it is used.
            spoken = spelled(before.pending) if before.pending else ""
            wording, form = "\n".join(before.asked), self.model.form
            wording = wording.replace(spoken, "[adres]") if spoken else wording
            consents.give(after.id, StoredConsent(kind, wording, form, after.model_version, at))

    def _hand_over(self, connection: Connection, session: Session, at: datetime) -> None:
        id = uuid4().hex
        lines = Sessions(connection, self._vault).transcript(session)
        asking = session.interrupted in (Step.QUESTION, Step.MEANT) and session.current
        built = handover.build(
            self.model,
            id=id,
            name=session.name,
            profile=session.profile(self.model),
            reach=session.reach or "",
            reason=handover.Reason(session.reason or handover.Reason.ASKED),
            given=session.given,
            current=self.model.question(session.current) if asking and session.current else None,
            lines=[handover.Line(line.said, line.reply) for line in lines],
        )
        Finished(connection, self._vault).handover(
            session,
            id=id,
            content=dump_handover(built),
            recipient=self._handover_to,
            message_id=self._message_id(id),
            at=at,
        )

    def _message_id(self, id: str) -> str:
        return f"<{id}@{self._domain}>"
