"""The tables. Times are stored in UTC; sealed columns hold text that only the vault can read."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    literal,
)


class Instant(TypeDecorator[datetime]):
    """An aware moment, stored in UTC on databases that know no time zones too."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Store in UTC."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back aware."""
        return value.replace(tzinfo=UTC) if value else None


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("respondent", String(64), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("open", Boolean, nullable=False),  # no report yet: what is left behind can go
    Column("code", String(64)),  # keyed hash of the spoken code
    Column("state", Text, nullable=False),  # sealed
    Column("began", Instant, nullable=False),
    Column("seen", Instant, nullable=False),
)
Index("ix_sessions_respondent", sessions.c.respondent, sessions.c.began)
Index("ix_sessions_code", sessions.c.code)
Index("ix_sessions_seen", sessions.c.open, sessions.c.seen, sessions.c.id)

turns = Table(
    "turns",
    metadata,
    Column("request", String(64), primary_key=True),
    Column("session", String(32), ForeignKey("sessions.id", ondelete="CASCADE")),
    Column("number", Integer, nullable=False),
    Column("said", Text),  # sealed
    Column("reply", Text, nullable=False),  # sealed: it can hold an address that is read back
    Column("at", Instant, nullable=False),
)
Index("ix_turns_session", turns.c.session, turns.c.number)

scans = Table(
    "scans",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("session", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("model_version", String(32), nullable=False),
    Column("given", Text, nullable=False),
    Column("finished", Instant, nullable=False),
)

Index("ix_scans_version", scans.c.model_version, scans.c.finished)

reports = Table(
    "reports",
    metadata,
    Column("scan", String(32), ForeignKey("scans.id", ondelete="CASCADE"), primary_key=True),
    Column("content", Text, nullable=False),
)

handovers = Table(
    "handovers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("session", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("content", Text, nullable=False),  # sealed
    Column("created", Instant, nullable=False),
    Column("returned", Instant),
)
Index("ix_handovers_session", handovers.c.session)

addresses = Table(
    "addresses",
    metadata,
    Column("session", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("address", String(64), primary_key=True),  # keyed hash of an address or number that was confirmed
)
Index("ix_addresses_address", addresses.c.address)

consents = Table(
    "consents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("session", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("wording", Text, nullable=False),  # sealed: an address that is read back is part of it
    Column("form", String(8), nullable=False),
    Column("version", String(32), nullable=False),
    Column("given", Instant, nullable=False),
    Column("withdrawn", Instant),
)
Index("ix_consents_session", consents.c.session)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
)
Index("ix_attempts_at", attempts.c.at)

mails = Table(
    "mails",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("scan", String(32), ForeignKey("scans.id", ondelete="CASCADE")),
    Column("handover", String(32), ForeignKey("handovers.id", ondelete="CASCADE")),
    Column("message_id", String(255), nullable=False, unique=True),
    Column("recipient", Text, nullable=False),  # sealed
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("unsure", Integer, nullable=False, server_default="0"),  # attempts that may have delivered it
    Column("due", Instant, nullable=False),
    Column("created", Instant, nullable=False),
    Column("reason", String(255), nullable=False),
)
Index("ix_mails_state", mails.c.state, mails.c.due)
WAITING = mails.c.state.in_([literal("queued", literal_execute=True), literal("sending", literal_execute=True)])
"""Mails that are still to be sent. Written out and not bound: only then do databases see that the index fits."""
Index("ix_mails_scan", mails.c.scan)
Index("ix_mails_handover", mails.c.handover)

events = Table(
    "events",
    metadata,
    # SQLite numbers rows by itself only in an INTEGER.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("session", String(32), ForeignKey("sessions.id", ondelete="CASCADE")),  # NULL: nobody's any more
    Column("conversation", String(32), nullable=False),  # keeps the events of one session together
    Column("at", Instant, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("step", String(16), nullable=False),
    Column("asked", String(128), nullable=False),
    Column("expected", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("sure", Float),  # 0-1
    Column("command", String(32), nullable=False),
    Column("hint", String(32), nullable=False),
    Column("led_to", String(128), nullable=False),
    Column("milestone", String(16), nullable=False),
    Column("figure", Integer),  # 1-5
    Column("waited", Integer),  # seconds
    Column("took", Float),  # milliseconds, as a rule without the wait for another turn to be written
)
Index("ix_events_session", events.c.session)
Index("ix_events_at", events.c.at)
