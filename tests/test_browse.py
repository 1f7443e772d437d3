"""`checkbot simulate --browser` serves the page until it is told to stop."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import urllib3


def test_the_page_is_there_until_it_is_told_to_stop(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fulfillment.cli", "simulate", "--browser", "--no-show"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        told = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/simulator", told)
        assert found, told
        with urllib3.PoolManager(retries=False) as pool:
            assert pool.request("GET", found[0]).status == 200
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
            with pytest.raises(urllib3.exceptions.HTTPError):
                pool.request("GET", found[0])
