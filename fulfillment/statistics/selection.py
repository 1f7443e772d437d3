"""The sessions that are counted, one row each: when and where they began, how they ended, and at which place."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CTE, ColumnElement, FromClause, case, func, literal, or_, select

from fulfillment.conversation.heard import Kind
from fulfillment.conversation.note import Milestone
from fulfillment.storage.tables import events

CHANNELS = ("alexa", "actions", "dialogflow-es", "dialogflow-cx")
RUNNING = "running"
"""How a session "ended" that had a turn within the last hour."""
_RUNNING_FOR = timedelta(hours=1)
NO_TURN = (Kind.ENDED, Kind.PAGE)
_IN_THE_END = (Milestone.ERASED, Milestone.REFUSED, Milestone.REPORTED, Milestone.FINISHED)
"""What says how a session ended whenever it happened, the strongest first."""

PLACE: ColumnElement[str] = case((events.c.asked != "", events.c.asked), else_=events.c.step)
"""The question or slot that was being asked, or else the step."""


@dataclass(frozen=True)
class Selection:
    """Which sessions count: those that began at `since` or later, in `channel`; None for all. `now` is aware."""

    now: datetime
    since: datetime | None = None
    channel: str | None = None


def selected(selection: Selection) -> CTE:
    """Give the sessions: conversation, channel, began, turns, seconds, consented (0 or 1), satisfaction and effort
    (1-5 or NULL), ended (a Milestone or RUNNING), and stopped_at: the place where one ended without a result, or NULL.
    """
    whole = _whole()
    first, last = events.alias("first"), events.alias("last")
    ended = _ended(whole, last, selection)
    stopped = ended.in_((Milestone.LEFT, Milestone.SILENT, Milestone.REFUSED))
    asked_last = case((last.c.led_to != "", last.c.led_to), (last.c.asked != "", last.c.asked), else_=last.c.step)
    rows = (
        select(
            whole.c.conversation,
            first.c.channel,
            first.c.at.label("began"),
            whole.c.turns,
            whole.c.seconds,
            whole.c.consented,
            whole.c.satisfaction,
            whole.c.effort,
            ended.label("ended"),
            case((stopped, asked_last), else_=None).label("stopped_at"),
        )
        .join(first, first.c.id == whole.c.first)
        .join(last, last.c.id == whole.c.last)
    )
    if selection.since:
        rows = rows.where(first.c.at >= selection.since)
    if selection.channel:
        rows = rows.where(first.c.channel == selection.channel)
    return rows.cte("sessions_counted")


def _whole() -> CTE:
    """Give each session as a whole. The ids of one session's events rise: its turns wait for each other."""
    return (
        select(
            events.c.conversation,
            func.min(events.c.id).label("first"),
            func.max(events.c.id).label("last"),
            func.sum(case((events.c.kind.in_(NO_TURN), 0), else_=1)).label("turns"),
            func.coalesce(func.sum(events.c.waited), 0).label("seconds"),
            _any(events.c.milestone == Milestone.CONSENTED).label("consented"),
            *(_any(events.c.milestone == milestone).label(milestone) for milestone in _IN_THE_END),
            func.max(case((events.c.asked == "satisfaction", events.c.figure))).label("satisfaction"),
            func.max(case((events.c.asked == "effort", events.c.figure))).label("effort"),
        )
        .group_by(events.c.conversation)
        .cte("whole")
    )


def _ended(whole: CTE, last: FromClause, selection: Selection) -> ColumnElement[str]:
    left_off = or_(last.c.led_to == "", last.c.at < selection.now - _RUNNING_FOR)
    return case(
        *((whole.c[milestone] == 1, literal(milestone.value)) for milestone in _IN_THE_END),
        (last.c.milestone == Milestone.SILENT, literal(Milestone.SILENT.value)),
        (left_off, literal(Milestone.LEFT.value)),
        else_=literal(RUNNING),
    )


def _any(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(case((condition, 1), else_=0))
