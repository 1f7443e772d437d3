"""How far sessions come: counted as they stream by, in all, per channel and per week."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import CTE, Connection, select

from fulfillment.conversation.note import Milestone

_HERE = ZoneInfo("Europe/Amsterdam")
_LONGEST = 4 * 60 * 60
"""Seconds; a longer conversation counts as this long, so that there are only so many lengths to keep count of."""
FINISHED = (Milestone.REPORTED, Milestone.FINISHED)


@dataclass
class Course:
    """The course of a group of sessions: how many began and agreed, how they ended, and of the finished ones how long
    they took (seconds between the first turn and the last, breaks left out) in how many turns; the figures given."""

    began: int = 0
    consented: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    seconds: Counter[int] = field(default_factory=Counter)
    turns: Counter[int] = field(default_factory=Counter)
    satisfaction: Counter[int] = field(default_factory=Counter)
    effort: Counter[int] = field(default_factory=Counter)

    @property
    def finished(self) -> int:
        """How many came to their result and said what to do with the report."""
        return sum(self.ended[how] for how in FINISHED)

    @property
    def reported(self) -> int:
        """How many had the report mailed."""
        return self.ended[Milestone.REPORTED]


@dataclass(frozen=True)
class Courses:
    """The course of all sessions, per channel, and per ISO week in which they began ("2026-W47")."""

    all: Course
    channels: dict[str, Course]
    weeks: dict[str, Course]


def courses(connection: Connection, sessions: CTE) -> Courses:
    """Count the sessions. Memory goes by the number of channels and weeks, not of sessions."""
    found = Courses(Course(), {}, {})
    rows = connection.execution_options(yield_per=1000).execute(select(sessions))
    for row in rows:
        for course in _groups(found, row.channel, row.began):
            course.began += 1
            course.consented += row.consented
            course.ended[row.ended] += 1
            if row.ended in FINISHED:
                course.seconds[min(int(row.seconds), _LONGEST)] += 1
                course.turns[int(row.turns)] += 1
            if row.satisfaction is not None:
                course.satisfaction[row.satisfaction] += 1
            if row.effort is not None:
                course.effort[row.effort] += 1
    return found


def _groups(found: Courses, channel: str, began: datetime) -> Iterator[Course]:
    year, week, _ = began.astimezone(_HERE).isocalendar()
    yield found.all
    yield found.channels.setdefault(channel, Course())
    yield found.weeks.setdefault(f"{year}-W{week:02}", Course())


def median(counts: Counter[int]) -> int | None:
    """Give the middle value, the lower of two; None without any."""
    place = (counts.total() - 1) // 2
    for value in sorted(counts):
        place -= counts[value]
        if place < 0:
            return value
    return None


def mean(counts: Counter[int]) -> float | None:
    """Give the mean value; None without any."""
    total = counts.total()
    return sum(value * count for value, count in counts.items()) / total if total else None
