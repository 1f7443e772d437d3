"""Consents, and keyed hashes of addresses: by these what is kept is found after an address was forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "addresses",
        sa.Column(
            "session",
            sa.String(32),
            sa.ForeignKey("sessions.id", name="fk_addresses_session", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("address", sa.String(64), primary_key=True),
    )
    op.create_index("ix_addresses_address", "addresses", ["address"])
    op.create_table(
        "consents",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "session",
            sa.String(32),
            sa.ForeignKey("sessions.id", name="fk_consents_session", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("wording", sa.Text, nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("given", sa.DateTime, nullable=False),
        sa.Column("withdrawn", sa.DateTime),
    )
    op.create_index("ix_consents_session", "consents", ["session"])
