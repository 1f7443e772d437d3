"""Sessions and the replies they gave: loaded, saved, found again and erased."""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select, update

from fulfillment.conversation.reply import Reply
from fulfillment.conversation.session import Session
from fulfillment.conversation.turn import Turn
from fulfillment.storage.tables import sessions, turns
from fulfillment.storage.vault import Vault

_SESSION = TypeAdapter(Session)
_REPLY = TypeAdapter(Reply)


@dataclass(frozen=True)
class Stored:
    """The newest session of a respondent; `open` as long as it has no outcome; `seen` at its last turn."""

    session: Session
    open: bool
    seen: datetime


class Sessions:
    """The sessions within one transaction on `connection`."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def newest(self, turn: Turn) -> Stored | None:
        """Give the respondent's newest session, locked until the transaction ends."""
        row = self._connection.execute(
            select(sessions.c.state, sessions.c.open, sessions.c.seen)
            .where(sessions.c.respondent.in_(self._vault.pseudonyms(turn.channel, turn.user)))
            .order_by(sessions.c.began.desc())
            .limit(1)
            .with_for_update()
        ).first()
        return Stored(_SESSION.validate_json(self._vault.open(row.state)), row.open, row.seen) if row else None

    def reply_to(self, turn: Turn) -> Reply | None:
        """Give the reply that this very request got before."""
        asked = self._vault.pseudonyms(turn.channel, turn.user, turn.session, turn.request)
        sealed = self._connection.scalar(select(turns.c.reply).where(turns.c.request.in_(asked)))
        return _REPLY.validate_json(self._vault.open(sealed)) if sealed else None

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
        """Keep the session as it is after `turn`. A confirmed address has gone to the mail and is not kept twice."""
        self._connection.execute(
            update(sessions).where(sessions.c.id == session.id).values(**self._state(turn, session))
        )

    def _insert(self, turn: Turn, session: Session) -> None:
        respondent = self._vault.pseudonym(turn.channel, turn.user)
        self._connection.execute(
            insert(sessions).values(
                id=session.id, respondent=respondent, channel=turn.channel, began=turn.at, **self._state(turn, session)
            )
        )

    def _state(self, turn: Turn, session: Session) -> dict[str, object]:
        kept = replace(session, address=None, local=None) if session.outcome else session
        state = self._vault.seal(_SESSION.dump_json(kept).decode())
        return {"state": state, "open": session.outcome is None, "seen": turn.at}

    def forget_replies(self, session: Session, *, but: Reply) -> None:
        """Delete the replies of a finished session, in which an address was read back, except the last one."""
        self._connection.execute(delete(turns).where(turns.c.session == session.id, turns.c.number != but.number))

    def remember(self, turn: Turn, reply: Reply, session_id: str | None) -> None:
        """Keep the reply, so that the same request is answered the same; with no session it points to nobody."""
        request = self._vault.pseudonym(turn.channel, turn.user, turn.session, turn.request)
        # The same bytes may open a conversation once more, long after: then the new reply is the one to repeat.
        self._connection.execute(delete(turns).where(turns.c.request == request))
        self._connection.execute(
            insert(turns).values(
                request=request,
                session=session_id,
                number=reply.number or 0,
                reply=self._vault.seal(_REPLY.dump_json(reply).decode()),
                at=turn.at,
            )
        )

    def erase(self, turn: Turn) -> None:
        """Delete every session of the respondent, with its replies, scan, report and mail."""
        mine = self._vault.pseudonyms(turn.channel, turn.user)
        self._connection.execute(delete(sessions).where(sessions.c.respondent.in_(mine)))

    def delete(self, session: Session) -> None:
        """Delete one session with all that hangs on it."""
        self._connection.execute(delete(sessions).where(sessions.c.id == session.id))

    def purge(self, before: datetime) -> int:
        """Delete what nobody can take up any more: sessions without an outcome and replies without a session, last
        seen before then. Give the number of sessions."""
        self._connection.execute(delete(turns).where(turns.c.session.is_(None), turns.c.at < before))
        gone = self._connection.execute(delete(sessions).where(sessions.c.open.is_(True), sessions.c.seen < before))
        return gone.rowcount
