"""Erasing on request, by whatever way it is asked; each leaves one line in the log and nothing in the database.

That line (when, which way, how much, and the ids of the sessions) is all the proof that is kept. The ids were drawn at
random and lead to nobody once the rows are gone; with them an erasure can be repeated after a backup was put back.
"""

import logging

from sqlalchemy import ColumnElement, Connection, Engine, event

from fulfillment.codes import CODE_LENGTH
from fulfillment.errors import CheckbotError
from fulfillment.storage.erasure import Tally, erase, held, shred
from fulfillment.storage.persons import Persons
from fulfillment.storage.vault import Vault

SPOKEN, BY_LINK, BY_OPERATOR = "gesproken", "link", "beheerder"
_log = logging.getLogger(__name__)


def erase_logged(persons: Persons, connection: Connection, which: ColumnElement[bool], *, way: str) -> Tally:
    """Erase these sessions within the transaction on `connection`, and have it noted when that is committed: before, it
    may have to be done again. Give what goes."""
    ids = persons.ids(which)
    gone = erase(connection, which)

    def note(_connection: Connection) -> None:
        _log.info("gewist weg=%s gesprekken=%s beurten=%d rapporten=%d", way, ",".join(ids), gone.turns, gone.reports)

    if gone:
        event.listen(connection, "commit", note, once=True)
    return gone


class Erasing:
    """Counts and erases what belongs to a scan, for who holds its link."""

    def __init__(self, database: Engine, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def kept(self, scan_id: str) -> Tally:
        """Count what would go."""
        with self._database.begin() as connection:
            return held(connection, Persons(connection, self._vault).of_scan(scan_id))

    def erase(self, scan_id: str) -> Tally:
        """Erase it; give what went."""
        with self._database.begin() as connection:
            persons = Persons(connection, self._vault)
            gone = erase_logged(persons, connection, persons.of_scan(scan_id), way=BY_LINK)
        shred(self._database)
        return gone


def chosen(persons: Persons, *, address: str = "", code: str = "", session: str = "") -> ColumnElement[bool]:
    """Give the sessions that were asked for, by the one that is given: an address or number, a code (in figures,
    however they are parted), or a session's id. Raises CheckbotError when a code has not six figures."""
    if address:
        return persons.with_address(address)
    if session:
        return persons.with_id(session)
    figures = "".join(filter(str.isdigit, code))
    if len(figures) != CODE_LENGTH:
        raise CheckbotError(f"een code heeft {CODE_LENGTH} cijfers: schrijf hem als --code 482915")
    return persons.with_code(figures)
