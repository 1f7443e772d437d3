"""One turn, durably: find the session, advance it, and write everything it leads to in one transaction."""

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
from fulfillment.operation.trace import ADVANCE, LOAD, heard, lap
from fulfillment.privacy.erasing import SPOKEN, erase_logged
from fulfillment.repeats import fixed_ids, hashed, ids, overtaken, repeated
from fulfillment.storage.attempts import Attempts
from fulfillment.storage.events import Events
from fulfillment.storage.persons import Persons
from fulfillment.storage.sessions import Sessions, Stored
from fulfillment.storage.together import Together
from fulfillment.storage.vault import Vault
from model.records import replace
from model.words import LONGEST


class Conversations:
    """All conversations of one bot over one database. `aftermath` makes what comes of them."""

    def __init__(self, bot: Bot, database: Engine, vault: Vault, aftermath: Aftermath, *, resume_days: int) -> None:
        self._bot = bot
        self._model = bot.model
        self._together = Together(database)
        self._vault = vault
        self._aftermath = aftermath
        self._resume_days = resume_days

    def converse(self, turn: Turn, since: float | None = None) -> Reply:
        """Answer a turn, which came in at `since` (time.perf_counter). When this returns, everything it changed is
        durable.

        The same request again gets the same reply and changes nothing; so does a turn that was overtaken by
        another one of the same session. Raises sqlalchemy.exc.SQLAlchemyError when the database is away.
        """
        turn = replace(turn, words=turn.words[:LONGEST], session=hashed(turn.session))
        return self._together.settled(lambda connection: self._answer(connection, turn, since))

    def _answer(self, connection: Connection, turn: Turn, since: float | None) -> Reply:
        sessions = Sessions(connection, self._vault)
        stored = sessions.newest(turn)
        current = self._taken_up(stored, turn.at)
        if turn.event is Event.END:
            return self._end(connection, sessions, current, turn)
        known = repeated(sessions, stored, turn) or overtaken(sessions, stored, turn)
        return known or self._advance(connection, sessions, current, turn, since)

    def _advance(
        self, connection: Connection, sessions: Sessions, session: Session | None, turn: Turn, since: float | None
    ) -> Reply:
        unheard = session is None or session.model_version != self._model.version
        if unheard or (session and turn.opens and turn.session != session.talk):
            # What was said answers no question that is open now.
            turn = replace(turn, event=Event.START)
        before = (session or self._new(turn)).fitting(self._model)
        lap(LOAD)
        after, reply, note = advanced(self._bot, before, turn)
        lap(ADVANCE)
        heard(note.heard.kind)
        after = replace(after, last=ids(turn), fixed_ids=fixed_ids(before, turn))
        if after.claim:
            after, reply = self._claimed(connection, sessions, before, after, turn, new=session is None)
            self._learn(connection, after, turn, replace(note, led_to=place(after)), since)
            return reply
        self._keep(connection, sessions, after, turn, reply, new=session is None)
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

    def _keep(
        self, connection: Connection, sessions: Sessions, session: Session, turn: Turn, reply: Reply, *, new: bool
    ) -> None:
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
        attempts = Attempts(connection)
        refused = attempts.too_many(turn.at)
        found = None if refused else self._taken_up(sessions.with_code(after.claim or ""), turn.at)
        if found is None or found.id == before.id:
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


def _event(turn: Turn, event: Event) -> Turn:
    return replace(turn, event=event, words="", hint=None)
