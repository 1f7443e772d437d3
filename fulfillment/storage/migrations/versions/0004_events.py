"""Events: how each turn went, without what was said."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("session", sa.String(32), sa.ForeignKey("sessions.id", name="fk_events_session", ondelete="CASCADE")),
        sa.Column("conversation", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("asked", sa.String(128), nullable=False),
        sa.Column("expected", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("sure", sa.Float),
        sa.Column("command", sa.String(32), nullable=False),
        sa.Column("hint", sa.String(32), nullable=False),
        sa.Column("led_to", sa.String(128), nullable=False),
        sa.Column("milestone", sa.String(16), nullable=False),
        sa.Column("figure", sa.Integer),
        sa.Column("waited", sa.Integer),
        sa.Column("took", sa.Float),
    )
    op.create_index("ix_events_session", "events", ["session"])
    op.create_index("ix_events_at", "events", ["at"])
