"""What a turn costs with ever more sessions stored: `make bench-storage`, or `python -m tests.storage.bench 100000`.

Times depend on the machine and its disk; the ratios within one run are what counts.
"""

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import uuid4

from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, StaticPool, create_engine, text

from fulfillment.aftermath import Aftermath
from fulfillment.conversation.bot import Bot
from fulfillment.conversation.reply import Reply
from fulfillment.conversation.session import Session, Step
from fulfillment.conversations import Conversations
from fulfillment.settings import Settings
from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.outbox import StoredMails
from fulfillment.storage.vault import Vault
from fulfillment.tidying import forget_addresses, purge, report_left
from model.load import load
from tests.postgresql import cluster, commands
from tests.storage.rows import LAST_SEEN, given
from tests.test_conversations import Caller

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS, CLAIMS = 25, 5
_PART = 50_000
_HURRIED = {
    "sqlite": ("PRAGMA synchronous = OFF", "PRAGMA cache_size = -500000"),
    "postgresql": ("SET synchronous_commit = off",),
}
_QUIET = {"sqlite": "PRAGMA wal_checkpoint(TRUNCATE)", "postgresql": "VACUUM ANALYZE"}
KEY = "a key of this measurement"
SETTINGS = Settings(secret_keys=(KEY,))
MODEL = load()
BOT = Bot(MODEL)
_WAITING = """
    INSERT INTO mails (id, message_id, recipient, state, attempts, due, created, reason)
    VALUES (:id, :id, '', 'queued', 0, :at, :at, '')
"""


def main() -> None:
    """Fill, measure and print; an argument is the largest number of sessions."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    sizes = [size for size in SIZES if size <= largest]
    console = Console(width=110)
    with tempfile.TemporaryDirectory(prefix="checkbot-bench-") as folder:
        _table(console, "SQLite", {size: f"sqlite:///{Path(folder) / str(size)}.db" for size in sizes})
    if commands():
        with cluster(durable=True) as running:
            _table(console, "PostgreSQL", {size: running.new_database() for size in sizes})
    else:
        console.print("PostgreSQL is not installed: not measured.")


def _table(console: Console, name: str, urls: Mapping[int, str]) -> None:
    engines = {size: open_database(url) for size, url in urls.items()}
    table = Table("sessions stored", *_MEASURES, "filled in", title=f"{name}: median, and × the first row")
    filled = {size: _timed(lambda size=size, engine=engine: _fill(engine, size)) for size, engine in engines.items()}
    times: dict[tuple[int, str], list[float]] = defaultdict(list)
    # By turns, and the first round only warms up: whatever else the machine does then falls on all sizes alike.
    for number in range(ROUNDS + 1):
        for what, measure in _MEASURES.items():
            for size, engine in engines.items():
                times[size, what] += measure(engine) if number else measure(engine)[:0]
    first = {what: median(times[min(engines), what]) for what in _MEASURES}
    for size, engine in engines.items():
        cells = [
            f"{1e3 * median(times[size, what]):.2f} ms  × {median(times[size, what]) / first[what]:.2f}"
            for what in _MEASURES
        ]
        table.add_row(f"{size:,}", *cells, f"{filled[size]:.0f} s")
        engine.dispose()
    console.print(table)


def _fill(database: Engine, count: int) -> None:
    """Write the rows without waiting for the disk, in parts; then leave the database as it is after a quiet hour."""
    upgrade(database)
    engine = create_engine(database.url, poolclass=StaticPool)
    for statement in _HURRIED[engine.dialect.name]:
        _tell(engine, statement)
    state, reply = _sealed()
    for first in range(0, count, _PART):
        given(engine, min(_PART, count - first), first=first, mails="sent", sealed=state, reply=reply)
    _tell(engine, _QUIET[engine.dialect.name])
    engine.dispose()


def _sealed() -> tuple[str, str]:
    """Give a session and a reply as they are stored half-way a scan."""
    vault = Vault([KEY])
    given = {question.id: question.answers[1].id for question in MODEL.quick_scan[:10]}
    session = Session("0" * 32, MODEL.version, step=Step.QUESTION, consented=True, given=given)
    reply = Reply("x" * 150, 12, reprompt="x" * 60, screen="x" * 100)
    return vault.seal(TypeAdapter(Session).dump_json(session).decode()), vault.seal(
        TypeAdapter(Reply).dump_json(reply).decode()
    )


def _tell(engine: Engine, statement: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(statement)


def _turn(engine: Engine) -> list[float]:
    """A scan of a respondent who is new."""
    vault = Vault([KEY])
    aftermath = Aftermath(MODEL, vault, mail_from=SETTINGS.mail_from)
    talking = Conversations(BOT, engine, vault, aftermath, resume_days=7)
    caller = Caller(talking, user=uuid4().hex, at=LAST_SEEN)
    caller.begin()
    return [_timed(lambda: caller.say("de tweede")) for _ in MODEL.quick_scan]


def _claim(engine: Engine) -> list[float]:
    """A few mails, next to all those that were sent."""
    post, now = StoredMails(engine), datetime.now(UTC)
    with engine.begin() as connection:
        waiting = [{"id": uuid4().hex, "at": LAST_SEEN.replace(tzinfo=None)} for _ in range(CLAIMS)]
        connection.execute(text(_WAITING), waiting)
    times = [_timed(lambda: post.claim(now)) for _ in waiting]
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM mails WHERE id = :id"), waiting)
    return times


def _tidying(engine: Engine) -> list[float]:
    """A round that finds nothing to do."""
    vault = Vault([KEY])
    aftermath = Aftermath(MODEL, vault, mail_from=SETTINGS.mail_from)
    long_before = LAST_SEEN - timedelta(days=3000)

    def tidy() -> None:
        purge(SETTINGS, engine, long_before)
        report_left(SETTINGS, engine, vault, aftermath, long_before)
        forget_addresses(SETTINGS, engine, vault, long_before)

    return [_timed(tidy)]


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


_MEASURES: dict[str, Callable[[Engine], list[float]]] = {
    "a turn": _turn,
    "claiming a mail": _claim,
    "tidying": _tidying,
}


if __name__ == "__main__":
    main()
