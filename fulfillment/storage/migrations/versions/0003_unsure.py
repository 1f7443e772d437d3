"""How often a mail was handed over without an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("mails", sa.Column("unsure", sa.Integer, nullable=False, server_default="0"))
