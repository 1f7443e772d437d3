"""Web processes count together where there is room for it, and alone where there is none."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from fulfillment.operation.processes import usages
from fulfillment.operation.shared import claim_room, counting_together, folder


def test_the_folder_is_there_meanwhile_and_gone_afterwards() -> None:
    with counting_together():
        where = folder()
        assert where
        claim_room()
        assert all(file.stat().st_blocks * 512 >= file.stat().st_size > 0 for file in where.glob("*.db"))
    assert not where.exists()
    assert folder() is None
    with pytest.raises(KeyError), counting_together():
        raise KeyError
    assert folder() is None, "nor does it stay when the service could not start"


def test_what_a_killed_service_left_is_removed_at_the_next_start_and_what_is_in_use_stays() -> None:
    with counting_together():
        mine = folder()
        assert mine
        left = Path(tempfile.mkdtemp(prefix="checkbot-metrics-", dir=mine.parent))
        (left / "lock").touch()
        with counting_together():
            assert mine.exists()
            assert not left.exists()


def test_without_room_a_process_counts_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path / "gone"))
    claim_room()
    assert folder() is None


def test_without_room_a_copy_of_the_main_process_counts_alone_too(tmp_path: Path) -> None:
    code = """
import os
from prometheus_client import CollectorRegistry, Counter
from fulfillment.operation.shared import claim_room
os.rmdir(os.environ["PROMETHEUS_MULTIPROC_DIR"])
claim_room()
own = CollectorRegistry()
Counter("turns", "Turns", ["channel"], registry=own).labels("alexa").inc()
print(own.get_sample_value("turns_total", {"channel": "alexa"}))
"""
    (tmp_path / "room").mkdir()
    environment = {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "room"), "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1.0\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_the_usage_is_that_of_this_process() -> None:
    (mine,) = usages()
    assert (mine.role, mine.pid) == ("web", os.getpid())
    assert mine.cpu > 0
    assert 10_000_000 < mine.memory < 2_000_000_000
