"""Open the database, SQLite or PostgreSQL, and bring it up to date."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from sqlite3 import SQLITE_BUSY
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteError
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, NullPool, create_engine, event, inspect, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

from fulfillment.storage import driver
from fulfillment.storage.driver import BEGIN_READING, BEGIN_WRITING
from fulfillment.storage.locks import hold
from fulfillment.storage.revision import newest, revision_of

_WRITES_WITHIN, _WORKS_WITHIN = 4, 10
"""Seconds that a write of a turn waits for another one (a platform gives up after 5 to 8), and that of other work."""
_CACHE = 256
"""KiB of a SQLite file that each connection keeps at hand. A turn needs a dozen pages; the system keeps the others for
all of them together."""
_READS, _LEFT = "checkbot_reads", "checkbot_left"
_PRIMARY = 0xFF
"""What of an error's code tells its kind; the rest tells more of it."""
_MIGRATES_WITHIN = 600
"""Seconds that one process waits for another that brings the tables up to date."""
_POOL = {"pool_size": 8, "max_overflow": 12, "pool_timeout": 2}
"""A connection for every thread of a web process; eight stay open."""
_RESTED = 0.1
"""Seconds of rest in which a connection may be lost unnoticed: after that it is tried before it is used."""
_PATIENCE = {
    "connect_timeout": "2",
    "tcp_user_timeout": "2000",
    "options": "-c lock_timeout=2s -c statement_timeout=3s -c idle_in_transaction_session_timeout=10s",
}
"""libpq's own settings: no turn waits longer than a platform does, and a host that died keeps nobody else waiting."""


def open_database(url: str, *, for_turns: bool = True) -> Engine:
    """Open the database at `url` (SQLAlchemy's form); a SQLite file gets its folder. What is not `for_turns` (counting,
    tidying, the mail) may take longer than somebody who talks can wait.

    What a PostgreSQL URL says itself of libpq's settings (`?connect_timeout=5`) goes before ours. Raises
    sqlalchemy.exc.ArgumentError when the URL can't be read.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        patience = _PATIENCE if for_turns else {**_PATIENCE, "options": "-c lock_timeout=10s"}
        engine = create_engine(parsed, connect_args=_unless_said(parsed, patience), hide_parameters=True, **_POOL)
        event.listen(engine, "checkin", _left)
        event.listen(engine, "checkout", partial(_tried, engine.dialect))
        return engine
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    return _sqlite(parsed, _WRITES_WITHIN if for_turns else _WORKS_WITHIN)


def _patient(url: URL) -> Engine:
    """Open it for work that may take minutes."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, _MIGRATES_WITHIN, poolclass=NullPool)
    patience = _unless_said(url, {**_PATIENCE, "options": f"-c lock_timeout={_MIGRATES_WITHIN}s"})
    return create_engine(url, connect_args=patience, hide_parameters=True, poolclass=NullPool)


def _unless_said(url: URL, settings: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in settings.items() if name not in url.query}


def _sqlite(url: URL, wait: int, **options: Any) -> Engine:
    engine = create_engine(url, connect_args={"timeout": wait}, hide_parameters=True, **options)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy sends BEGIN itself, see _begin
    _write_ahead(connection)
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", f"cache_size = -{_CACHE}"):
        connection.execute(f"PRAGMA {pragma}")


def _left(_connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    record.info[_LEFT] = time.monotonic()


def _tried(dialect: Dialect, connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
    # SQLAlchemy's own try before each use is one more trip for every turn.
    left = record.info.get(_LEFT)
    if left is None or time.monotonic() - left < _RESTED:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        # Those that rested beside it are gone too.
        raise InvalidatePoolError from error


def _write_ahead(connection: SqliteConnection) -> None:
    # Of two that make a new file at once, SQLite tells one that it is locked, whatever its time-out.
    deadline = time.monotonic() + _WRITES_WITHIN
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except SqliteError as error:
            if error.sqlite_errorcode & _PRIMARY != SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    # A turn reads before it writes: taking the write lock first keeps two turns of one session apart.
    reads = connection.get_execution_options().get(_READS)
    driver.run(connection, BEGIN_READING if reads else BEGIN_WRITING)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that only reads, all of it as of one moment: no writer waits for it."""
    with engine.connect().execution_options(**{_READS: True}) as connection:
        if engine.dialect.name != "sqlite":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def is_newest(engine: Engine) -> bool:
    """Whether the tables are as this version makes them."""
    with reading(engine) as connection:
        return inspect(connection).has_table("alembic_version") and revision_of(connection) == newest()


def upgrade(engine: Engine) -> str:
    """Bring the tables up to the newest revision, keeping what they hold; give that revision.

    All of it is one transaction, which a second process waits for: it then finds nothing left to do.
    """
    if is_newest(engine):
        return newest()
    # Alembic is large, and seldom needed.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "fulfillment.storage:migrations")
    patient = _patient(engine.url)
    try:
        with patient.begin() as connection:
            hold(connection, "migrations")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        patient.dispose()
    return ScriptDirectory.from_config(config).get_current_head() or ""
