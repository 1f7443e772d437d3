"""Key rotation: what was sealed with an older key is sealed with the first, in batches, while the service runs.

A keyed hash can't be made anew without what was hashed. Addresses and codes that still stand in a sealed text are
hashed under the first key on the way; those of platform accounts when their owner comes back (Sessions.update).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Column, Connection, Engine, Row, Table, select, update

from fulfillment.storage.addresses import Addresses, reachable
from fulfillment.storage.sessions import code_hash, loaded
from fulfillment.storage.tables import consents, handovers, mails, reports, scans, sessions, turns
from fulfillment.storage.vault import SealBroken, Vault

BATCH = 50
"""Rows in one transaction: on SQLite everybody waits for it, some hundredths of a second, more on a busy machine."""


@dataclass(frozen=True)
class Sealed:
    """A table with its sealed columns; `key` names its rows."""

    table: Table
    columns: tuple[str, ...]

    @property
    def key(self) -> Column[str]:
        """The primary key."""
        (column,) = self.table.primary_key.columns
        return column


SEALED = (
    Sealed(sessions, ("state",)),
    Sealed(turns, ("said", "reply")),
    Sealed(scans, ("given",)),
    Sealed(reports, ("content",)),
    Sealed(handovers, ("content",)),
    Sealed(mails, ("recipient",)),
    Sealed(consents, ("wording",)),
)


@dataclass
class Count:
    """Of one table: rows `seen`, those of them `resealed`, those that `moved` on meanwhile (they are sealed with the
    key of who wrote them), and those that no given key opens."""

    table: str
    seen: int = 0
    resealed: int = 0
    moved: int = 0
    broken: int = 0
    last: str = field(default="", repr=False)


def rotate(database: Engine, vault: Vault, *, batch: int = BATCH) -> Iterator[Count]:
    """Seal everything with the first key; give the count of a table after each batch and at its end.

    Each batch is a transaction of its own: whoever stops halfway loses nothing, and a next run passes over what is
    done. A row that changes meanwhile keeps its change.
    """
    for sealed in SEALED:
        count = Count(sealed.table.name)
        while True:
            with database.begin() as connection:
                full = _batch(connection, vault, sealed, count, batch)
            yield count
            if not full:
                break


def _batch(connection: Connection, vault: Vault, sealed: Sealed, count: Count, size: int) -> bool:
    """Do the next rows of a table; tell whether there may be more."""
    rows = connection.execute(
        select(sealed.table).where(sealed.key > count.last).order_by(sealed.key).limit(size)
    ).all()
    for row in rows:
        count.seen += 1
        count.last = row._mapping[sealed.key]
        old = {name: row._mapping[name] for name in sealed.columns if row._mapping[name]}
        if any(not vault.is_current(value) for value in old.values()):
            _reseal(connection, vault, sealed, row, old, count)
    return len(rows) == size


def _reseal(
    connection: Connection,
    vault: Vault,
    sealed: Sealed,
    row: Row[tuple[object, ...]],
    old: Mapping[str, str],
    count: Count,
) -> None:
    try:
        opened = {name: vault.open(value) for name, value in old.items()}
    except SealBroken:
        count.broken += 1
        return
    values: dict[str, str | None] = {name: vault.seal(text) for name, text in opened.items()}
    if sealed.table is sessions:
        values["code"] = code_hash(vault, loaded(opened["state"]))
    same = [sealed.table.c[name] == value for name, value in old.items()]
    changed = connection.execute(update(sealed.table).where(sealed.key == count.last, *same).values(**values)).rowcount
    count.resealed += changed
    count.moved += 1 - changed
    if changed:
        _hash_anew(connection, vault, sealed, row, opened)


def _hash_anew(
    connection: Connection, vault: Vault, sealed: Sealed, row: Row[tuple[object, ...]], opened: Mapping[str, str]
) -> None:
    known = Addresses(connection, vault)
    if sealed.table is sessions:
        for address in reachable(loaded(opened["state"])):
            known.know(row._mapping["id"], address)
    elif sealed.table is mails and row._mapping["scan"]:
        session_id = connection.scalar(select(scans.c.session).where(scans.c.id == row._mapping["scan"]))
        if session_id:
            known.know(session_id, opened["recipient"])
