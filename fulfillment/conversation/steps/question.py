"""A question of the scan: asked with its options, confirmed in passing, followed by the next."""

from fulfillment.conversation.heard import Heard
from fulfillment.conversation.heard import Kind as HeardAs
from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.steps.asked import question_prompt, said
from fulfillment.conversation.steps.flow import onward
from fulfillment.conversation.understanding.commands import bare, loose
from fulfillment.conversation.understanding.numbers import steps_back
from fulfillment.conversation.understanding.objection import after_objection
from fulfillment.conversation.understanding.understood import Understood
from fulfillment.conversation.understanding.words import content
from fulfillment.conversation.voice import Voice
from model.question import Choice, Kind
from model.question import Question as Asked
from model.records import replace

_FAILS = 1
"""The first question that is given up brings the offer of a colleague; later ones do not nag."""


class Question:
    """Ask the current question."""

    own: frozenset[str] = frozenset({"skip", "dont_know", "back"})
    loose = False

    def prompt(self, voice: Voice, session: Session) -> Prompt:
        """Say the question, and last of all its options."""
        asked = current(voice, session)
        course = session.course(voice.model)
        progress = (number(voice, session), len(course))
        title = voice.say("question", "title", number=progress[0], count=progress[1])
        return replace(question_prompt(voice, asked, title), progress=progress)

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Take the answer and go on; ask back when it is not sure; skip; or go back."""
        asked = current(voice, session)
        if passed := passed_by(voice, session, heard):
            return passed
        put_right = corrected(voice, session, heard) if asked.kind is not Kind.YES_NO else None
        if put_right:
            return put_right
        if bare(heard.words) == "dont_know":
            return None
        found = voice.bot.understander.answer(asked, heard.words)
        if found is None or (not found.certain and (loose(heard.words) or found.choice in session.denied)):
            return None
        return took(voice, session, asked, found)

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Leave this question out; the first time, offer a colleague."""
        left = replace(left_out(session, current(voice, session)), stuck=session.stuck + 1)
        move = onward(voice, left, voice.say("question", "rest"))
        if left.stuck != _FAILS or not voice.bot.person or left.handed:
            return move
        return Move(replace(move.session.aside(Step.PERSON), reason="stuck"), voice.say("person", "offer"))


def passed_by(voice: Voice, session: Session, heard: Utterance) -> Move | None:
    """Go back, skip the current question, or leave it unknown, when that was said."""
    asked = current(voice, session)
    match heard.hint:
        case "back":
            return previous(voice, session, heard.words)
        case "skip":
            return onward(voice, left_out(session, asked), voice.say("question", "skipped"))
        case "dont_know":
            return onward(voice, session.giving(asked, None), voice.say("question", "unknown"))
    return None


def took(voice: Voice, session: Session, asked: Asked, found: Understood) -> Move:
    """Take a sure answer and go on; ask back about one that is not."""
    if not found.certain:
        asking_back = replace(session.aside(Step.MEANT), meant=found.choices)
        return Move(asking_back, heard=Heard(HeardAs.ASKED_BACK, found.sure))
    return taken(voice, session, asked, found.choice, sure=found.sure)


def taken(voice: Voice, session: Session, asked: Asked, chosen: Choice, *, sure: float | None = None) -> Move:
    """Take an answer to a question, confirm it in passing, and go on. `sure` is None after a yes or a place."""
    called = said(voice, asked, chosen)
    confirmation = voice.say("question", "took", answer=called)
    brief = f"{called[:1].upper()}{called[1:]}." if session.brisk else None
    move = onward(voice, replace(session, interrupted=None).giving(asked, chosen), confirmation, brief=brief)
    heard = None if sure is None else Heard(HeardAs.ANSWER, sure)
    return replace(move, session=replace(move.session, confirmed=asked.id), heard=heard)


def corrected(voice: Voice, session: Session, heard: Utterance) -> Move | None:
    """Put right the answer that was just confirmed ("nee, de tweede"), or ask it again ("dat klopt niet")."""
    instead = after_objection(heard.words)
    if session.confirmed is None or instead is None:
        return None
    before = voice.model.question(session.confirmed)
    if not content(instead):
        return Move(session.asking(before), voice.say("question", "back"))
    found = voice.bot.understander.answer(before, instead)
    return taken(voice, session, before, found.choice, sure=found.sure) if found and found.certain else None


def left_out(session: Session, asked: Asked) -> Session:
    """Leave a question without an answer, unless it has one already: going past it takes nothing back."""
    return session if asked.id in session.given else session.giving(asked, None)


def current(voice: Voice, session: Session) -> Asked:
    """Give the question that is asked now. Raises ValueError before the first one."""
    if session.current is None:
        raise ValueError("no question is being asked")
    return voice.model.question(session.current)


def number(voice: Voice, session: Session) -> int:
    """Give the place of the current question in the course, from 1."""
    ids = [question.id for question in session.course(voice.model)]
    return ids.index(session.current) + 1 if session.current in ids else 1


def previous(voice: Voice, session: Session, words: tuple[str, ...]) -> Move:
    """Go back one question, or as many as were named; their answers stay until others are given."""
    course = session.course(voice.model)
    here = number(voice, session) - 1
    place = max(0, steps_back(words, here))
    if here == 0:
        return Move(session, voice.say("question", "first"))
    lead = voice.say("question", "back") if here - place == 1 else voice.say("question", "back_far", number=place + 1)
    return Move(session.asking(course[place]), lead)
