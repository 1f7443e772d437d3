"""Everything that is stored of somebody, with Dutch labels, as it is handed out on request (GDPR art. 15 and 20)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, RowMapping, or_, select

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.session import Session
from fulfillment.handover.stored import load as load_handover
from fulfillment.privacy.words import AGREEMENTS, CHANNELS
from fulfillment.report.stored import load as load_report
from fulfillment.report.text import render_text
from fulfillment.storage.consents import Consents
from fulfillment.storage.persons import Persons
from fulfillment.storage.sessions import Sessions, as_data, loaded
from fulfillment.storage.tables import addresses, events, handovers, mails, reports, scans, sessions
from fulfillment.storage.vault import Vault
from model.question import Choice

Entry = dict[str, Any]

_HERE = ZoneInfo("Europe/Amsterdam")
_STATES = {
    "queued": "wacht",
    "sending": "wordt verstuurd",
    "sent": "verstuurd",
    "failed": "niet gelukt",
    "bounced": "teruggekomen",
}
_LABELLED = ("given", "slots", "address", "reach", "pending", "code")
"""What of a session has a label of its own; the rest is shown as it is stored."""


class Dossier:
    """Reads what is stored, within one transaction on `connection`; `bot` knows the questions."""

    def __init__(self, connection: Connection, vault: Vault, bot: Bot) -> None:
        self._connection = connection
        self._vault = vault
        self._bot = bot

    def of(self, which: ColumnElement[bool], at: datetime) -> Entry:
        """Give the sessions for which `which` holds, oldest first, as data for JSON.

        Raises SealBroken, storage.sessions.Unreadable, and ValueError for a stored report or hand-over of another make.
        """
        ids = Persons(self._connection, self._vault).ids(which)
        return {"gemaakt op": _moment(at), "gesprekken": [self._session(id) for id in ids]}

    def _session(self, id: str) -> Entry:
        row = self._connection.execute(select(sessions).where(sessions.c.id == id)).one()._mapping
        session = loaded(self._vault.open(row["state"]))
        return {
            "kenmerk": id,
            "via": CHANNELS.get(row["channel"], row["channel"]),
            "begonnen": _moment(row["began"]),
            "laatste beurt": _moment(row["seen"]),
            **self._told(session),
            "toestemmingen": list(self._consents(id)),
            "gesprek": list(self._lines(session)),
            "rapporten": list(self._reports(id)),
            "mails": list(self._mails(id)),
            "overdrachten aan een collega": list(self._handovers(id)),
            "verloop": list(self._events(id)),
            "versleutelde kenmerken": self._hashes(row),
            "stand van het gesprek": {key: value for key, value in as_data(session).items() if key not in _LABELLED},
        }

    def _told(self, session: Session) -> Entry:
        return {
            "antwoorden": [self._answer(id, choice) for id, choice in session.given.items()],
            "over jezelf en je bedrijf": {self._asked(id): self._value(id, said) for id, said in session.slots.items()},
            "e-mailadres": session.address,
            "te bereiken via": session.reach,
            "nog niet bevestigd": session.pending,
            "code": session.code,
        }

    def _answer(self, id: str, choice: Choice) -> Entry:
        question = next((question for question in self._bot.model.scored if question.id == id), None)
        try:
            chosen = [answer.label for answer in question.chosen(choice)] if question else None
        except KeyError:
            chosen = None
        # A question or an answer of an earlier version is shown by its id.
        told = chosen if chosen is not None else choice
        return {"vraag": question.spoken if question else id, "antwoord": "weet ik niet" if choice is None else told}

    def _asked(self, slot_id: str) -> str:
        slot = self._bot.slots.get(slot_id)
        return slot.short if slot else slot_id

    def _value(self, slot_id: str, value: str | None) -> str:
        slot = self._bot.slots.get(slot_id)
        label = next((option.label for option in slot.options if option.id == value), None) if slot else None
        return label or value or "overgeslagen"

    def _consents(self, id: str) -> Iterator[Entry]:
        for consent in Consents(self._connection, self._vault).of(id):
            yield {
                "waarvoor": AGREEMENTS.get(consent.kind, consent.kind),
                "zo gevraagd": consent.wording.splitlines(),
                "vorm": consent.form,
                "versie": consent.version,
                "gegeven": _moment(consent.given),
                "ingetrokken": _moment(consent.withdrawn) if consent.withdrawn else None,
            }

    def _events(self, id: str) -> Iterator[Entry]:
        rows = self._connection.execute(select(events).where(events.c.session == id).order_by(events.c.id))
        for row in rows:
            about = {key: value for key, value in row._mapping.items() if key not in ("id", "session", "conversation")}
            yield {**about, "at": _moment(row.at)}

    def _lines(self, session: Session) -> Iterator[Entry]:
        for line in Sessions(self._connection, self._vault).transcript(session):
            yield {"moment": _moment(line.at), "jij": line.said, "Checkbot": line.reply}

    def _reports(self, id: str) -> Iterator[Entry]:
        query = select(scans, reports.c.content).join(reports, reports.c.scan == scans.c.id)
        for row in self._connection.execute(query.where(scans.c.session == id)):
            text = render_text(load_report(self._vault.open(row.content)))
            yield {
                "kenmerk": row.id,
                "gemaakt": _moment(row.finished),
                "versie van de vragen": row.model_version,
                "rapport": text.splitlines(),
            }

    def _mails(self, id: str) -> Iterator[Entry]:
        scanned = select(scans.c.id).where(scans.c.session == id)
        handed = select(handovers.c.id).where(handovers.c.session == id)
        query = select(mails).where(or_(mails.c.scan.in_(scanned), mails.c.handover.in_(handed)))
        for row in self._connection.execute(query.order_by(mails.c.created)):
            # Where a hand-over went is a colleague's address, not the respondent's.
            to = "een collega" if row.handover else self._vault.open(row.recipient) if row.recipient else "gewist"
            yield {
                "wat": "overdracht" if row.handover else "rapport",
                "aan": to,
                "Message-ID": row.message_id,
                "gemaakt": _moment(row.created),
                "stand": _STATES.get(row.state, row.state),
                "pogingen": row.attempts,
                "laatste reden": row.reason,
            }

    def _handovers(self, id: str) -> Iterator[Entry]:
        for row in self._connection.execute(select(handovers).where(handovers.c.session == id)):
            handover = load_handover(self._vault.open(row.content))
            yield {
                "gemaakt": _moment(row.created),
                "teruggegeven": _moment(row.returned) if row.returned else None,
                "samenvatting": list(handover.summary),
                "voorstel voor een antwoord": handover.suggested,
                "antwoorden": list(handover.answers),
                "gesprek": [{"jij": line.said, "Checkbot": line.reply} for line in handover.lines],
            }

    def _hashes(self, row: RowMapping) -> Entry:
        known = select(addresses.c.address).where(addresses.c.session == row["id"])
        return {
            "account bij het platform": row["respondent"],
            "code": row["code"],
            "adressen en nummers": list(self._connection.scalars(known)),
        }


def _moment(at: datetime) -> str:
    return at.astimezone(_HERE).strftime("%d-%m-%Y %H:%M:%S")
