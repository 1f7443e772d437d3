"""Going deeper: an aspect in full, or all sixty questions; and straight to the result for who has had enough."""

from fulfillment.conversation.move import Move, Put
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.steps.flow import onward
from fulfillment.conversation.steps.result import left, weakest
from fulfillment.conversation.understanding.aspect import aspect_named
from fulfillment.conversation.voice import Voice
from model.records import replace

_ENOUGH = 5
"""Answers from which on a result says something."""


def deepen(voice: Voice, session: Session, words: tuple[str, ...]) -> Move:
    """Ask the rest of the aspect that was named, or else of the weakest; after the quick scan."""
    named = aspect_named(voice.model, words)
    aspect = named or weakest(voice, session)
    if not aspect:
        return _none(voice, session, named)
    if named and not left(voice, session, named):
        return _none(voice, session, named)
    spoken = voice.model.aspect(aspect).spoken
    return _go(voice, session, (aspect,), voice.say("deepen", "one", aspect=spoken))


def everything(voice: Voice, session: Session) -> Move:
    """Ask all questions of the full scan."""
    aspects = tuple(aspect.id for aspect in voice.model.aspects)
    count = sum(left(voice, session, aspect) for aspect in aspects)
    if not count:
        return _none(voice, session, "")
    return _go(voice, session, aspects, voice.say("deepen", "all", count=count))


def to_the_result(voice: Voice, session: Session) -> Move:
    """Leave out what was not asked yet and tell the result, when there is enough to tell one."""
    answered = sum(choice is not None for choice in session.given.values())
    if answered < _ENOUGH:
        return Move(session, voice.say("deepen", "early"), Put.SHORT)
    given = {question.id: session.given.get(question.id) for question in voice.model.quick_scan}
    rest = replace(session, given={**session.given, **given}, deepened=(), reported=False)
    return onward(voice, rest, voice.say("deepen", "result"))


def _go(voice: Voice, session: Session, aspects: tuple[str, ...], lead: str) -> Move:
    deeper = replace(session, deepened=tuple(dict.fromkeys((*session.deepened, *aspects))))
    if session.step is Step.QUESTION and any(q.id not in session.given for q in voice.model.quick_scan):
        return Move(deeper, voice.say("deepen", "later"), Put.SHORT)
    return onward(voice, replace(deeper, reported=False), lead)


def _none(voice: Voice, session: Session, aspect: str) -> Move:
    spoken = voice.model.aspect(aspect).spoken if aspect else "alle onderwerpen"
    return Move(session, voice.say("deepen", "none", aspect=spoken), Put.SHORT)
