"""Services of one measurement: started, waited for, looked at and stopped."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import urllib3

from tests.fleet import free_port

ROOT = Path(__file__).parents[2]
_STARTS_WITHIN = 90.0


@dataclass(frozen=True)
class Running:
    """A service with all its processes; `started` is how many seconds its first answer took."""

    url: str
    process: psutil.Process
    started: float

    def cpu(self) -> float:
        """Give the seconds of processor time that the web processes took so far: not the first, which keeps the others
        and delivers the mail."""
        return sum(sum(one.cpu_times()[:2]) for one in self.process.children(recursive=True))

    def web_megabytes(self) -> tuple[float, float]:
        """Give the resident memory of the largest process but the first, which only keeps the others; and the same with
        what is shared divided among those that share it (on Linux; elsewhere what is its own alone)."""
        kept = (one.memory_full_info() for one in self.process.children(recursive=True))
        largest = max(kept, key=lambda memory: memory.rss)
        return largest.rss / 2**20, getattr(largest, "pss", largest.uss) / 2**20


@contextmanager
def running(words: list[str], log: Path, environment: Mapping[str, str]) -> Iterator[Running]:
    """Run `python -m` with these words, of which {port} becomes a free port."""
    port = free_port()
    command = [sys.executable, "-m", *(word.format(port=port) for word in words)]
    path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    with log.open("ab") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, env={**os.environ, "PYTHONPATH": path, **environment}, stdout=output, stderr=output, cwd=log.parent
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process, log)
        yield Running(url, psutil.Process(process.pid), time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    with urllib3.PoolManager(retries=False, timeout=5.0) as pool:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                pool.request("GET", f"{url}/healthz")
            except urllib3.exceptions.HTTPError:
                time.sleep(0.005)
            else:
                return
    raise SystemExit(f"nothing answers at {url}: {log.read_text()[-500:]}")
