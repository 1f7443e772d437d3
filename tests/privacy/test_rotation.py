"""New keys, as an operator brings them in: a new first key, the old one second, everything sealed anew."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, Text, select

from fulfillment.conversation.bot import Bot
from fulfillment.privacy.dossier import Dossier
from fulfillment.storage.erasure import held
from fulfillment.storage.persons import Persons
from fulfillment.storage.rotation import SEALED, rotate
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.tables import metadata
from fulfillment.storage.vault import SealBroken, Vault
from local_sim.platforms.alexa import Alexa
from tests.conftest import Service
from tests.privacy.telling import ADDRESS, KEY, NAME, PHONE, echo

NEW = "a newer key than the one before"
FORGOTTEN = 2
"""Mails that were delivered: their rows hold no address any more."""
OLD_ONLY, BOTH, NEW_ONLY = Vault((KEY,)), Vault((NEW, KEY)), Vault((NEW,))


def sealed_texts(database: Engine) -> Iterator[str]:
    with database.begin() as connection:
        for sealed in SEALED:
            for row in connection.execute(select(*(sealed.table.c[name] for name in sealed.columns))):
                yield from filter(None, row)


def found(service: Service, vault: Vault, address: str) -> int:
    with service.database.begin() as connection:
        return held(connection, Persons(connection, vault).with_address(address)).sessions


def total(database: Engine, vault: Vault, **options: int) -> dict[str, int]:
    counts = {count.table: count for count in rotate(database, vault, **options)}
    return {
        name: sum(getattr(count, name) for count in counts.values()) for name in ("seen", "resealed", "moved", "broken")
    }


def test_every_sealed_column_is_turned() -> None:
    """Columns of free length are sealed, all of them."""
    texts = {(table.name, column.name) for table in metadata.tables.values() for column in table.columns
             if isinstance(column.type, Text)}  # fmt: skip
    assert texts == {(sealed.table.name, name) for sealed in SEALED for name in sealed.columns}


def test_with_the_old_key_second_everything_is_readable(service: Service, bot: Bot) -> None:
    with service.database.begin() as connection:
        which = Persons(connection, BOTH).with_address(ADDRESS)
        dossier = Dossier(connection, BOTH, bot).of(which, datetime.now(UTC))
    assert NAME in str(dossier)


def test_afterwards_the_old_key_is_not_needed_to_read(service: Service, bot: Bot) -> None:
    count = total(service.database, BOTH)
    assert count["resealed"] == count["seen"] - FORGOTTEN > 10
    assert all(NEW_ONLY.is_current(text) for text in sealed_texts(service.database))
    with service.database.begin() as connection:
        which = Persons(connection, NEW_ONLY).with_address(ADDRESS)
        dossier = Dossier(connection, NEW_ONLY, bot).of(which, datetime.now(UTC))
    assert NAME in str(dossier)
    with pytest.raises(SealBroken):
        OLD_ONLY.open(next(sealed_texts(service.database)))


def test_who_gave_an_address_or_number_is_found_with_the_new_key_alone(service: Service) -> None:
    assert (found(service, NEW_ONLY, ADDRESS), found(service, NEW_ONLY, PHONE)) == (0, 0)
    total(service.database, BOTH)
    assert (found(service, NEW_ONLY, ADDRESS), found(service, NEW_ONLY, PHONE)) == (1, 1)
    assert found(service, OLD_ONLY, ADDRESS) == 0


def test_a_code_opens_its_session_with_the_new_key_alone(service: Service, code: str) -> None:
    total(service.database, BOTH)
    with service.database.begin() as connection:
        stored = Sessions(connection, NEW_ONLY).with_code(code)
    assert stored
    assert stored.session.name == "Bram"


def test_who_comes_back_is_named_under_the_new_key(service: Service, make_service: Callable[..., Service]) -> None:
    both = make_service(secret_keys=(NEW, KEY))
    assert NAME in both.call(echo()).start().speech
    newest = make_service(secret_keys=(NEW,))
    total(service.database, BOTH)
    assert NAME in newest.call(echo()).start().speech


def test_whoever_stops_halfway_goes_on_where_he_was(service: Service) -> None:
    running = rotate(service.database, BOTH, batch=3)
    assert next(running).resealed == 2
    assert next(running).table == "turns"
    running.close()
    count = total(service.database, BOTH, batch=3)
    assert 0 < count["resealed"] < count["seen"]
    assert total(service.database, BOTH)["resealed"] == 0


def test_a_row_that_changes_meanwhile_keeps_its_change(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn between reading and writing a batch, on a database that does not lock the whole file, wins."""
    opening = BOTH.open

    def overtaken(sealed: str) -> str:
        text = opening(sealed)
        with monkeypatch.context() as once:
            once.setattr(BOTH, "open", opening)
            values = {"state": BOTH.seal(f"{text} ")}
            current.execute(SEALED[0].table.update().values(**values))
        return text

    from fulfillment.storage import rotation

    with service.database.begin() as current:
        count = rotation.Count("sessions")
        monkeypatch.setattr(BOTH, "open", overtaken)
        rotation._batch(current, BOTH, SEALED[0], count, 10)
        monkeypatch.undo()
        assert (count.resealed, count.moved) == (0, 2)
        state = current.scalar(select(SEALED[0].table.c.state))
    assert state
    assert BOTH.open(state).endswith("} ")


def test_what_no_key_opens_is_counted_and_left(service: Service) -> None:
    count = total(service.database, NEW_ONLY)
    assert count["broken"] == count["seen"] - FORGOTTEN
    assert all(OLD_ONLY.is_current(text) for text in sealed_texts(service.database))


def test_turns_are_answered_while_keys_are_turned(service: Service) -> None:
    line = service.call(Alexa())
    line.start()
    for _ in rotate(service.database, BOTH, batch=5):
        assert line.say("herhaal").speech
    line.say("ja")
    with service.database.begin() as connection:
        states = list(connection.scalars(select(SEALED[0].table.c.state)))
    assert all(BOTH.open(state) for state in states)
