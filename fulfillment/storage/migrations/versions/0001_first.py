"""First tables: sessions, turns, scans, reports, mails."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("respondent", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("began", sa.DateTime, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
    )
    op.create_index("ix_sessions_respondent", "sessions", ["respondent", "began"])
    op.create_table(
        "turns",
        sa.Column("request", sa.String(64), primary_key=True),
        sa.Column(
            "session",
            sa.String(32),
            sa.ForeignKey("sessions.id", name="fk_turns_session", ondelete="CASCADE"),
        ),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_turns_session", "turns", ["session", "number"])
    op.create_table(
        "scans",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "session",
            sa.String(32),
            sa.ForeignKey("sessions.id", name="fk_scans_session", ondelete="CASCADE"),
            nullable=False,
            unique=True,
        ),
        sa.Column("model_version", sa.String(32), nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("finished", sa.DateTime, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column(
            "scan",
            sa.String(32),
            sa.ForeignKey("scans.id", name="fk_reports_scan", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "mails",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "scan",
            sa.String(32),
            sa.ForeignKey("scans.id", name="fk_mails_scan", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("message_id", sa.String(255), nullable=False, unique=True),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", sa.DateTime, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("reason", sa.String(255), nullable=False),
    )
    op.create_index("ix_mails_state", "mails", ["state", "due"])
    op.create_index("ix_mails_scan", "mails", ["scan"])
