"""Conversations that were handed over to a colleague: found by id, and given back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from fulfillment.storage.tables import handovers
from fulfillment.storage.vault import Vault


@dataclass(frozen=True)
class StoredHandover:
    """One hand-over: its id, the session's, its content as text, and whether it was given back."""

    id: str
    session: str
    content: str
    returned: bool


class Handovers:
    """The hand-overs within one transaction on `connection`."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def find(self, id: str) -> StoredHandover | None:
        """Give the hand-over with this id, or None. Raises SealBroken."""
        row = self._connection.execute(select(handovers).where(handovers.c.id == id)).first()
        if row is None:
            return None
        return StoredHandover(row.id, row.session, self._vault.open(row.content), row.returned is not None)

    def give_back(self, id: str, at: datetime) -> None:
        """Note that the colleague gave the conversation back."""
        self._connection.execute(update(handovers).where(handovers.c.id == id).values(returned=at))
