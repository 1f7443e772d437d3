"""Withdrawing a consent without erasing the rest: GDPR art. 7(3)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from fulfillment.conversation.agreement import Agreement
from fulfillment.conversation.steps.flow import AGREED
from fulfillment.storage.consents import Consents
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.vault import Vault

_SLOT, _REFUSED = "contact", "nee"


def no_later_contact(connection: Connection, vault: Vault, session_ids: Iterable[str], at: datetime) -> int:
    """Note in these sessions that nobody mails later, and forget the address that was kept for it; give the number of
    sessions in which that was agreed to. Raises SealBroken and storage.sessions.Unreadable."""
    sessions, consents = Sessions(connection, vault), Consents(connection, vault)
    count = 0
    for id in session_ids:
        stored = sessions.with_id(id)
        if stored and stored.session.slots.get(_SLOT) == AGREED:
            sessions.put(stored.session.filling(_SLOT, _REFUSED).forgetting())
            consents.withdraw(id, Agreement.LATER_CONTACT, at)
            count += 1
    return count
