"""A load as people make it: many respondents at once, on all channels, with pauses, whole scans, on a real service.

`make test-load` runs it: `python -m tests.load --people 200 --minutes 10`. It fails when something was an error, a mail
was lost or came twice, or memory grew; the times are printed, and held against the target with --strict.
Verification is off: nobody but Amazon and Google can sign, and what it costs is measured elsewhere.
"""

import argparse
import json
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from statistics import quantiles

import urllib3
from sqlalchemy import func, select

from fulfillment.storage.database import open_database
from fulfillment.storage.outbox import SENT
from fulfillment.storage.tables import mails, scans
from local_sim.platforms import Heard, Platform
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.fleet import Fleet, Member, free_port, wait_for

CHANNELS = (Alexa, Actions, DialogflowEs, DialogflowCx)
SORRY = "even iets mis"
PAUSE = (1.0, 6.0)
"""Seconds in which somebody hears a question and thinks."""
TARGET_MS = 150
GROWTH = 1.3
"""Memory at the end, of that after half of the time, when every module that is needed was loaded."""


@dataclass
class Seen:
    """What all respondents together met; lists and counters are only appended to."""

    milliseconds: dict[str, list[float]] = field(default_factory=lambda: {each.__name__: [] for each in CHANNELS})
    errors: Counter[str] = field(default_factory=Counter)
    finished: list[str] = field(default_factory=list)


class Person:
    """Takes one scan after the other until the time is over; each as somebody new, with an address of its own."""

    def __init__(self, number: int, url: str, seen: Seen, until: float, haste: float) -> None:
        self._number, self._url, self._seen, self._until = number, url, seen, until
        self._pause = tuple(seconds / haste for seconds in PAUSE)
        self._chance = random.Random(number)  # noqa: S311 - chance, not a secret
        self._pool = urllib3.PoolManager(retries=False, timeout=8.0, maxsize=1)

    def run(self) -> None:
        # Nobody begins at the same moment.
        time.sleep(self._chance.uniform(0, self._pause[1]))
        scan = 0
        while time.monotonic() < self._until:
            scan += 1
            platform = CHANNELS[(self._number + scan) % len(CHANNELS)]()
            address = f"persoon{self._number}.{scan}@voorbeeld.nl"
            if self._scan(platform, address):
                self._seen.finished.append(address)

    def _scan(self, platform: Platform, address: str) -> bool:
        heard = self._send(platform, platform.start())
        for words in self._answers(address):
            if heard is None or time.monotonic() > self._until:
                return False
            time.sleep(self._chance.uniform(*self._pause))
            heard = self._send(platform, platform.say(words))
        return heard is not None and "onderweg" in heard.speech

    def _answers(self, address: str) -> Iterator[str]:
        yield from ("ja", "sla over")
        for _ in range(20):
            yield self._chance.choice(("de eerste", "de tweede"))
        yield from ("nee", "ja", address, "ja")

    def _send(self, platform: Platform, request: dict[str, object]) -> Heard | None:
        body = json.dumps(request).encode()
        began = time.perf_counter()
        try:
            answer = self._pool.request(
                "POST", self._url + platform.path, body=body, headers={"Content-Type": "application/json"}
            )
        except urllib3.exceptions.HTTPError as error:
            self._seen.errors[type(error).__name__] += 1
            return None
        self._seen.milliseconds[type(platform).__name__].append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            self._seen.errors[f"HTTP {answer.status}"] += 1
            return None
        heard = platform.read(answer.json())
        if SORRY in heard.speech:
            self._seen.errors["apology"] += 1
        return heard


def resident(running: Fleet) -> dict[str, float]:
    """Give the memory of the web and of the worker processes, in MB, largest process of each."""
    found: dict[str, float] = {}
    for name, members in (("web", running.web), ("worker", running.workers)):
        groups = {member.process.pid for member in members if member.process}
        sizes = [_size(pid) for pid in Path("/proc").glob("[0-9]*") if _group(pid) in groups]
        found[name] = max(sizes, default=0.0)
    return found


def _group(process: Path) -> int:
    try:
        return os.getpgid(int(process.name))
    except ProcessLookupError:
        return 0


def _size(process: Path) -> float:
    try:
        return int((process / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


def load(
    folder: Path, people: int, seconds: float, database_url: str, haste: float
) -> tuple[Seen, list[dict[str, float]]]:
    """Run the service and the people; give what they met, and the memory at every twentieth of the time."""
    settings = {
        "CHECKBOT_DATABASE_URL": database_url,
        "CHECKBOT_SMTP_URL": f"maildir:{folder / 'mail'}",
        "CHECKBOT_SECRET_KEYS": "a key of these processes",
        "CHECKBOT_VERIFY_REQUESTS": "off",
    }
    port = free_port()
    web = Member(("serve", "--no-worker", "--workers", "2", "--port", str(port)), folder, settings)
    running = Fleet([web], [Member(("worker",), folder, settings)], [f"http://127.0.0.1:{port}"])
    seen, memory = Seen(), []
    try:
        web.start()
        wait_for(running.urls)
        running.workers[0].start()
        until = time.monotonic() + seconds
        crowd = [Person(number, running.urls[0], seen, until, haste) for number in range(people)]
        threads = [threading.Thread(target=person.run) for person in crowd]
        for thread in threads:
            thread.start()
        while time.monotonic() < until:
            time.sleep(seconds / 20)
            memory.append(resident(running))
        for thread in threads:
            thread.join()
        _delivered(database_url, len(seen.finished))
    finally:
        for member in running.web + running.workers:
            member.kill()
    return seen, memory


def _delivered(database_url: str, least: int) -> None:
    engine, deadline, sent = open_database(database_url), time.monotonic() + 600, 0
    while time.monotonic() < deadline:
        with engine.connect() as connection:
            sent = connection.scalar(select(func.count()).where(mails.c.state == SENT)) or 0
            waiting = connection.scalar(select(func.count()).where(mails.c.state != SENT)) or 0
        if sent >= least and not waiting:
            break
        time.sleep(0.5)
    engine.dispose()


def wrong(seen: Seen, memory: list[dict[str, float]], folder: Path, database_url: str) -> list[str]:
    """Give what did not hold, in words."""
    found = [f"{count} × {name}" for name, count in seen.errors.items()]
    failures = Counter(re.findall(r"mislukt .*fout=(\w+)", (folder / "serve.log").read_text(errors="replace")))
    found += [f"{count} × {name} in the log" for name, count in failures.items()]
    engine = open_database(database_url)
    with engine.connect() as connection:
        stored = connection.scalar(select(func.count()).select_from(scans)) or 0
        ids = Counter(connection.scalars(select(mails.c.message_id)))
    engine.dispose()
    letters = [
        message_from_bytes(file.read_bytes(), policy=policy.default) for file in (folder / "mail" / "new").iterdir()
    ]
    to = Counter(str(letter["To"]) for letter in letters)
    if lost := set(seen.finished) - set(to):
        found.append(f"{len(lost)} mails lost")
    if double := [address for address, count in to.items() if count > 1]:
        found.append(f"{len(double)} mails doubled")
    if stored != len(ids) or set(ids) != {str(letter["Message-ID"]) for letter in letters}:
        found.append(f"{stored} scans, {len(ids)} mails stored, {len(letters)} delivered")
    for name in ("web", "worker"):
        early, late = memory[len(memory) // 2][name], memory[-1][name]
        if late > early * GROWTH:
            found.append(f"{name} grew from {early:.0f} to {late:.0f} MB")
    return found


def table(seen: Seen, memory: list[dict[str, float]], seconds: float) -> str:
    """Give what was measured as a table."""
    everything = [each for times in seen.milliseconds.values() for each in times]
    rows = ["| channel | turns | turns/s | p50 ms | p99 ms | longest ms |", "|---|---|---|---|---|---|"]
    for name, times in [*seen.milliseconds.items(), ("all", everything)]:
        hundredths = quantiles(times, n=100)
        rows.append(
            f"| {name} | {len(times)} | {len(times) / seconds:.1f} | {hundredths[49]:.1f} | {hundredths[98]:.1f} | "
            f"{max(times):.0f} |"
        )
    half, last = memory[len(memory) // 2], memory[-1]
    rows += [
        "",
        f"whole scans mailed: {len(seen.finished)}; "
        + "; ".join(
            f"{name} after half the time and at the end {half[name]:.0f} → {last[name]:.0f} MB" for name in last
        ),
    ]
    return "\n".join(rows)


def main() -> None:
    """Run it as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--haste", type=float, default=1.0, help="divides the pauses, for a short run")
    parser.add_argument("--database", default="", help="a PostgreSQL URL; a SQLite file of its own when left out")
    parser.add_argument("--strict", action="store_true", help=f"fail too when p99 is above {TARGET_MS} ms")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, seconds = Path(name), chosen.minutes * 60
        url = chosen.database or f"sqlite:///{folder / 'checkbot.db'}"
        seen, memory = load(folder, chosen.people, seconds, url, chosen.haste)
        found = wrong(seen, memory, folder, url)
        sys.stdout.write(f"{chosen.people} people, {chosen.minutes:g} minutes\n\n{table(seen, memory, seconds)}\n")
        p99 = quantiles([each for times in seen.milliseconds.values() for each in times], n=100)[98]
        if p99 > TARGET_MS:
            sys.stdout.write(f"p99 {p99:.0f} ms is above the target of {TARGET_MS} ms\n")
        sys.stdout.write(f"wrong: {'; '.join(found) or 'nothing'}\n")
        sys.exit(bool(found) or (chosen.strict and p99 > TARGET_MS))


if __name__ == "__main__":
    main()
