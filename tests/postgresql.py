"""A PostgreSQL cluster of the tests' own: made in a temporary folder, spoken to over a Unix socket, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

DEMANDED = "CHECKBOT_DEMAND_EVERYTHING"
_ABSENT = "no PostgreSQL: install its server (Debian: apt-get install postgresql; macOS: brew install postgresql)"
_USERS = ("postgres", "nobody")
"""Who may run it when we are root: initdb refuses root itself."""


def commands() -> Path | None:
    """Give the folder with initdb and pg_ctl; Debian keeps them out of the PATH."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


def require() -> Path:
    """Give that folder, or skip the test; where everything is demanded, fail."""
    folder = commands()
    if folder is None:
        pytest.fail(_ABSENT) if os.environ.get(DEMANDED) else pytest.skip(_ABSENT)
    return folder


class Cluster:
    """One server. `durable` is only for tests that look at what survives: it costs a disk's pace."""

    def __init__(self, folder: Path, commands: Path, *, durable: bool) -> None:
        self._folder = folder
        self._commands = commands
        self._fsync = "on" if durable else "off"
        self._numbers = count()

    def make(self) -> None:
        """Make the cluster and start it."""
        data = self._folder / "data"
        self._run("initdb", "--username=checkbot", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", data)
        self.start()

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = f"-c listen_addresses= -c unix_socket_directories={self._folder} -c fsync={self._fsync}"
        log = self._folder / "log"
        self._run("pg_ctl", "-D", self._folder / "data", "-w", "-l", log, "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: `immediate` is a crash, `fast` ends what goes on in order."""
        self._run("pg_ctl", "-D", self._folder / "data", "-w", "-m", mode, "stop")

    def new_database(self) -> str:
        """Make an empty database and give its URL."""
        name = f"checkbot{next(self._numbers)}"
        self._tell(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Delete a database, whoever is still connected."""
        self._tell(f"DROP DATABASE {url.partition('@/')[2].partition('?')[0]} WITH (FORCE)")

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://checkbot@/{database}?host={self._folder}"

    def _tell(self, statement: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def _run(self, command: str, *arguments: object) -> None:
        # The server outlives pg_ctl, and would hold a pipe open: what is said goes to a file.
        with tempfile.TemporaryFile() as said:
            words = [str(self._commands / command), *map(str, arguments)]
            streams = {"stdin": subprocess.DEVNULL, "stdout": said, "stderr": said}
            if subprocess.run(words, cwd=self._folder, check=False, **streams, **_somebody_else()).returncode:
                said.seek(0)
                raise AssertionError(f"{command}: {said.read().decode(errors='replace')}")


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Give a running server. Skips the test when there is none to run."""
    commands = require()
    # Not below pytest's own folder: the server's user may not enter that, and a socket's path is at most 107 long.
    with tempfile.TemporaryDirectory(prefix="checkbot-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if _is_root():
            os.chown(folder, _server_user().pw_uid, _server_user().pw_gid)
        made = Cluster(folder, commands, durable=durable)
        made.make()
        try:
            yield made
        finally:
            made.stop()


@cache
def _server_user() -> pwd.struct_passwd:
    known = {user.pw_name: user for user in pwd.getpwall()}
    return next(known[name] for name in _USERS if name in known)


def _somebody_else() -> dict[str, object]:
    if not _is_root():
        return {}
    return {"user": _server_user().pw_uid, "group": _server_user().pw_gid, "extra_groups": []}


def _is_root() -> bool:
    return os.geteuid() == 0
