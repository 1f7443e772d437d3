"""The places of a conversation (its questions, slots and steps): who came there, who stopped, what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Subquery, case, func, literal, or_, select, union_all

from fulfillment.conversation.heard import Kind
from fulfillment.conversation.note import Milestone
from fulfillment.statistics.selection import PLACE
from fulfillment.storage.tables import events

FEWEST = 5
"""Sessions below which no number is shown: it would tell of persons, and of chance."""
_MANY_MISSES = 2
_WORST = 10
_NO_ANSWER = (Kind.OPENED, Kind.ACCOUNT, Kind.ENDED, Kind.PAGE)
"""Turns in which nothing was said to what was asked."""
_ANSWERED = (Kind.ANSWER, Kind.ASKED_BACK)


@dataclass(frozen=True)
class Place:
    """One place: `reached` sessions were asked there and `stopped` ended there, `stalled` did so or needed two or more
    misses (not understood, off topic, silence). Of the `turns` there so many were of a kind; `sure` is the mean
    certainty of the answers, 0-1."""

    name: str
    reached: int
    stopped: int
    stalled: int
    turns: int
    missed: int
    off_topic: int
    asked_back: int
    silent: int
    sure: float | None

    @property
    def misunderstood(self) -> float:
        """The share of turns that were not understood at once, 0-1."""
        return (self.missed + self.asked_back) / self.turns if self.turns else 0.0


def places(connection: Connection, sessions: CTE) -> list[Place]:
    """Count what happened at each place."""
    here = _per_session()
    stopped = sessions.c.stopped_at == here.c.place
    stalled = or_(stopped, here.c.missed + here.c.off_topic + here.c.silent >= _MANY_MISSES)
    counts = ("turns", "missed", "off_topic", "asked_back", "silent")
    rows = connection.execute(
        select(
            here.c.place,
            func.count().label("reached"),
            _sum(stopped).label("stopped"),
            _sum(stalled).label("stalled"),
            *(func.sum(here.c[name]).label(name) for name in counts),
            func.sum(here.c.sure).label("sure"),
            func.sum(here.c.answered).label("answered"),
        )
        .join(sessions, sessions.c.conversation == here.c.conversation)
        .where(sessions.c.ended != Milestone.ERASED)
        .group_by(here.c.place)
    )
    return [
        Place(
            row.place,
            row.reached,
            int(row.stopped),
            int(row.stalled),
            **{name: int(getattr(row, name)) for name in counts},
            sure=float(row.sure) / int(row.answered) if row.answered else None,
        )
        for row in rows
    ]


def worst(found: Sequence[Place]) -> list[Place]:
    """Give the ten places where the largest share of sessions stalls, of those that enough sessions reached."""
    enough = [place for place in found if place.reached >= FEWEST and place.stalled]
    return sorted(enough, key=lambda place: (-place.stalled / place.reached, -place.stalled, place.name))[:_WORST]


def _per_session() -> Subquery:
    """Give what happened per session at each place it came to: those that were answered, and those that were asked."""
    tallied = events.c.milestone.in_((Milestone.LEFT, Milestone.REFUSED))
    said = select(events.c.conversation, PLACE.label("place"), *_counted()).where(
        or_(events.c.kind.not_in(_NO_ANSWER), tallied)
    )
    nothing = [literal(0).label(column.key or "") for column in said.selected_columns[2:]]
    asked = select(events.c.conversation, events.c.led_to.label("place"), *nothing).where(events.c.led_to != "")
    both = union_all(said, asked).subquery()
    sums = [func.sum(column).label(column.key) for column in both.c[2:]]
    return select(both.c.conversation, both.c.place, *sums).group_by(both.c.conversation, both.c.place).subquery()


def _counted() -> list[ColumnElement[Any]]:
    answered = events.c.kind.in_(_ANSWERED)
    return [
        _one(events.c.kind.not_in(_NO_ANSWER)).label("turns"),
        _one(events.c.kind == Kind.MISSED).label("missed"),
        _one(events.c.kind == Kind.OFF_TOPIC).label("off_topic"),
        _one(events.c.kind == Kind.ASKED_BACK).label("asked_back"),
        _one(events.c.kind == Kind.SILENCE).label("silent"),
        _one(answered).label("answered"),
        case((answered, events.c.sure), else_=0.0).label("sure"),
    ]


def _one(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(_one(condition))
