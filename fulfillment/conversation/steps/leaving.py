"""Leaving before the end: what was answered stays, and can be taken up again where the platform knows people again."""

from fulfillment.conversation.move import Move
from fulfillment.conversation.session import Session
from fulfillment.conversation.wording import say


def leave(session: Session, farewell: str = "left", section: str = "control") -> Move:
    """End for now; `farewell` is a key of the texts, with a variant for who can't come back."""
    key = farewell if session.returnable else f"{farewell}_for_good"
    return Move(session.without_pending(), farewell=say(section, key, days=session.kept_days))
