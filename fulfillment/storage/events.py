"""Events: a note of every turn, pseudonymous, to learn from where conversations stall.

An event says what was asked and how that went, never what was said. While its session is kept it hangs on it, so that
whatever erases the session (the respondent, the operator, a refusal) takes its events along: the database sees to that.
When a session is only purged because its days are over, its events are let go first: they keep the random id that holds
them together, which then points to nobody, and count in the statistics until they are CHECKBOT_RETENTION_DAYS old.

Of a session that was refused, erased or broken off before consent nothing is left but that it happened: the day, the
channel, and how it ended.
"""

from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from fulfillment.conversation.heard import Kind
from fulfillment.conversation.note import Milestone, Note
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Session, Step
from fulfillment.storage.prepared import Prepared
from fulfillment.storage.tables import events, sessions

_HERE = ZoneInfo("Europe/Amsterdam")
_ADD = Prepared(events.insert().inline())
"""Nobody asks for the id of the row."""


class Events:
    """The events within one transaction on `connection`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: Session, note: Note, *, channel: str, at: datetime, took: float | None = None) -> None:
        """Keep the note of a turn of a stored session; it took `took` milliseconds, up to this note."""
        _ADD.run(
            self._connection,
            {
                "session": session.id,
                "conversation": session.id,
                "at": at,
                "channel": channel,
                "step": note.step,
                "asked": note.asked,
                "expected": note.expected,
                "kind": note.heard.kind,
                "sure": note.heard.sure,
                "command": note.heard.command,
                "hint": note.hint,
                "led_to": note.led_to,
                "milestone": note.milestone or "",
                "figure": note.figure,
                "waited": note.waited,
                "took": took,
            },
        )

    def tally(self, milestone: Milestone, *, channel: str, at: datetime) -> None:
        """Count a session of which nothing else is kept, on its day (in Amsterdam)."""
        self._connection.execute(
            insert(events).values(
                conversation=uuid4().hex,
                at=at.astimezone(_HERE).replace(hour=0, minute=0, second=0, microsecond=0),
                channel=channel,
                step=Step.CONSENT,
                asked="",
                expected=Expects.NOTHING,
                kind=Kind.ENDED,
                command="",
                hint="",
                led_to="",
                milestone=milestone,
            )
        )

    def let_go(self, going: ColumnElement[bool]) -> None:
        """Keep the events of the sessions that are `going` as nobody's."""
        mine = select(sessions.c.id).where(going)
        self._connection.execute(update(events).where(events.c.session.in_(mine)).values(session=None))

    def purge(self, before: datetime, most: int) -> int:
        """Delete at most `most` events of before then; give their number."""
        some = select(events.c.id).where(events.c.at < before).limit(most)
        return self._connection.execute(delete(events).where(events.c.id.in_(some))).rowcount
