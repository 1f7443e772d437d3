"""Sessions and the replies they gave: loaded, saved, found again and erased."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    literal,
    select,
    tuple_,
    update,
)

from fulfillment.conversation.reply import Reply
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.turn import Event, Turn
from fulfillment.conversation.understanding.commands import plainest
from fulfillment.conversation.understanding.sensitive import memorable
from fulfillment.storage.locks import hold
from fulfillment.storage.prepared import Prepared
from fulfillment.storage.tables import sessions, turns
from fulfillment.storage.vault import Vault

_SESSION = TypeAdapter(Session)
_FINISHED = "finished"
_REPLY = TypeAdapter(Reply)


def _newest(condition: ColumnElement[bool]) -> Select[Any]:
    found = select(sessions.c.state, sessions.c.seen).where(condition)
    return found.order_by(sessions.c.began.desc()).limit(1).with_for_update()


_PUT = Prepared(update(sessions).where(sessions.c.id == bindparam("this")))
_INSERT, _REMEMBER = Prepared(sessions.insert().inline()), Prepared(turns.insert().inline())


class _ByName:
    """What every turn looks up under the names that one thing has, one per key."""

    def __init__(self, number: int) -> None:
        names: list[BindParameter[str]] = [bindparam(f"name{place}") for place in range(number)]
        self.of_respondent = Prepared(_newest(sessions.c.respondent.in_(names)))
        self.answered = Prepared(
            select(turns.c.reply, turns.c.session, turns.c.at).where(turns.c.request.in_(names)).limit(1)
        )
        self.forget = Prepared(delete(turns).where(turns.c.request.in_(names)))


_by_name = cache(_ByName)


def _named(names: Sequence[str]) -> dict[str, str]:
    return {f"name{place}": name for place, name in enumerate(names)}


@dataclass(frozen=True)
class Stored:
    """A stored session, and when its last turn was."""

    session: Session
    seen: datetime


@dataclass(frozen=True)
class Line:
    """One turn of a transcript: what the respondent said ("" for silence), the reply, and when that was."""

    said: str
    reply: str
    at: datetime


class Unreadable(Exception):  # noqa: N818 - reads as what happened
    """A stored state is none of ours: it was changed, or written by a newer version."""


def loaded(state: str) -> Session:
    """Read a stored state, also one of before there was a name, a code or an ending. Raises Unreadable, without a word
    of what it holds."""
    try:
        # Within a text its quotes would be escaped.
        return _SESSION.validate_json(state if '"consented":' in state else _as_now(state))
    except ValidationError:
        # Its text quotes what was said.
        raise Unreadable(Unreadable.__doc__) from None


def _as_now(state: str) -> str:
    found = json.loads(state)
    if "consented" not in found:
        found["consented"] = found.get("current") is not None
        if found.get("step") == Step.CONFIRM:
            found["pending"], found["address"] = found.get("address"), None
        if found.get("outcome") == _FINISHED:
            found |= {"outcome": None, "reported": True, "reports": 1, "step": Step.OFFER}
    return json.dumps(found)


def as_data(session: Session) -> dict[str, Any]:
    """Give a session as it is stored, as data for JSON."""
    data: dict[str, Any] = _SESSION.dump_python(session, mode="json")
    return data


def code_hash(vault: Vault, session: Session) -> str | None:
    """Give the hash of the session's code. Only a code that somebody heard opens anything: the others must not stand in
    its way."""
    return vault.pseudonym("code", session.code) if session.told and session.code else None


@dataclass(frozen=True)
class Answered:
    """A reply that was given: in which session (None: it ended with nothing left of it), and when."""

    reply: Reply
    session: str | None
    at: datetime


class Sessions:
    """The sessions within one transaction on `connection`."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self._unanswered: tuple[str, ...] = ()
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}

    def newest(self, turn: Turn) -> Stored | None:
        """Give the respondent's newest session, locked until the transaction ends; so is who has none yet."""
        mine = self._pseudonyms(turn.channel, turn.user)
        hold(self._connection, *mine)
        row = _by_name(len(mine)).of_respondent.first(self._connection, _named(mine))
        return self._stored(*row) if row else None

    def with_code(self, code: str) -> Stored | None:
        """Give the newest session with this spoken code, locked until the transaction ends."""
        return self._first(_newest(sessions.c.code.in_(self._vault.pseudonyms("code", code))))

    def with_id(self, id: str) -> Stored | None:
        """Give the session with this id, locked until the transaction ends."""
        return self._first(_newest(sessions.c.id == id))

    def _first(self, wanted: Select[Any]) -> Stored | None:
        row = self._connection.execute(wanted).first()
        return self._stored(row.state, row.seen) if row else None

    def _pseudonyms(self, *parts: str) -> tuple[str, ...]:
        """Give the names of `parts`, which a turn needs more than once."""
        if parts not in self._names:
            self._names[parts] = self._vault.pseudonyms(*parts)
        return self._names[parts]

    def _stored(self, state: str, seen: datetime) -> Stored:
        return Stored(loaded(self._vault.open(state)), seen)

    def answered(self, turn: Turn) -> Answered | None:
        """Give what a request with the same id got before."""
        asked = self._pseudonyms(turn.channel, turn.user, turn.session, turn.request)
        row = _by_name(len(asked)).answered.first(self._connection, _named(asked))
        if row is None:
            self._unanswered = asked
            return None
        reply, session, at = row
        return Answered(_REPLY.validate_json(self._vault.open(reply)), session, at)

    def last_reply(self, session: Session) -> Reply | None:
        """Give the newest reply of a session."""
        sealed = self._connection.scalar(
            select(turns.c.reply).where(turns.c.session == session.id).order_by(turns.c.number.desc()).limit(1)
        )
        return _REPLY.validate_json(self._vault.open(sealed)) if sealed else None

    def save(self, turn: Turn, session: Session, reply: Reply, *, new: bool) -> None:
        """Keep the session after `turn`, and the reply to it."""
        if new:
            self._insert(turn, session)
        else:
            self.update(turn, session)
        self.remember(turn, reply, session.id)

    def update(self, turn: Turn, session: Session) -> None:
        """Keep the session as it is after `turn`, from now on under the newest key's name for its respondent."""
        self.put(session, seen=turn.at, respondent=self._pseudonyms(turn.channel, turn.user)[0])

    def put(self, session: Session, **values: object) -> None:
        """Keep the session as it is now; `values` are other columns to set."""
        _PUT.run(self._connection, {"this": session.id, **self._state(session), **values})

    def hand_to(self, turn: Turn, session: Session) -> None:
        """Let the respondent of `turn` go on with this session, instead of whoever had it."""
        mine = self._vault.pseudonym(turn.channel, turn.user)
        # The newest session of a respondent counts: this one begins anew, here.
        self.put(session, respondent=mine, channel=turn.channel, began=turn.at, seen=turn.at)

    def _insert(self, turn: Turn, session: Session) -> None:
        respondent = self._vault.pseudonym(turn.channel, turn.user)
        _INSERT.run(
            self._connection,
            {
                "id": session.id,
                "respondent": respondent,
                "channel": turn.channel,
                "began": turn.at,
                "seen": turn.at,
                **self._state(session),
            },
        )

    def _state(self, session: Session) -> dict[str, object]:
        state = self._vault.seal(_SESSION.dump_json(session).decode())
        return {"state": state, "open": session.reports == 0, "code": code_hash(self._vault, session)}

    def forget_replies(self, session: Session, *, but: Reply) -> None:
        """Delete the turns of a session whose report is made, in which an address was read back, except the last."""
        self._connection.execute(delete(turns).where(turns.c.session == session.id, turns.c.number != but.number))

    def forget_turns(self, session: Session) -> None:
        """Delete all turns of a session."""
        self._connection.execute(delete(turns).where(turns.c.session == session.id))

    def transcript(self, session: Session) -> tuple[Line, ...]:
        """Give what was said and replied in a session, oldest first."""
        rows = self._connection.execute(
            select(turns.c.said, turns.c.reply, turns.c.at)
            .where(turns.c.session == session.id)
            .order_by(turns.c.number)
        )
        return tuple(
            Line(
                self._vault.open(row.said) if row.said else "",
                _REPLY.validate_json(self._vault.open(row.reply)).speech,
                row.at,
            )
            for row in rows
        )

    def remember(self, turn: Turn, reply: Reply, session_id: str | None) -> None:
        """Keep the reply, so that the same request is answered the same; with no session it points to nobody."""
        known = self._pseudonyms(turn.channel, turn.user, turn.session, turn.request)
        # The address of an account was not said, and is not ours until it is confirmed.
        said = "" if turn.event is Event.ACCOUNT else turn.words or plainest(turn.hint)
        if known != self._unanswered:
            # The same bytes may open a conversation once more, long after: then the new reply is the one to repeat.
            _by_name(len(known)).forget.run(self._connection, _named(known))
        _REMEMBER.run(
            self._connection,
            {
                "request": known[0],
                "session": session_id,
                "number": reply.number or 0,
                "said": self._vault.seal(memorable(said)) if session_id and said else None,
                "reply": self._vault.seal(_REPLY.dump_json(reply).decode()),
                "at": turn.at,
            },
        )

    def delete(self, session: Session) -> None:
        """Delete one session with all that hangs on it."""
        self._connection.execute(delete(sessions).where(sessions.c.id == session.id))

    def left(self, before: datetime, after: datetime, *, open: bool, beyond: Stored | None, most: int) -> list[Stored]:
        """Give sessions without a report (`open`) or with one that were seen last between `after` and `before`: the
        next `most` that follow on `beyond`, in the order in which they were left. They are not locked."""
        ours = and_(sessions.c.open.is_(open), sessions.c.seen < before, sessions.c.seen >= after)
        if beyond:
            ours &= tuple_(sessions.c.seen, sessions.c.id) > tuple_(
                literal(beyond.seen, sessions.c.seen.type), literal(beyond.session.id)
            )
        rows = self._connection.execute(
            select(sessions.c.state, sessions.c.seen).where(ours).order_by(sessions.c.seen, sessions.c.id).limit(most)
        )
        return [self._stored(row.state, row.seen) for row in rows]
