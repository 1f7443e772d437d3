"""Erasing: the one way in which sessions go, by whoever's wish, with all that hangs on them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, Select, delete, func, select

from fulfillment.storage.tables import consents, handovers, mails, reports, scans, sessions, turns


@dataclass(frozen=True)
class Tally:
    """How many of each kind there are, or went."""

    sessions: int = 0
    turns: int = 0
    scans: int = 0
    reports: int = 0
    mails: int = 0
    handovers: int = 0
    consents: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return any(vars(self).values())

    def __add__(self, other: "Tally") -> "Tally":
        """Give both together."""
        return Tally(**{kind: count + vars(other)[kind] for kind, count in vars(self).items()})


def held(connection: Connection, which: ColumnElement[bool]) -> Tally:
    """Count the sessions for which `which` holds, and all that hangs on them."""
    ids = select(sessions.c.id).where(which)
    scanned = select(scans.c.id).where(scans.c.session.in_(ids))
    handed = select(handovers.c.id).where(handovers.c.session.in_(ids))

    def count(query: Select[tuple[str]]) -> int:
        return connection.scalar(select(func.count()).select_from(query.subquery())) or 0

    return Tally(
        sessions=count(ids),
        turns=count(select(turns.c.request).where(turns.c.session.in_(ids))),
        scans=count(scanned),
        reports=count(select(reports.c.scan).where(reports.c.scan.in_(scanned))),
        # Counted apart: asked for both at once, PostgreSQL reads the whole table.
        mails=count(select(mails.c.id).where(mails.c.scan.in_(scanned)))
        + count(select(mails.c.id).where(mails.c.handover.in_(handed))),
        handovers=count(handed),
        consents=count(select(consents.c.id).where(consents.c.session.in_(ids))),
    )


def erase(connection: Connection, which: ColumnElement[bool]) -> Tally:
    """Delete the sessions for which `which` holds, and all that hangs on them; give what went."""
    gone = held(connection, which)
    # The tables that hang on a session go with it: their foreign keys say so.
    connection.execute(delete(sessions).where(which))
    return gone


def shred(database: Engine) -> None:
    """Have SQLite's journal forget what was erased: until then its old pages keep the sealed texts."""
    if database.dialect.name != "sqlite":
        return
    connection = database.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
