"""The measurement of storage runs, here with a thousand sessions. What it finds is for README, no business of tests."""

import subprocess
import sys

from tests.storage.bench import SIZES


def test_the_measurement_runs() -> None:
    command = [sys.executable, "-m", "tests.storage.bench", str(SIZES[0])]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert found.returncode == 0, found.stderr
    assert f"{SIZES[0]:,}" in found.stdout
