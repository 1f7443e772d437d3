"""Locks on what has no row yet: a respondent who never spoke before, the count of vain tries, the tables themselves."""

from hashlib import blake2b

from sqlalchemy import BigInteger, Connection, bindparam, func, select

from fulfillment.storage.prepared import Prepared

_HOLD = Prepared(select(func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger))))


def hold(connection: Connection, *names: str) -> None:
    """Keep every other transaction that holds one of `names` waiting until this one ends.

    A row lock can't do this: two first turns of one respondent would both find no row, and both make a session. On
    SQLite there is nothing to do, for there only one transaction is open at a time (see database.py).
    """
    if connection.dialect.name != "postgresql":
        return
    # All in the same order, or two could wait for each other.
    for key in sorted(_key(name) for name in names):
        _HOLD.lock(connection, {"key": key})


def _key(name: str) -> int:
    """PostgreSQL knows its advisory locks by a number of 64 bits, one space for the whole database."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8, person=b"checkbot").digest(), signed=True)
