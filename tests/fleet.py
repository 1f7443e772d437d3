"""Web and worker processes on one database, killed and started again while people talk to them."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import urllib3

ROOT = Path(__file__).parent.parent


@dataclass
class Member:
    """One process with all its children; `words` follow on `checkbot`."""

    words: tuple[str, ...]
    folder: Path
    settings: Mapping[str, str]
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with (self.folder / f"{self.words[0]}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "fulfillment.cli", *self.words],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path[1:]]), **self.settings},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        if self.process:
            with suppress(ProcessLookupError):  # ended by itself
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@dataclass
class Fleet:
    """All processes: `web` answer at `urls`, `workers` deliver; `answered` counts turns, `kills` those by chance."""

    web: list[Member]
    workers: list[Member]
    urls: list[str]
    answered: int = 0
    kills: int = 0
    _calm: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def killed_at_random(self, every: int, seed: int) -> Iterator[None]:
        """Kill one of them again and again, after `every` turns in the mean, and start it anew.

        Turns and not seconds: on a slow machine all time would go to starting.
        """
        chance = random.Random(seed)  # noqa: S311 - chance, not a secret
        killing = threading.Thread(target=self._kill, args=(every, chance))
        killing.start()
        try:
            yield
        finally:
            self._calm.set()
            killing.join()

    def _kill(self, every: int, chance: random.Random) -> None:
        due = chance.randint(1, every)
        while not self._calm.wait(chance.uniform(0.001, 0.02)):
            if self.answered >= due:
                member = chance.choice(self.web + self.workers)
                member.kill()
                self.kills += 1
                member.start()
                due += chance.randint(1, 2 * every)


@contextmanager
def fleet(folder: Path, settings: Mapping[str, str], *, web: int, workers: int, processes: int = 1) -> Iterator[Fleet]:
    """Run that many services, each with so many web processes, and workers; kill what is left of them afterwards."""
    count = ("--workers", str(processes))
    ports = [free_port() for _ in range(web)]
    running = Fleet(
        [Member(("serve", "--no-worker", *count, "--port", str(port)), folder, settings) for port in ports],
        [Member(("worker",), folder, settings) for _ in range(workers)],
        [f"http://127.0.0.1:{port}" for port in ports],
    )
    try:
        for member in running.web + running.workers:
            member.start()
        wait_for(running.urls)
        yield running
    finally:
        for member in running.web + running.workers:
            member.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(urls: list[str], within: float = 60) -> None:
    deadline = time.monotonic() + within
    with urllib3.PoolManager(retries=False, timeout=1.0) as pool:
        for url in urls:
            while True:
                try:
                    pool.request("GET", f"{url}/healthz")
                except urllib3.exceptions.HTTPError:
                    assert time.monotonic() < deadline, f"nothing answers at {url}"
                    time.sleep(0.05)
                else:
                    break
