"""The intents of the contract: how often each was acted on, and how often that was a misunderstanding."""

from dataclasses import dataclass

from sqlalchemy import CTE, ColumnElement, Connection, case, func, or_, select

from fulfillment.conversation.heard import Kind
from fulfillment.storage.tables import events

_LOST = (Kind.MISSED, Kind.OFF_TOPIC, Kind.SILENCE)
_ANGER = "anger"


@dataclass(frozen=True)
class Intent:
    """One intent, from `sessions`. `acted` counts the turns in which it was acted on, `unheeded` those in which a
    platform named it and it was not understood; `regretted` those acted on after which the same respondent was at once
    not understood, silent or angry. `sure` is the mean certainty, 0-1, None when only platforms recognised it."""

    name: str
    sessions: int
    acted: int
    unheeded: int
    regretted: int
    sure: float | None

    @property
    def misunderstood(self) -> float:
        """The share of turns with this intent that went wrong, 0-1."""
        return (self.unheeded + self.regretted) / (self.acted + self.unheeded)


def intents(connection: Connection, sessions: CTE) -> list[Intent]:
    """Count each intent, the most used first."""
    name = case((events.c.command != "", events.c.command), else_=events.c.hint)
    each = select(
        events.c.conversation,
        name.label("name"),
        events.c.kind,
        case((events.c.kind == Kind.COMMAND, events.c.sure)).label("sure"),
        _next(events.c.kind).label("next_kind"),
        _next(events.c.command).label("next_command"),
    ).subquery()
    unheeded = each.c.kind.in_((Kind.MISSED, Kind.OFF_TOPIC))
    regret = or_(each.c.next_kind.in_(_LOST), each.c.next_command == _ANGER)
    rows = connection.execute(
        select(
            each.c.name,
            func.count(each.c.conversation.distinct()).label("sessions"),
            func.count().label("all"),
            _sum(unheeded).label("unheeded"),
            _sum((each.c.kind == Kind.COMMAND) & regret).label("regretted"),
            func.avg(each.c.sure).label("sure"),
        )
        .join(sessions, sessions.c.conversation == each.c.conversation)
        .where(each.c.name != "")
        .group_by(each.c.name)
    )
    found = [
        Intent(row.name, row.sessions, row.all - row.unheeded, int(row.unheeded), int(row.regretted), row.sure)
        for row in rows
    ]
    return sorted(found, key=lambda intent: (-intent.acted, intent.name))


def _next(column: ColumnElement[str]) -> ColumnElement[str]:
    return func.lead(column).over(partition_by=events.c.conversation, order_by=events.c.id)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
