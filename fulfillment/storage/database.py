"""Open the database, and bring it up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, Engine, create_engine, event, make_url

_BUSY_SECONDS = 4
"""How long a write waits for another; a platform gives up after 5 to 8 seconds."""
_READS = "checkbot_reads"


def open_database(url: str) -> Engine:
    """Open the database at `url` (SQLAlchemy's form); a SQLite file gets its folder.

    Raises sqlalchemy.exc.ArgumentError when the URL can't be read.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy sends BEGIN itself, see _begin
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A turn reads before it writes: taking the write lock first keeps two turns of one session apart.
    reads = connection.get_execution_options().get(_READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that only reads, all of it as of one moment: no writer waits for it."""
    with engine.connect().execution_options(**{_READS: True}) as connection:
        if engine.dialect.name != "sqlite":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def upgrade(engine: Engine) -> str:
    """Bring the tables up to the newest revision, keeping what they hold; give that revision."""
    # Alembic is only needed here: not in the webhook's process.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "fulfillment.storage:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return ScriptDirectory.from_config(config).get_current_head() or ""
