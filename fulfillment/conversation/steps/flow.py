"""What comes next: the first thing that is not known yet, from the name to the goodbye."""

from fulfillment.conversation.move import Move
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.slot import Slot, When
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import sentence
from model.question import Question
from model.records import replace

AGREED = "ja"
"""What a slot of yes or no holds after a yes."""
_MAILED_ONLY = frozenset({"contact"})
"""Slots that make no sense without an address."""


def onward(voice: Voice, session: Session, lead: str = "", *, brief: str | None = None) -> Move:
    """Go on: the name, the questions, the profile, the result and its report, the ending; each only once."""
    if slot := _open_slot(voice, session, When.START):
        return Move(ask(session, slot), lead)
    if question := session.unanswered(voice.model):
        return _asked(voice, session, question, lead, brief)
    if session.reported:
        return _ending(voice, session, lead)
    if slot := _open_slot(voice, session, When.PROFILE):
        return Move(ask(session, slot), lead)
    return Move(session.at(Step.OFFER), lead)


def ask(session: Session, slot: Slot) -> Session:
    """Move to this slot."""
    return replace(session.at(Step.SLOT), slot=slot.id)


def _asked(voice: Voice, session: Session, question: Question, lead: str, brief: str | None) -> Move:
    course = session.course(voice.model)
    place = course.index(question)
    opens = place == 0 or course[place - 1].aspect != question.aspect
    bridge = voice.model.aspect(question.aspect).bridge if opens and question.quick_scan else ""
    return Move(session.asking(question), sentence(lead, bridge), brief=brief)


def _open_slot(voice: Voice, session: Session, when: When) -> Slot | None:
    """Give the first slot that was not asked yet and whose gate is open."""
    for slot in voice.bot.slots.values():
        if slot.when is not when or slot.id in session.slots:
            continue
        if slot.gate and session.slots.get(slot.gate) != AGREED:
            continue
        if slot.id in _MAILED_ONLY and session.address is None:
            continue
        return slot
    return None


def _ending(voice: Voice, session: Session, lead: str) -> Move:
    if slot := _open_slot(voice, session, When.ENDING):
        return Move(ask(session, slot), lead)
    return goodbye(voice, session, lead)


def goodbye(voice: Voice, session: Session, lead: str = "") -> Move:
    """End: everything was asked, and the report is mailed or declined."""
    key = "full" if session.address else "unreported"
    name = f", {session.name}" if session.name else ""
    done = replace(session.at(Step.OFFER), pending=None, local=None).forgetting()
    return Move(done, lead, farewell=voice.say("goodbye", key, name=name, days=session.kept_days))
