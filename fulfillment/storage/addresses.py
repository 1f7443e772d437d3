"""By which address or number a session can be found, also when the address itself was forgotten: keyed hashes only."""

from sqlalchemy import Connection, delete, insert

from fulfillment.conversation.session import Session
from fulfillment.storage.tables import addresses
from fulfillment.storage.vault import Vault

_PURPOSE = "address"


def plain(address: str) -> str:
    """Give an address or number as it is compared: mail servers tell no capitals apart, people write spaces."""
    return "".join(address.split()).casefold()


def reachable(session: Session) -> tuple[str, ...]:
    """Give the confirmed addresses and numbers of a session."""
    return tuple(dict.fromkeys(found for found in (session.address, session.reach) if found))


class Addresses:
    """The hashes of addresses within one transaction on `connection`."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def know(self, session_id: str, address: str) -> None:
        """Keep the hash of an address of this session, under the first key only."""
        held = addresses.c.session == session_id, addresses.c.address.in_(self.hashes(address))
        self._connection.execute(delete(addresses).where(*held))
        hashed = self._vault.pseudonym(_PURPOSE, plain(address))
        self._connection.execute(insert(addresses).values(session=session_id, address=hashed))

    def hashes(self, address: str) -> tuple[str, ...]:
        """Give the hashes under which an address may be kept: one per key."""
        return self._vault.pseudonyms(_PURPOSE, plain(address))
