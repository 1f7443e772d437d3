"""What the service can bear: `make bench`, or `python -m tests.bench --rounds 1 --postgresql`.

Everything runs on this machine, over loopback, on the same two cores, by turns: whatever else the machine does falls on
all alike. Times depend on the machine; the ratios within one run are what counts.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from rich.console import Console

from fulfillment.storage.database import open_database, upgrade
from tests.bench.reference import SIZE
from tests.bench.running import Running, running
from tests.bench.steps import steps
from tests.bench.talks import CHANNELS, Talk, talks
from tests.bench.trust import AGENT, FOLDER, PROJECT, Keys
from tests.postgresql import cluster, commands

CONNECTIONS = (1, 8, 64)
TALKS = {1: 6, 8: 16, 64: 64}
"""How many respondents talk in one round, by the number of connections."""
REFERENCE, STOCK = (
    "empty Flask route, gunicorn sync × 2",
    "ask-sdk-core, stock serializer, not verified, gunicorn sync × 2",
)
_HERE = Path(__file__).parent


@dataclass
class Measured:
    """All rounds of one service with so many connections."""

    turns: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        return sorted(self.milliseconds)[int(share * (len(self.milliseconds) - 1))]


@dataclass(frozen=True)
class Target:
    """A service, and the talk that is held with it."""

    name: str
    service: Running
    talk: Talk


def main() -> None:
    """Measure, and print Markdown."""
    wanted = _arguments()
    node = _load_generator()
    with tempfile.TemporaryDirectory(prefix="checkbot-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        keys = Keys(folder)
        keys.make()
        played = talks(folder)
        targets = [*_references(stack, folder, played["alexa"]), *_ours(stack, folder, played, "SQLite", wanted)]
        if wanted.postgresql:
            targets += _ours(stack, folder, played, "PostgreSQL", wanted)
        measured = _measured(targets, keys, wanted, node, folder)
        _complain(folder)
        _say(_table(targets, measured, wanted.connections))
        _say(_services(targets))
        _say(steps(played["alexa"], keys, folder))


def _say(text: str) -> None:
    Console(soft_wrap=True).print(text, markup=False, highlight=False)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, nargs="+", default=list(CONNECTIONS), choices=CONNECTIONS)
    parser.add_argument("--channels", nargs="+", default=list(CHANNELS), choices=list(CHANNELS))
    parser.add_argument("--postgresql", action="store_true", default=commands() is not None)
    parser.add_argument("--no-postgresql", dest="postgresql", action="store_false")
    return parser.parse_args()


def _load_generator() -> str:
    """Give node, with the HTTP client undici installed beside this file."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        raise SystemExit("make bench needs Node.js with npm, for the load: install it (20 or newer)")
    if not (_HERE / "node_modules").exists():
        subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund"], cwd=_HERE, check=True)
    return node


def _references(stack: ExitStack, folder: Path, talk: Talk) -> Iterator[Target]:
    size = sum(len(json.dumps(answer, ensure_ascii=False)) for _, answer in talk.turns) // len(talk.turns)
    for name, what in ((REFERENCE, "empty"), (STOCK, "stock")):
        words = ["gunicorn", "--workers", "2", "--bind", "127.0.0.1:{port}", f"tests.bench.reference:{what}()"]
        service = running(words, folder / f"{what}.log", {SIZE: str(size)})
        yield Target(name, stack.enter_context(service), talk)


def _ours(
    stack: ExitStack, folder: Path, played: dict[str, Talk], database: str, wanted: argparse.Namespace
) -> list[Target]:
    url = f"sqlite:///{folder}/checkbot.db" if database == "SQLite" else stack.enter_context(_postgresql())
    settings = {
        "CHECKBOT_DATABASE_URL": url,
        "CHECKBOT_SMTP_URL": f"maildir:{folder}/mail",
        "CHECKBOT_SECRET_KEYS": "a key of this measurement",
        "CHECKBOT_GOOGLE_PROJECT_ID": PROJECT,
        "CHECKBOT_DIALOGFLOW_SERVICE_ACCOUNT": AGENT,
        FOLDER: str(folder),
    }
    # A start as it usually is: the tables are there.
    upgrade(open_database(url))
    words = ["tests.bench.service", "{port}"]
    service = stack.enter_context(running(words, folder / f"ours-{database}.log", settings))
    return [Target(f"Checkbot, {channel}, {database}", service, played[channel]) for channel in wanted.channels]


@contextmanager
def _postgresql() -> Iterator[str]:
    with cluster(durable=True) as server:
        yield server.new_database()


def _measured(
    targets: list[Target], keys: Keys, wanted: argparse.Namespace, node: str, folder: Path
) -> dict[tuple[str, int], Measured]:
    """Measure all, by turns; the first round only warms up."""
    found: dict[tuple[str, int], Measured] = defaultdict(Measured)
    for target in targets:
        _round(target, 8, keys, node, folder, Measured())
    for connections in wanted.connections:
        for number in range(wanted.rounds):
            for target in targets:
                sys.stderr.write(f"{connections} connections, round {number + 1}: {target.name}\n")
                _round(target, connections, keys, node, folder, found[target.name, connections])
    return found


def _round(target: Target, connections: int, keys: Keys, node: str, folder: Path, into: Measured) -> None:
    each = TALKS[connections] // connections
    lines = [[request for _ in range(each) for request in target.talk.requests(keys)] for _ in range(connections)]
    file = folder / "requests.json"
    file.write_text(json.dumps({"url": target.service.url, "lines": lines}))
    before = target.service.cpu()
    load = [node, str(_HERE / "load.mjs"), str(file)]
    found = json.loads(subprocess.run(load, check=True, capture_output=True, text=True).stdout)
    if found["refused"]:
        raise SystemExit(f"{target.name}: {found['refused']} requests were refused")
    into.milliseconds += found["milliseconds"]
    into.turns.append(len(found["milliseconds"]) / found["seconds"])
    into.cpu.append(1e6 * (target.service.cpu() - before) / len(found["milliseconds"]))


def _table(targets: list[Target], measured: dict[tuple[str, int], Measured], counts: list[int]) -> str:
    lines = [
        "| service | connections | turns/s | × empty | p50 ms | p99 ms | p99 × empty | CPU µs/turn | × empty |",
        "|---" * 9 + "|",
    ]
    for connections in counts:
        empty = measured[REFERENCE, connections]
        for target in targets:
            own = measured[target.name, connections]
            pairs = zip(own.turns, empty.turns, strict=True)
            slowest = own.percentile(0.99)
            cells = [
                target.name,
                str(connections),
                f"{median(own.turns):,.0f}",
                f"{median(mine / theirs for mine, theirs in pairs):.2f}",
                f"{own.percentile(0.5):.1f}",
                f"{slowest:.1f}",
                f"{slowest / empty.percentile(0.99):.1f}",
                f"{median(own.cpu):,.0f}",
                f"{median(own.cpu) / median(empty.cpu):.2f}",
            ]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _services(targets: list[Target]) -> str:
    lines = ["", "| service | first answer after | memory of a web process | its share |", "|---|---|---|---|"]
    for target in {target.service.url: target for target in targets}.values():
        service = target.service
        resident, own = service.web_megabytes()
        lines.append(f"| {target.name} | {service.started:.2f} s | {resident:.0f} MB | {own:.0f} MB |")
    return "\n".join(lines)


def _complain(folder: Path) -> None:
    """Stop when a turn ended in an apology, or was told to wait: it was quick, and worth nothing."""
    for log in folder.glob("ours-*.log"):
        if failed := [line for line in log.read_text().splitlines() if "mislukt" in line or "te veel" in line]:
            raise SystemExit(f"{len(failed)} turns failed, the first: {failed[0]}")


if __name__ == "__main__":
    main()
