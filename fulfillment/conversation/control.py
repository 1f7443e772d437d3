"""What can be asked for at any moment, whatever the step: help, repeat, progress, why, stop and the rest."""

from collections.abc import Callable

from fulfillment.conversation.move import Move, Put
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.steps.consent import refuse
from fulfillment.conversation.steps.leaving import leave
from fulfillment.conversation.steps.question import current, number
from fulfillment.conversation.wording import minutes, say
from model.types import Model


def control(model: Model, session: Session, command: str) -> Move | None:
    """Carry out a command of the contract; None when it means nothing at this step."""
    act = _ACTS.get(command)
    return act(model, session) if act else None


def _help(model: Model, session: Session) -> Move:  # noqa: ARG001
    return Move(session, put=Put.HELP)


def _repeat(model: Model, session: Session) -> Move:  # noqa: ARG001
    return Move(session)


def _why(model: Model, session: Session) -> Move:
    if session.step is Step.QUESTION:
        return Move(session, current(model, session).why, Put.SHORT)
    return _help(model, session)


def _progress(model: Model, session: Session) -> Move:
    if session.current is None:
        return _help(model, session)
    if session.unanswered(model) is None:
        return Move(session, say("control", "all_done"), Put.SHORT)
    count = len(model.quick_scan)
    left = sum(question.id not in session.given for question in model.quick_scan)
    place = number(model, current(model, session))
    told = say("question", "progress", number=place, count=count, minutes=minutes(left))
    return Move(session, told, Put.SHORT)


def _leave(model: Model, session: Session) -> Move:  # noqa: ARG001
    return leave(session) if session.consented else refuse(session, "refused")


def _restart(model: Model, session: Session) -> Move:  # noqa: ARG001
    return Move(session.aside(Step.RESTART) if session.consented else session)


def _erase(model: Model, session: Session) -> Move:  # noqa: ARG001
    return Move(session.aside(Step.ERASE))


def _person(model: Model, session: Session) -> Move:  # noqa: ARG001
    return Move(session, say("control", "person"), Put.SHORT)


_ACTS: dict[str, Callable[[Model, Session], Move]] = {
    "help": _help,
    "repeat": _repeat,
    "resume": _repeat,
    "back": _repeat,
    "why": _why,
    "progress": _progress,
    "pause": _leave,
    "stop": _leave,
    "restart": _restart,
    "erase": _erase,
    "person": _person,
}
