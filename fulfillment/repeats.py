"""Which turns are no new ones: a request that comes again, and what answers a reply that was not the last."""

import hashlib

from fulfillment.conversation.reply import Reply
from fulfillment.conversation.session import Session
from fulfillment.conversation.turn import Event, Turn
from fulfillment.storage.sessions import Sessions, Stored


def hashed(platform_id: str) -> str:
    """Give what stands for a platform's id in a sealed state: there it is only compared, also under a newer key."""
    return hashlib.sha256(platform_id.encode()).hexdigest()[:32]


def repeated(sessions: Sessions, stored: Stored | None, turn: Turn) -> Reply | None:
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
    return None if turn.heard is None and fixed_ids(stored.session, turn) else known.reply


def fixed_ids(session: Session, turn: Turn) -> bool:
    """Tell whether this client gives different requests the same id."""
    (before, known), (given, now) = session.last, ids(turn)
    return session.fixed_ids or (bool(before) and given == before and now != known)


def ids(turn: Turn) -> tuple[str, str]:
    """Give what stands for a request's id, as the platform gave it ("" for none) and as it is known here."""
    return hashed(turn.given_id) if turn.given_id else "", hashed(turn.request)


def overtaken(sessions: Sessions, stored: Stored | None, turn: Turn) -> Reply | None:
    """Give the newest reply to a turn that answers an older one: its speaker has not heard the newest yet."""
    if stored is None or turn.heard is None or turn.event is Event.START or stored.session.talk != turn.session:
        return None
    return sessions.last_reply(stored.session) if turn.heard < stored.session.replies else None
