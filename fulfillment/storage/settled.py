"""Work on the database that a passing trouble may interrupt: it is done again, within the time a turn has."""

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

_Result = TypeVar("_Result")
_AGAIN_WITHIN = 1.5
"""Seconds: with the time-outs of database.py, a turn has its reply or its apology within about four."""
_PAUSE = 0.1
_PASSING = ("08", "40", "57P")
"""SQLSTATE classes of PostgreSQL: connection lost, transaction rolled back (a deadlock), server stops or starts."""


def settled(database: Engine, work: Callable[[Connection], _Result]) -> _Result:
    """Do `work` in a transaction and give what it gives; again when it met a passing trouble.

    The connection may be lost while the transaction is being committed, and then nobody knows whether it was: `work`
    must find out by itself that it was done before. Raises sqlalchemy.exc.SQLAlchemyError when the trouble stays.
    """
    deadline = time.monotonic() + _AGAIN_WITHIN
    while True:
        try:
            with database.begin() as connection:
                return work(connection)
        except DBAPIError as error:
            if not _passes(error) or time.monotonic() + _PAUSE > deadline:
                raise
        time.sleep(_PAUSE)


def _passes(error: DBAPIError) -> bool:
    if isinstance(error, IntegrityError):
        # Somebody else wrote the same row first: now it can be read.
        return True
    # psycopg gives None when no server answers; sqlite3 has no such thing.
    state = getattr(error.orig, "sqlstate", "")
    return state is None or state.startswith(_PASSING)
