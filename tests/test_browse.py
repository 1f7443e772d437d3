"""`checkbot simulate --browser` serves the page until it is told to stop."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import urllib3


def test_the_page_is_there_until_it_is_told_to_stop(tmp_path: Path) -> None:
    with simulating(tmp_path) as process, urllib3.PoolManager(retries=False) as pool:
        page = page_of(process)
        assert pool.request("GET", page).status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        with pytest.raises(urllib3.exceptions.HTTPError):
            pool.request("GET", page)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGKILL])
def test_no_service_is_left_behind_by_a_terminal_that_is_closed_or_a_kill(
    tmp_path: Path, number: signal.Signals
) -> None:
    with simulating(tmp_path) as process, urllib3.PoolManager(retries=False) as pool:
        page = page_of(process)
        # A terminal that is closed tells the service too.
        (os.kill if number == signal.SIGKILL else os.killpg)(process.pid, number)
        process.wait(20)
        assert stops_answering(pool, page)


def stops_answering(pool: urllib3.PoolManager, page: str) -> bool:
    deadline = time.monotonic() + 20
    try:
        while time.monotonic() < deadline:
            pool.request("GET", page, timeout=2)
            time.sleep(0.1)
    except urllib3.exceptions.HTTPError:
        return True
    return False


def simulating(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "fulfillment.cli", "simulate", "--browser", "--no-show"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def page_of(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    told = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/simulator", told)
    assert found, told
    return found[0]
