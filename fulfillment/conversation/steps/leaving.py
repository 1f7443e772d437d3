"""Leaving before the end: what was answered stays, and can be taken up again, here or elsewhere with the code."""

from fulfillment.conversation.move import Move
from fulfillment.conversation.session import Session
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import in_digits
from model.records import replace


def leave(voice: Voice, session: Session, farewell: str = "left") -> Move:
    """End for now; `farewell` is a key of the texts, with a variant for who can't come back by name."""
    left = session.without_pending()
    if not session.consented:
        return Move(left, farewell=voice.say("control", "left_handed"))
    if session.reported:
        return Move(left.forgetting(), farewell=voice.say("control", "left_reported"))
    key = farewell if session.returnable else f"{farewell}_for_good"
    said = voice.say("control", key, days=session.kept_days, code=in_digits(session.code))
    return Move(replace(left, told=left.told or in_digits(session.code) in said), farewell=said)
