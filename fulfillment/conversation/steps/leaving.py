"""Leaving before the end: what was answered stays, and can be taken up again."""

from fulfillment.conversation.move import Move
from fulfillment.conversation.session import Session
from fulfillment.conversation.wording import say


def leave(session: Session, farewell: str = "left") -> Move:
    """End for now; `farewell` is a key of the control texts."""
    step = session.interrupted or session.step
    return Move(session.at(step), farewell=say("control", farewell, days=session.kept_days))
