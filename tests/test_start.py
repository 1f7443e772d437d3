"""How the service starts: what is loaded before the web processes are made of it stays in each of them."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from sqlalchemy.exc import SQLAlchemyError

from fulfillment.storage.database import is_newest, open_database, upgrade
from fulfillment.storage.locks import hold
from fulfillment.storage.revision import newest
from fulfillment.upgrading import upgrade_apart

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


def test_whether_the_tables_are_of_now_is_seen_while_somebody_writes(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(database)
    with database.begin() as writing:
        writing.exec_driver_sql("DELETE FROM attempts")
        began = time.monotonic()
        assert is_newest(database)
    assert time.monotonic() - began < 1


def test_what_goes_wrong_with_the_tables_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    upgrade_apart(url)
    database = open_database(url)
    assert is_newest(database)
    with database.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(SQLAlchemyError, match=r"already exists|duplicate column"):
        upgrade_apart(url)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_start_that_is_stopped_leaves_nobody_at_the_tables(database_url: str, number: int) -> None:
    database = open_database(database_url)
    with database.begin() as other:
        hold(other, "migrations")
        code = "import sys; from fulfillment.upgrading import upgrade_apart; upgrade_apart(sys.argv[1])"
        main = psutil.Popen([sys.executable, "-c", code, database_url], cwd=Path(__file__).parent.parent)
        apart = only_child(main)
        main.send_signal(number)
        main.wait(10)
        psutil.wait_procs([apart], timeout=10)
        assert not apart.is_running()
    assert not is_newest(database)
    database.dispose()


def only_child(main: psutil.Popen) -> psutil.Process:
    deadline = time.monotonic() + 30
    while not (found := main.children()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found[0]
