"""One turn, durably: find the session, advance it, and write everything it leads to in one transaction."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from time import perf_counter
from uuid import uuid4

from sqlalchemy import Connection, Engine

from fulfillment.aftermath import Aftermath
from fulfillment.codes import new_code
from fulfillment.conversation.bot import Bot
from fulfillment.conversation.engine import advance, advanced
from fulfillment.conversation.note import Milestone, Note, place
from fulfillment.conversation.reply import Reply
from fulfillment.conversation.session import Outcome, Session
from fulfillment.conversation.turn import Event, Turn
from fulfillment.privacy.erasing import SPOKEN, erase_logged
from fulfillment.storage.attempts import Attempts
from fulfillment.storage.events import Events
from fulfillment.storage.persons import Persons
from fulfillment.storage.sessions import Sessions, Stored
from fulfillment.storage.vault import Vault
from model.words import LONGEST


class Conversations:
    """All conversations of one bot over one database. `aftermath` makes what comes of them."""

    def __init__(self, bot: Bot, database: Engine, vault: Vault, aftermath: Aftermath, *, resume_days: int) -> None:
        self._bot = bot
        self._model = bot.model
        self._database = database
        self._vault = vault
        self._aftermath = aftermath
        self._resume_days = resume_days

    def converse(self, turn: Turn, since: float | None = None) -> Reply:
        """Answer a turn, which came in at `since` (time.perf_counter). When this returns, everything it changed is
        durable.

        The same request again gets the same reply and changes nothing; so does a turn that was overtaken by
        another one of the same session. Raises sqlalchemy.exc.SQLAlchemyError when the database is away.
        """
        turn = replace(turn, words=turn.words[:LONGEST], session=_hashed(turn.session))
        with self._database.begin() as connection:
            sessions = Sessions(connection, self._vault)
            stored = sessions.newest(turn)
            current = self._taken_up(stored, turn.at)
            if turn.event is Event.END:
                return self._end(connection, sessions, current, turn)
            known = _repeated(sessions, stored, turn) or _overtaken(sessions, stored, turn)
            return known or self._advance(connection, sessions, current, turn, since)

    def _advance(
        self, connection: Connection, sessions: Sessions, session: Session | None, turn: Turn, since: float | None
    ) -> Reply:
        unheard = session is None or session.model_version != self._model.version
        if unheard or (session and turn.opens and turn.session != session.talk):
            # What was said answers no question that is open now.
            turn = replace(turn, event=Event.START)
        before = (session or self._new(turn)).fitting(self._model)
        after, reply, note = advanced(self._bot, before, turn)
        after = replace(after, last=_ids(turn), fixed_ids=_fixed_ids(before, turn))
        if after.claim:
            after, reply = self._claimed(connection, sessions, before, after, turn, new=session is None)
            self._learn(connection, after, turn, replace(note, led_to=place(after)), since)
            return reply
        self._keep(connection, after, turn, reply, new=session is None)
        if after.outcome is None:
            self._aftermath.of(connection, before, after, turn.at)
        if after.reports > before.reports:
            sessions.forget_replies(after, but=reply)
        self._learn(connection, after, turn, note, since)
        return reply

    def _learn(self, connection: Connection, session: Session, turn: Turn, note: Note, since: float | None) -> None:
        """Note how the turn went; of a session of which nothing is kept only that it was there."""
        if session.outcome:
            Events(connection).tally(Milestone(session.outcome), channel=turn.channel, at=turn.at)
            return
        took = None if since is None else (perf_counter() - since) * 1000
        Events(connection).add(session, note, channel=turn.channel, at=turn.at, took=took)

    def _keep(self, connection: Connection, session: Session, turn: Turn, reply: Reply, *, new: bool) -> None:
        sessions = Sessions(connection, self._vault)
        if session.outcome is None:
            sessions.save(turn, session, reply, new=new)
            return
        if session.outcome is Outcome.ERASED:
            self._erase(connection, turn)
        else:
            sessions.delete(session)
        sessions.remember(turn, reply, None)

    def _erase(self, connection: Connection, turn: Turn) -> None:
        persons = Persons(connection, self._vault)
        erase_logged(persons, connection, persons.speaking(turn), way=SPOKEN)

    def _claimed(
        self, connection: Connection, sessions: Sessions, before: Session, after: Session, turn: Turn, *, new: bool
    ) -> tuple[Session, Reply]:
        """Take over the conversation whose code was said, in place of this one; or say that there is none."""
        found = self._taken_up(sessions.with_code(after.claim or ""), turn.at)
        attempts = Attempts(connection)
        if found is None or found.id == before.id or attempts.too_many(turn.at):
            attempts.failed(turn.at)
            unknown, reply = advance(
                self._bot, replace(after, replies=before.replies), _event(turn, Event.UNKNOWN_CODE)
            )
            sessions.save(turn, unknown, reply, new=new)
            return unknown, reply
        if not new and not (before.reports or before.handovers):
            sessions.delete(before)
        there = replace(found.fitting(self._model).without_pending(), talk=turn.session, returnable=turn.returnable)
        # The numbers of replies go on from those that were heard here.
        there = replace(there, replies=max(there.replies, before.replies))
        taken, reply = advance(self._bot, there, _event(turn, Event.START))
        sessions.hand_to(turn, taken)
        sessions.remember(turn, reply, taken.id)
        return taken, reply

    def _end(self, connection: Connection, sessions: Sessions, session: Session | None, turn: Turn) -> Reply:
        """Take note that the platform ended a conversation. One that goes on elsewhere is left alone."""
        if session is None or session.talk != turn.session:
            return Reply(speech="", number=None)
        after, reply = advance(self._bot, session.fitting(self._model), turn)
        if after.consented or after.handovers:
            sessions.update(turn, after)
        else:
            sessions.delete(after)
            Events(connection).tally(Milestone.LEFT, channel=turn.channel, at=turn.at)
        return reply

    def _new(self, turn: Turn) -> Session:
        return Session(
            uuid4().hex,
            self._model.version,
            kept_days=self._resume_days,
            code=new_code(),
            returnable=turn.returnable,
            talk=turn.session,
        )

    def _taken_up(self, stored: Stored | None, at: datetime) -> Session | None:
        if stored is None or at - stored.seen > timedelta(days=self._resume_days):
            return None
        return stored.session if stored.session.code else replace(stored.session, code=new_code())


def _hashed(platform_id: str) -> str:
    """Give what stands for a platform's id in a sealed state: there it is only compared, also under a newer key."""
    return hashlib.sha256(platform_id.encode()).hexdigest()[:32]


def _event(turn: Turn, event: Event) -> Turn:
    return replace(turn, event=event, words="", hint=None)


def _repeated(sessions: Sessions, stored: Stored | None, turn: Turn) -> Reply | None:
    """Give the reply that this very request got before; None when it only has the same id.

    Some clients give every request the same id. So a reply counts only in the session that is still going on, or after
    that ended with nothing left; an opening only as long as nothing came after it; and what does not tell which reply
    it answers not at all once the ids are known to be all the same.
    """
    known = sessions.answered(turn)
    if known is None:
        return None
    if known.session is None:
        return known.reply if stored is None or stored.seen <= known.at else None
    if stored is None or known.session != stored.session.id:
        return None
    if turn.event is Event.START:
        return known.reply if stored.session.replies == known.reply.number else None
    return None if turn.heard is None and _fixed_ids(stored.session, turn) else known.reply


def _fixed_ids(session: Session, turn: Turn) -> bool:
    """Tell whether this client gives different requests the same id."""
    (before, known), (given, now) = session.last, _ids(turn)
    return session.fixed_ids or (bool(before) and given == before and now != known)


def _ids(turn: Turn) -> tuple[str, str]:
    """Give what stands for a request's id, as the platform gave it ("" for none) and as it is known here."""
    return _hashed(turn.given_id) if turn.given_id else "", _hashed(turn.request)


def _overtaken(sessions: Sessions, stored: Stored | None, turn: Turn) -> Reply | None:
    """Give the newest reply to a turn that answers an older one: its speaker has not heard the newest yet."""
    if stored is None or turn.heard is None or turn.event is Event.START or stored.session.talk != turn.session:
        return None
    return sessions.last_reply(stored.session) if turn.heard < stored.session.replies else None
