"""The disk is full, or can only be read: the speaker hears so in Dutch, and what was answered is still there."""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from local_sim.client import Client
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from tests.conftest import Service
from tests.fleet import Fleet, fleet
from tests.test_database_away import IN_TIME, SORRY

SIZE = 4 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes; only root can make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no disk can be made here: that takes root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Leave no byte free on the disk of `folder`."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 512, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue
    assert shutil.disk_usage(folder).free == 0
    yield
    filler.unlink()


@contextmanager
def no_growth(running: Fleet) -> Iterator[None]:
    """Let none of the processes write any further into a file."""
    process = running.web[0].process
    assert process
    members = [int(pid.name) for pid in Path("/proc").glob("[0-9]*") if _group(pid) == process.pid]
    for pid in members:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    yield
    for pid in members:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _group(process: Path) -> int:
    try:
        return os.getpgid(int(process.name))
    except ProcessLookupError:
        return 0


def settings(folder: Path) -> dict[str, str]:
    return {
        "CHECKBOT_DATABASE_URL": f"sqlite:///{folder / 'checkbot.db'}",
        "CHECKBOT_SECRET_KEYS": "a key of these processes",
        "CHECKBOT_VERIFY_REQUESTS": "off",
    }


def holds(running: Fleet, fault: Callable[[], object]) -> None:
    """Talk, meet the fault, hear so in time, and go on afterwards with every answer kept."""
    with Client(running.urls[0], Alexa()) as client, Client(running.urls[0], DialogflowCx()) as newcomer:
        client.start()
        for words in ("ja", "sla over"):
            client.say(words)
        assert "op één plek." in client.say("de tweede").speech
        with fault():  # type: ignore[attr-defined]
            for _ in range(3):
                heard = client.say("de tweede")
                assert SORRY in heard.speech
                assert not heard.ended
                assert heard.seconds < IN_TIME
            assert SORRY in newcomer.start().speech
        assert "alleen bij servicevragen." in client.say("de tweede").speech
        assert "vraag 3 van 20" in client.say("hoe ver zijn we").speech
        assert "Hallo, ik ben Mees" in newcomer.start().speech


def test_on_a_full_disk_nothing_answered_is_lost(tmp_path: Path, small_disk: Path) -> None:
    with fleet(tmp_path, settings(small_disk), web=1, workers=0) as running:
        holds(running, lambda: full(small_disk))
        log = (tmp_path / "serve.log").read_text()
    assert "beurt mislukt kanaal=alexa" in log
    assert "de tweede" not in log


def test_where_no_file_may_grow_nothing_answered_is_lost(tmp_path: Path) -> None:
    with fleet(tmp_path, settings(tmp_path), web=1, workers=0) as running:
        holds(running, lambda: no_growth(running))


def test_a_database_that_can_only_be_read_ends_in_the_apology(service: Service) -> None:
    line = service.call(Alexa())
    line.start()
    line.say("ja")
    line.say("sla over")
    engine = service.app.extensions["checkbot.database"]

    def read_only(connection: object, *_: object) -> None:
        connection.execute("PRAGMA query_only = ON")  # type: ignore[attr-defined]

    event.listen(engine, "connect", read_only)
    engine.dispose()
    assert SORRY in line.say("de tweede").speech
    page = service.client.post("/rapport", data={"code": "123456"})
    assert (page.status_code, "Dat ligt aan ons" in page.text) == (500, True)
    event.remove(engine, "connect", read_only)
    engine.dispose()
    assert "op één plek." in line.say("de tweede").speech


def test_a_folder_that_cannot_be_written_stops_the_start_with_one_line(tmp_path: Path) -> None:
    from tests.test_cli import checkbot

    shown = checkbot(tmp_path, "serve", CHECKBOT_DATABASE_URL="sqlite:////proc/x/y.db")
    assert (shown.returncode, len(shown.stderr.splitlines())) == (2, 1)
