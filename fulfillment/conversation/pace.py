"""The pace of a conversation: who answers before all could be heard needs fewer words."""

from datetime import datetime

from fulfillment.conversation.session import Session
from model.records import replace

_WORDS_PER_SECOND = 2.5
"""A synthetic voice at 150 words a minute."""
_EARLY = 0.9
"""An answer after less than this share of the time it takes to say the question came before its end."""
_HUMAN = 0.7
"""Seconds within which nobody answers: a machine does."""
_CALM = 6.0
"""Seconds of thought after the end of the question that say: take your time."""


def paced(session: Session, at: datetime) -> Session:
    """Count the quick answers in a row; a calm one ends the row."""
    if session.said_at is None:
        return session
    taken = (at - session.said_at).total_seconds()
    needed = session.spoke / _WORDS_PER_SECOND
    if _HUMAN <= taken <= _EARLY * needed:
        return replace(session, quick=session.quick + 1)
    return replace(session, quick=0) if taken > needed + _CALM else session
