"""The tables: made by the migrations, and the same as the code believes."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.tables import metadata


@pytest.fixture
def database(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'new' / 'folder' / 'checkbot.db'}")


def test_an_upgrade_makes_the_tables_that_the_code_uses(database: Engine) -> None:
    upgrade(database)
    with database.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.dispose()


def test_an_upgrade_twice_changes_nothing(database: Engine) -> None:
    assert upgrade(database) == upgrade(database)
    database.dispose()


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
def test_sqlite_is_set_to_lose_nothing(database: Engine, pragma: str, value: object) -> None:
    with database.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value
    database.dispose()
