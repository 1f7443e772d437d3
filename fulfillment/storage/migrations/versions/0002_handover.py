"""Codes of sessions and tries of them, what was said in a turn, and conversations handed over to a colleague."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("code", sa.String(64)))
    op.create_index("ix_sessions_code", "sessions", ["code"])
    op.add_column("turns", sa.Column("said", sa.Text))
    op.create_table(
        "handovers",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "session",
            sa.String(32),
            sa.ForeignKey("sessions.id", name="fk_handovers_session", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("returned", sa.DateTime),
    )
    op.create_index("ix_handovers_session", "handovers", ["session"])
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_attempts_at", "attempts", ["at"])
    with op.batch_alter_table("mails") as mails:
        mails.alter_column("scan", existing_type=sa.String(32), nullable=True)
        mails.add_column(sa.Column("handover", sa.String(32)))
        mails.create_foreign_key("fk_mails_handover", "handovers", ["handover"], ["id"], ondelete="CASCADE")
    op.create_index("ix_mails_handover", "mails", ["handover"])
