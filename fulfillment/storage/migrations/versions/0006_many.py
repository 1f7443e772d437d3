"""Indexes for what tidying, comparing and the mail workers look for, so that none reads all that is stored."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_WAITING = sa.text("state IN ('queued', 'sending')")


def upgrade() -> None:
    op.create_index("ix_sessions_seen", "sessions", ["open", "seen", "id"])
    op.create_index("ix_scans_version", "scans", ["model_version", "finished"])
    op.create_index("ix_mails_waiting", "mails", ["due"], sqlite_where=_WAITING, postgresql_where=_WAITING)
