"""The tables: made by the migrations, and the same as the code believes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.indexes import metadata
from tests.conftest import BOTH
from tests.postgresql import Cluster


@pytest.fixture
def bare(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@BOTH
def test_an_upgrade_makes_the_tables_that_the_code_uses(bare: Engine) -> None:
    upgrade(bare)
    with bare.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@BOTH
def test_an_upgrade_twice_changes_nothing(bare: Engine) -> None:
    assert upgrade(bare) == upgrade(bare)


def test_a_new_file_gets_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "checkbot.db"
    engine = open_database(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    assert file.exists()


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
def test_sqlite_is_set_to_lose_nothing(bare: Engine, pragma: str, value: object) -> None:
    with bare.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_what_the_url_says_itself_goes_before_our_time_outs(postgresql: Cluster) -> None:
    engine = open_database(f"{postgresql.new_database()}&options=-c%20lock_timeout%3D7s")
    with engine.connect() as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "7s"
    engine.dispose()
