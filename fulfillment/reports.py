"""Reports that are asked for on the page: opened by code or link, mailed, and corrected; each in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from fulfillment.aftermath import Aftermath
from fulfillment.codes import CODE_LENGTH
from fulfillment.conversation.note import mailed_from_the_page
from fulfillment.conversation.session import Session
from fulfillment.report.stored import load
from fulfillment.report.types import Report
from fulfillment.storage.attempts import Attempts
from fulfillment.storage.events import Events
from fulfillment.storage.finished import Finished, Kept
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.settled import settled
from fulfillment.storage.vault import Vault
from model.question import Choice, Given, Question
from model.types import Model

_CHANNEL = "page"
_MOST_MAILS, _PER = 3, timedelta(days=1)
"""Mails of one report in a day: a typed address can be wrong, and a link can be passed on to who means harm."""


class TooOftenError(Exception):
    """Too many wrong codes were tried, or too many mails asked for: nothing is done for now."""


@dataclass(frozen=True)
class Answered:
    """What the report of a scan rests on: the questions it asked or may still ask, and what was given."""

    questions: tuple[Question, ...]
    given: Given


class Reports:
    """The reports that are kept. `resume_days` is how long a code works."""

    def __init__(self, database: Engine, vault: Vault, aftermath: Aftermath, *, resume_days: int) -> None:
        self.model: Model = aftermath.model
        self._database = database
        self._vault = vault
        self._aftermath = aftermath
        self._code_works = timedelta(days=resume_days)

    def with_code(self, code: str, now: datetime) -> str | None:
        """Give the id of the scan that a spoken code opens, with its report made if it was not; None for a wrong or
        expired one. Raises TooOftenError after too many wrong ones, whoever tried them."""
        return settled(self._database, lambda connection: self._with_code(connection, code, now))

    def _with_code(self, connection: Connection, code: str, now: datetime) -> str | None:
        attempts = Attempts(connection)
        if attempts.too_many(now):
            raise TooOftenError
        found = self._opened(connection, code, now) if len(code) == CODE_LENGTH else None
        if found is None:
            attempts.failed(now)
        return found

    def report(self, scan_id: str) -> Report | None:
        """Give the newest version of a report, or None when it was erased."""
        with self._database.begin() as connection:
            kept = Finished(connection, self._vault).kept(scan_id)
        return load(kept.content) if kept else None

    def mail(self, scan_id: str, address: str, now: datetime) -> bool:
        """Queue the mail of a report; False when it was erased. The address is kept with the mail only.

        Raises TooOftenError."""
        return settled(self._database, lambda connection: self._mail(connection, scan_id, address, now))

    def _mail(self, connection: Connection, scan_id: str, address: str, now: datetime) -> bool:
        finished = Finished(connection, self._vault)
        found = self._scan(connection, scan_id)
        if found is None:
            return False
        if finished.mails_since(scan_id, now - _PER) >= _MOST_MAILS:
            raise TooOftenError
        session = found[1]
        self._aftermath.mail(connection, session.id, scan_id, address, now)
        Events(connection).add(session, mailed_from_the_page(session), channel=_CHANNEL, at=now)
        return True

    def answered(self, scan_id: str) -> Answered | None:
        """Give the answers that a report rests on, or None when it was erased."""
        with self._database.begin() as connection:
            found = self._scan(connection, scan_id)
        if found is None:
            return None
        scan, _ = found
        course = {question.id for question in scan.course(self.model)}
        asked = tuple(q for q in self.model.scored if q.id in scan.given or q.id in course)
        return Answered(asked, scan.given)

    def correct(self, scan_id: str, given: Mapping[str, Choice], now: datetime) -> bool:
        """Put right the answers in `given`, in the scan and in the conversation it came from, and write a new version
        of the report when that changes something; False when nothing changed, or when the scan was erased meanwhile.

        Raises KeyError for a question or answer that the model does not have."""
        return settled(self._database, lambda connection: self._correct(connection, scan_id, given, now))

    def _correct(self, connection: Connection, scan_id: str, given: Mapping[str, Choice], now: datetime) -> bool:
        found = self._scan(connection, scan_id)
        if found is None:
            return False
        scan, session = found
        changed = {id: choice for id, choice in given.items() if id not in scan.given or scan.given[id] != choice}
        if not changed:
            return False
        mended = replace(scan, given={**scan.given, **changed})
        early = mended.unanswered(self.model) is not None
        self._aftermath.write(connection, mended, now, early=early, corrected=True)
        if scan.given.keys() <= session.given.keys():
            Sessions(connection, self._vault).put(replace(session, given={**session.given, **changed}))
        # Else the scan was begun anew by voice: what is being answered there is another one.
        return True

    def _scan(self, connection: Connection, scan_id: str) -> tuple[Session, Session] | None:
        """Give the session as it was when the report was made, as to its answers, and as it is now; both in the model
        of now and locked until the transaction ends."""
        finished, sessions = Finished(connection, self._vault), Sessions(connection, self._vault)
        kept = finished.kept(scan_id)
        stored = sessions.with_id(kept.session) if kept else None
        # Once more: only now that the session is locked nobody else can write its scan.
        kept = finished.kept(scan_id)
        if kept is None or stored is None:
            return None
        return self._as_reported(stored.session, kept), stored.session.fitting(self.model)

    def _as_reported(self, session: Session, kept: Kept) -> Session:
        return replace(session, given=kept.given, model_version=kept.model_version).fitting(self.model)

    def _opened(self, connection: Connection, code: str, now: datetime) -> str | None:
        sessions = Sessions(connection, self._vault)
        stored = sessions.with_code(code)
        if stored is None or not stored.session.paged or now - stored.seen > self._code_works:
            return None
        session = stored.session.fitting(self.model)
        scan_id = Finished(connection, self._vault).scan_of(session)
        if scan_id and (session.reported or session.unanswered(self.model)):
            return scan_id
        if session.unanswered(self.model):
            return None
        reported = replace(session, reported=True, reports=session.reports + 1)
        scan_id = self._aftermath.write(connection, reported, now)
        sessions.put(reported.without_pending().forgetting())
        sessions.forget_turns(reported)
        return scan_id
