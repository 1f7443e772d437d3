"""One turn, durably: find the session, advance it, and write everything it leads to in one transaction."""

from dataclasses import replace
from datetime import timedelta
from email.utils import parseaddr
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from fulfillment.conversation.engine import advance
from fulfillment.conversation.reply import Reply
from fulfillment.conversation.session import Outcome, Session
from fulfillment.conversation.turn import Event, Turn
from fulfillment.report.build import build
from fulfillment.report.stored import dump
from fulfillment.storage.finished import finish
from fulfillment.storage.sessions import Sessions, Stored
from fulfillment.storage.vault import Vault
from model.types import Model

_HERE = ZoneInfo("Europe/Amsterdam")
_LEAVING_NOTHING = (Outcome.REFUSED, Outcome.ERASED)


class Conversations:
    """All conversations over one database. `mail_from` gives the domain of the Message-IDs."""

    def __init__(self, model: Model, database: Engine, vault: Vault, *, resume_days: int, mail_from: str) -> None:
        self._model = model
        self._database = database
        self._vault = vault
        self._resume_days = resume_days
        self._mail_domain = parseaddr(mail_from)[1].rpartition("@")[2] or "localhost.localdomain"

    def converse(self, turn: Turn) -> Reply:
        """Answer a turn. When this returns, everything it changed is durable.

        The same request again gets the same reply and changes nothing; so does a turn that was overtaken by
        another one of the same session. Raises sqlalchemy.exc.SQLAlchemyError when the database is away.
        """
        with self._database.begin() as connection:
            sessions = Sessions(connection, self._vault)
            stored = sessions.newest(turn)
            current = self._taken_up(stored, turn)
            if turn.event is Event.END:
                return self._end(sessions, current, turn)
            known = _repeated(sessions, stored, turn) or _overtaken(sessions, stored, turn)
            return known or self._advance(connection, sessions, current, turn)

    def _advance(self, connection: Connection, sessions: Sessions, session: Session | None, turn: Turn) -> Reply:
        if session is None or session.model_version != self._model.version:
            # What was said answers no question that is open now.
            turn = replace(turn, event=Event.START)
        after, reply = advance(self._model, (session or self._new(turn)).fitting(self._model), turn)
        if after.outcome in _LEAVING_NOTHING:
            self._leave_nothing(sessions, after, turn, reply)
        else:
            sessions.save(turn, after, reply, new=session is None)
        if after.outcome is Outcome.FINISHED:
            sessions.forget_replies(after, but=reply)
            self._finish(connection, after, turn)
        return reply

    def _end(self, sessions: Sessions, session: Session | None, turn: Turn) -> Reply:
        """Take note that the platform ended a conversation. One that goes on elsewhere is left alone."""
        if session is None or session.talk != turn.session:
            return Reply(speech="", number=None)
        after, reply = advance(self._model, session.fitting(self._model), turn)
        if after.consented:
            sessions.update(turn, after)
        else:
            sessions.delete(after)
        return reply

    def _new(self, turn: Turn) -> Session:
        return Session(
            uuid4().hex, self._model.version, kept_days=self._resume_days, returnable=turn.returnable, talk=turn.session
        )

    def _taken_up(self, stored: Stored | None, turn: Turn) -> Session | None:
        kept = timedelta(days=self._resume_days)
        if stored is None or not stored.open or turn.at - stored.seen > kept:
            return None
        return stored.session

    def _leave_nothing(self, sessions: Sessions, session: Session, turn: Turn, reply: Reply) -> None:
        if session.outcome is Outcome.ERASED:
            sessions.erase(turn)
        else:
            sessions.delete(session)
        sessions.remember(turn, reply, None)

    def _finish(self, connection: Connection, session: Session, turn: Turn) -> None:
        scan_id = uuid4().hex
        report = build(self._model, session.given, created=turn.at.astimezone(_HERE).date(), scan_id=scan_id)
        finish(
            connection,
            self._vault,
            session,
            scan_id=scan_id,
            report=dump(report),
            message_id=f"<{scan_id}@{self._mail_domain}>",
            at=turn.at,
        )


def _repeated(sessions: Sessions, stored: Stored | None, turn: Turn) -> Reply | None:
    """Give the reply that this very request got before. An opening is only repeated as long as nothing came after
    it: later the same bytes open the conversation anew."""
    known = sessions.reply_to(turn)
    if known is None or turn.event is not Event.START:
        return known
    return known if stored and stored.open and stored.session.replies == known.number else None


def _overtaken(sessions: Sessions, stored: Stored | None, turn: Turn) -> Reply | None:
    """Give the newest reply to a turn that answers an older one: its speaker has not heard the newest yet."""
    if stored is None or turn.heard is None or turn.event is Event.START or stored.session.talk != turn.session:
        return None
    return sessions.last_reply(stored.session) if turn.heard < stored.session.replies else None
