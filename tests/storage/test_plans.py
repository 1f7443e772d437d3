"""No statement of a turn, a worker or the tidying reads a whole table: the cost stays the same however much is stored.

`make bench-storage` measures it; this only asks the databases what they would do.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from fulfillment.aftermath import Aftermath
from fulfillment.storage.outbox import StoredMails
from fulfillment.storage.vault import Vault
from fulfillment.tidying import forget_addresses, purge, report_left
from tests.conftest import BOTH, KEY, Service
from tests.test_code import code_in
from tests.test_conversations import MODEL, Caller, conversations

pytestmark = BOTH
NOW = datetime(2026, 1, 8, 9, 0, tzinfo=UTC)
Executed = list[tuple[str, object]]


def whole_scan(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.through_the_scan()
    caller.say("ja")
    caller.again()
    caller.say("stop")


def claimed_code(service: Service) -> None:
    first = Caller(conversations(service), user="first")
    first.begin()
    code = code_in(first.say("stop").speech)
    second = Caller(first.conversations, user="second")
    second.open()
    second.say("ik heb een code")
    assert "Welkom terug" in second.say(" ".join(code)).speech


def erased(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.begin()
    caller.say("verwijder mijn gegevens")
    caller.say("ja")


def worker(service: Service) -> None:
    post = StoredMails(service.database)
    post.claim(NOW)
    post.sent("x")


def tidying(service: Service) -> None:
    vault = Vault((KEY,))
    aftermath = Aftermath(MODEL, vault, mail_from=service.settings.mail_from)
    for user, words in (("left", "stop"), ("reported", "ja")):
        caller = Caller(conversations(service), user=user)
        caller.through_the_scan()
        caller.say(words)
    report_left(service.settings, service.database, vault, aftermath, NOW)
    forget_addresses(service.settings, service.database, vault, NOW)
    purge(service.settings, service.database, NOW + timedelta(days=999))


@pytest.mark.parametrize("work", [whole_scan, claimed_code, erased, worker, tidying])
def test_every_statement_finds_its_rows_by_an_index(service: Service, work: Callable[[Service], None]) -> None:
    engines = service.database, service.app.extensions["checkbot.database"]
    with seen(*engines) as executed:
        work(service)
    statements = dict(executed)
    assert len(statements) > 1
    assert [
        found for statement, values in statements.items() if (found := read_whole(engines[0], statement, values))
    ] == []


@contextmanager
def seen(*engines: Engine) -> Iterator[Executed]:
    executed: Executed = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")) and "pg_advisory" not in statement:
            executed.append((statement, values))

    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield executed
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def read_whole(engine: Engine, statement: str, values: object) -> str | None:
    """Give the plan of a statement that reads a whole table, or None."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()  # type: ignore[arg-type]
            plan = "\n".join(row.detail for row in rows)
            # What a subquery has found already is scanned too.
            return f"{statement}\n{plan}" if re.search(r"SCAN (?!CONSTANT|\()", plan) else None
        # With few rows reading all is cheapest: only where no index fits it is done all the same.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan = "\n".join(connection.exec_driver_sql(f"EXPLAIN {statement}", values).scalars())  # type: ignore[arg-type]
        return f"{statement}\n{plan}" if "Seq Scan" in plan else None
