"""Consents as they were given: what for, in which words, when, and when they were withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, insert, select, update

from fulfillment.storage.tables import consents
from fulfillment.storage.vault import Vault


@dataclass(frozen=True)
class StoredConsent:
    """One consent. `wording` is what was said before the yes, a line for each reply; `form` is je or u, `version` that
    of the content; `withdrawn` is None as long as it holds."""

    kind: str
    wording: str
    form: str
    version: str
    given: datetime
    withdrawn: datetime | None = None


class Consents:
    """The consents within one transaction on `connection`."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def give(self, session_id: str, consent: StoredConsent) -> None:
        """Keep a consent."""
        self._connection.execute(
            insert(consents).values(
                id=uuid4().hex,
                session=session_id,
                kind=consent.kind,
                wording=self._vault.seal(consent.wording),
                form=consent.form,
                version=consent.version,
                given=consent.given,
            )
        )

    def withdraw(self, session_id: str, kind: str, at: datetime) -> int:
        """Note that a consent holds no more; give the number of consents that did until now."""
        held = consents.c.session == session_id, consents.c.kind == kind, consents.c.withdrawn.is_(None)
        return self._connection.execute(update(consents).where(*held).values(withdrawn=at)).rowcount

    def of(self, session_id: str) -> tuple[StoredConsent, ...]:
        """Give the consents of a session, oldest first. Raises SealBroken."""
        rows = self._connection.execute(
            select(consents).where(consents.c.session == session_id).order_by(consents.c.given)
        )
        return tuple(
            StoredConsent(row.kind, self._vault.open(row.wording), row.form, row.version, row.given, row.withdrawn)
            for row in rows
        )
