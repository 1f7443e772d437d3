"""Whose sessions these are: found by address or number, by spoken code, by scan, by platform account, or by id."""

from sqlalchemy import ColumnElement, Connection, select

from fulfillment.conversation.turn import Turn
from fulfillment.storage.addresses import Addresses
from fulfillment.storage.tables import addresses, scans, sessions
from fulfillment.storage.vault import Vault


class Persons:
    """Gives conditions on the table of sessions, for `held` and `erase` of storage.erasure. What is found by address,
    code or scan is not widened to all of the same account: an assistant in an office has many users."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def with_address(self, address: str) -> ColumnElement[bool]:
        """Sessions in which this address or number was confirmed, or to which a report was sent there."""
        hashes = Addresses(self._connection, self._vault).hashes(address)
        return sessions.c.id.in_(select(addresses.c.session).where(addresses.c.address.in_(hashes)))

    def with_code(self, code: str) -> ColumnElement[bool]:
        """The newest session with this spoken code: two may share it, and the newest answers to it."""
        hashes = self._vault.pseudonyms("code", code)
        newest = select(sessions.c.id).where(sessions.c.code.in_(hashes)).order_by(sessions.c.began.desc()).limit(1)
        return sessions.c.id == newest.scalar_subquery()

    def of_scan(self, scan_id: str) -> ColumnElement[bool]:
        """The session of a scan."""
        return sessions.c.id == select(scans.c.session).where(scans.c.id == scan_id).scalar_subquery()

    def with_id(self, session_id: str) -> ColumnElement[bool]:
        """One session."""
        return sessions.c.id == session_id

    def speaking(self, turn: Turn) -> ColumnElement[bool]:
        """All sessions of the platform account that speaks."""
        return sessions.c.respondent.in_(self._vault.pseudonyms(turn.channel, turn.user))

    def ids(self, which: ColumnElement[bool]) -> tuple[str, ...]:
        """Give the ids of these sessions, oldest first."""
        return tuple(self._connection.scalars(select(sessions.c.id).where(which).order_by(sessions.c.began)))
