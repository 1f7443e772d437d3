"""What can be asked for at any moment, whatever the step: help, repeat, progress, why, stop and the rest."""

from collections.abc import Callable

from fulfillment.conversation.move import Move, Put, Utterance
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.steps import code, person
from fulfillment.conversation.steps.consent import refuse
from fulfillment.conversation.steps.deepen import deepen, everything, to_the_result
from fulfillment.conversation.steps.leaving import leave
from fulfillment.conversation.steps.question import current, number
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import minutes

Act = Callable[[Voice, Session, Utterance], Move]


def control(voice: Voice, session: Session, command: str, heard: Utterance) -> Move | None:
    """Carry out a command of the contract; None when it means nothing at this step."""
    act = _ACTS.get(command)
    return act(voice, session, heard) if act else None


def _help(voice: Voice, session: Session, heard: Utterance) -> Move:  # noqa: ARG001
    return Move(session, put=Put.HELP)


def _repeat(voice: Voice, session: Session, heard: Utterance) -> Move:  # noqa: ARG001
    return Move(session)


def _slower(voice: Voice, session: Session, heard: Utterance) -> Move:  # noqa: ARG001
    return Move(session, voice.say("control", "slower"), slow=True)


def _options(voice: Voice, session: Session, heard: Utterance) -> Move:  # noqa: ARG001
    return Move(session, put=Put.OPTIONS)


def _wait(voice: Voice, session: Session, heard: Utterance) -> Move:  # noqa: ARG001
    return Move(session, voice.say("control", "wait"), Put.SHORT)


def _privacy(voice: Voice, session: Session, heard: Utterance) -> Move:  # noqa: ARG001
    return Move(session, voice.say("control", "privacy", days=session.kept_days), Put.SHORT)


def _why(voice: Voice, session: Session, heard: Utterance) -> Move:
    if session.step in (Step.QUESTION, Step.MEANT):
        return Move(session, current(voice, session).why, Put.SHORT)
    return _help(voice, session, heard)


def _progress(voice: Voice, session: Session, heard: Utterance) -> Move:
    if session.current is None:
        return _help(voice, session, heard)
    course = session.course(voice.model)
    left = sum(question.id not in session.given for question in course)
    if not left:
        return Move(session, voice.say("control", "all_done"), Put.SHORT)
    place = number(voice, session)
    told = voice.say("question", "progress", number=place, count=len(course), minutes=minutes(left))
    return Move(session, told, Put.SHORT)


def _leave(voice: Voice, session: Session, heard: Utterance) -> Move:  # noqa: ARG001
    return leave(voice, session) if session.consented else refuse(voice, session, "refused")


def _restart(voice: Voice, session: Session, heard: Utterance) -> Move:  # noqa: ARG001
    return Move(session.aside(Step.RESTART) if session.consented else session)


def _erase(voice: Voice, session: Session, heard: Utterance) -> Move:  # noqa: ARG001
    return Move(session.aside(Step.ERASE))


def _person(voice: Voice, session: Session, heard: Utterance) -> Move:  # noqa: ARG001
    return person.wanted(voice, session)


def _anger(voice: Voice, session: Session, heard: Utterance) -> Move:  # noqa: ARG001
    return person.angry(voice, session)


def _code(voice: Voice, session: Session, heard: Utterance) -> Move:
    return code.asked_for(voice, session, heard.raw)


def _my_code(voice: Voice, session: Session, heard: Utterance) -> Move:
    return code.told(voice, session) if session.consented else _help(voice, session, heard)


def _deepen(voice: Voice, session: Session, heard: Utterance) -> Move:
    return deepen(voice, session, heard.words) if session.consented else _help(voice, session, heard)


def _everything(voice: Voice, session: Session, heard: Utterance) -> Move:
    return everything(voice, session) if session.consented else _help(voice, session, heard)


def _result(voice: Voice, session: Session, heard: Utterance) -> Move:
    return to_the_result(voice, session) if session.consented else _help(voice, session, heard)


def _itself(intent: str) -> Act:
    return lambda voice, session, heard: Move(session, voice.of_itself(intent), Put.SHORT)  # noqa: ARG005


_ACTS: dict[str, Act] = {
    "help": _help,
    "repeat": _repeat,
    "slower": _slower,
    "options": _options,
    "resume": _repeat,
    "back": _repeat,
    "why": _why,
    "progress": _progress,
    "pause": _leave,
    "wait": _wait,
    "privacy": _privacy,
    "stop": _leave,
    "restart": _restart,
    "erase": _erase,
    "person": _person,
    "anger": _anger,
    "code": _code,
    "my_code": _my_code,
    "deepen": _deepen,
    "everything": _everything,
    "result": _result,
    "who": _itself("who"),
    "machine": _itself("machine"),
    "birthday": _itself("birthday"),
    "thanks": _itself("thanks"),
}
