"""A note of one turn, to learn from where conversations stall: what was asked, what was understood, what came of it.

It holds no word that was said and not what was answered, with one exception: the figure that was given for the
conversation itself (satisfaction, effort).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.heard import Heard, Kind
from fulfillment.conversation.reply import Expects, Reply
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.slot import Fill
from fulfillment.conversation.turn import Turn
from voice_models.contract import contract


class Milestone(StrEnum):
    """What a turn meant for its session as a whole.

    REPORTED: the report goes out by mail. FINISHED: it was declined. LEFT and SILENT: the conversation ended without a
    report, by the respondent (or because nothing was understood) or by silence; it can still be taken up. REFUSED and
    ERASED: nothing of the session is kept.
    """

    CONSENTED = "consented"
    REPORTED = "reported"
    FINISHED = "finished"
    LEFT = "left"
    SILENT = "silent"
    REFUSED = "refused"
    ERASED = "erased"


@dataclass(frozen=True)
class Note:
    """One turn. `step` was asking, about the question or slot `asked` ("" for neither), and `expected` an answer of
    that kind (NOTHING at the start of a conversation). `hint` is the platform's intent, as far as the contract has it.

    `led_to` is the place that was asked about next, "" when the conversation ended. `figure` is 1-5 where a figure for
    the conversation was given. `waited` is the time since the reply before, in seconds.
    """

    step: Step
    asked: str
    expected: Expects
    heard: Heard
    hint: str = ""
    led_to: str = ""
    milestone: Milestone | None = None
    figure: int | None = None
    waited: int | None = None


def noted(bot: Bot, before: Session, after: Session, turn: Turn, reply: Reply, heard: Heard) -> Note:
    """Take note of a turn that led from `before` to `after`."""
    return Note(
        before.step,
        asked(before),
        before.expects,
        heard,
        hint=turn.hint if turn.hint in _intents() else "",
        led_to="" if reply.ends else place(after),
        milestone=_milestone(before, after, reply, heard),
        figure=_figure(bot, before, after),
        waited=_seconds(before.said_at, turn.at),
    )


def mailed_from_the_page(session: Session) -> Note:
    """Take note that the report of a session was asked for on the report page, after the conversation."""
    return Note(session.step, "", Expects.NOTHING, Heard(Kind.PAGE), milestone=Milestone.REPORTED)


def asked(session: Session) -> str:
    """Give the id of the question or slot that is asked, "" when the step asks for neither."""
    if session.step in (Step.QUESTION, Step.MEANT):
        return session.current or ""
    return (session.slot or "") if session.step is Step.SLOT else ""


def place(session: Session) -> str:
    """Name the place where a session is: its question or slot, or else its step."""
    return asked(session) or session.step


def _milestone(before: Session, after: Session, reply: Reply, heard: Heard) -> Milestone | None:
    if after.outcome:
        return Milestone(after.outcome)
    if after.reports > before.reports:
        return Milestone.REPORTED if after.address else Milestone.FINISHED
    if after.consented and not before.consented:
        return Milestone.CONSENTED
    if reply.ends and not after.reported:
        return Milestone.SILENT if heard.kind is Kind.SILENCE else Milestone.LEFT
    return None


def _figure(bot: Bot, before: Session, after: Session) -> int | None:
    slot = bot.slots.get(before.slot or "") if before.step is Step.SLOT else None
    if slot is None or slot.fill is not Fill.RATING or slot.id in before.slots:
        return None
    given = after.slots.get(slot.id)
    return int(given) if given else None


def _seconds(since: datetime | None, at: datetime) -> int | None:
    return max(0, round((at - since).total_seconds())) if since else None


@cache
def _intents() -> frozenset[str]:
    return frozenset(intent.name for intent in contract().intents)
