"""Whether the tables are as this version wants them, without loading what brings them there."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, text

_VERSIONS = Path(__file__).parent / "migrations" / "versions"


@cache
def newest() -> str:
    """Give the newest revision that this version knows: its files begin with their number."""
    return max(file.name.partition("_")[0] for file in _VERSIONS.glob("[0-9]*_*.py"))


def up_to_date(connection: Connection) -> bool:
    """Whether the tables have at least that revision: while a newer version is being brought out, they may be ahead.

    Raises sqlalchemy.exc.SQLAlchemyError when there are no tables.
    """
    found = revision_of(connection)
    return found is not None and found >= newest()


def revision_of(connection: Connection) -> str | None:
    """Give the revision that the tables have; None while they are made.

    Raises sqlalchemy.exc.SQLAlchemyError when there are no tables.
    """
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
