"""How the service starts: what is loaded before the web processes are made of it stays in each of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from fulfillment.storage.database import is_newest, open_database, upgrade
from fulfillment.storage.revision import newest

LARGE = {"alembic", "css_inline", "email_validator", "matplotlib", "numpy", "rich", "typst", "local_sim.company"}
LOADED = f"""
import sys
from fulfillment import cli
from fulfillment.serve import prepare
from fulfillment.settings import read_settings
prepare(read_settings(), "127.0.0.1", 2)
import fulfillment.app
sys.stdout.write(" ".join(sorted({LARGE!r} & set(sys.modules))))
"""


@pytest.mark.parametrize("before", ["nothing", "all tables"])
def test_nothing_large_is_carried_into_the_web_processes(before: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    if before == "all tables":
        upgrade(open_database(url))
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parent.parent), "CHECKBOT_DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == ""
    assert is_newest(open_database(url))


def test_tables_of_an_earlier_version_are_told_from_those_of_now(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    assert not is_newest(database)
    assert upgrade(database) == newest() == upgrade(database)
    assert is_newest(database)
    with database.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    assert not is_newest(database)
