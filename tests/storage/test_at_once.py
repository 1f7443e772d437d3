"""Many at once: two processes that migrate, workers that claim, callers with one request, one code or none at all."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import TypeVar

from sqlalchemy import Engine, func, select, text

from fulfillment.conversation.turn import Event, Turn
from fulfillment.storage.attempts import Attempts
from fulfillment.storage.database import open_database
from fulfillment.storage.outbox import StoredMails
from fulfillment.storage.settled import settled
from fulfillment.storage.tables import attempts, mails, scans, sessions, turns
from tests.conftest import BOTH, Service
from tests.storage.rows import given
from tests.test_code import code_in
from tests.test_conversations import Caller, conversations

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).parent.parent.parent
pytestmark = BOTH
Result = TypeVar("Result")


def at_once(*jobs: Callable[[], Result]) -> list[Result]:
    """Do all jobs in threads that begin at the same moment."""
    ready = Barrier(len(jobs))

    def begin(job: Callable[[], Result]) -> Result:
        ready.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(begin, jobs))


def python(program: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", program, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)


UPGRADE = "import sys; from fulfillment.storage.database import *; print(upgrade(open_database(sys.argv[1])))"
CLAIM = """
import sys; from datetime import *; from fulfillment.storage.database import *; from fulfillment.storage.outbox import *
post = StoredMails(open_database(sys.argv[1]))
while mail := post.claim(datetime.now(UTC)): print(mail.id)
"""


def test_processes_that_migrate_at_once_migrate_once(database_url: str) -> None:
    running = [python(UPGRADE, database_url) for _ in range(3)]
    told = {process.communicate(timeout=60)[0] for process in running}
    assert [process.returncode for process in running] == [0, 0, 0]
    engine = open_database(database_url)
    with engine.begin() as connection:
        versions = list(connection.scalars(text("SELECT version_num FROM alembic_version")))
    engine.dispose()
    assert told == {f"{version}\n" for version in versions}


def test_processes_that_claim_at_once_claim_each_mail_once(database: Engine, database_url: str) -> None:
    given(database, 200, mails="queued", everybody=True)
    running = [python(CLAIM, database_url) for _ in range(3)]
    claimed = [id for process in running for id in process.communicate(timeout=60)[0].split()]
    assert Counter(claimed) == Counter(database_ids(database))


def test_workers_that_claim_at_once_claim_each_mail_once(database: Engine) -> None:
    given(database, 8, mails="queued", everybody=True)
    post = StoredMails(database)
    claimed = at_once(*[lambda: post.claim(datetime.now(UTC))] * 10)
    assert Counter(mail.id for mail in claimed if mail) == Counter(database_ids(database))


def database_ids(database: Engine) -> list[str]:
    with database.begin() as connection:
        return list(connection.scalars(select(mails.c.id)))


def test_of_first_turns_at_once_one_makes_the_session(service: Service) -> None:
    talking = conversations(service)
    turn = Turn("alexa", "somebody new", "talk", "1", Event.START, AT)
    replies = at_once(*[lambda n=n: talking.converse(replace(turn, request=str(n))) for n in range(6)])
    assert count(service, sessions) == 1
    assert all(reply.speech for reply in replies)


def test_the_same_first_request_at_once_gets_one_reply(service: Service) -> None:
    talking = conversations(service)
    turn = Turn("alexa", "somebody new", "talk", "1", Event.START, AT)
    assert len(set(at_once(*[lambda: talking.converse(turn)] * 6))) == 1
    assert (count(service, sessions), count(service, turns)) == (1, 1)


def test_the_last_yes_at_once_makes_one_scan_and_one_mail(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.through_the_scan()
    yes = replace(caller.turn, words="ja", heard=caller.last.number)
    at_once(*[lambda n=n: caller.conversations.converse(replace(yes, request=f"yes{n}")) for n in range(6)])
    assert (count(service, scans), count(service, mails)) == (1, 1)


def test_of_callers_who_claim_one_code_at_once_nobody_loses_an_answer(service: Service) -> None:
    first = Caller(conversations(service), user="first")
    first.begin()
    first.say("de tweede")
    code = code_in(first.say("stop").speech)
    callers = [Caller(first.conversations, user=f"caller {n}") for n in range(4)]
    for caller in callers:
        caller.open()
        caller.say("ik heb een code")
    at_once(*[lambda c=caller: c.say(" ".join(code)) for caller in callers])
    assert any("Welkom terug" in caller.last.speech for caller in callers)
    assert not any("Er ging" in caller.last.speech for caller in callers)
    progress = [caller.say("hoe ver zijn we").speech for caller in callers]
    assert sum("vraag 2 van 20" in said for said in progress) == 1


def test_of_two_who_claim_each_others_code_at_once_one_wins(service: Service) -> None:
    """Each holds the session that the other wants. Who comes too late begins anew, as after one who came before."""
    both = [Caller(conversations(service), user=user) for user in ("this", "that")]
    codes = []
    for caller in both:
        caller.begin()
        caller.say("de tweede")
        codes.append(" ".join(code_in(caller.say("stop").speech)))
        caller.open(session="later")
        caller.say("ik heb een code")
    at_once(lambda: both[0].say(codes[1]), lambda: both[1].say(codes[0]))
    assert sorted(
        ("Welkom terug" in caller.last.speech, "Vind je dat goed?" in caller.last.speech) for caller in both
    ) == [
        (False, True),
        (True, False),
    ]


def test_tries_at_once_are_all_counted_before_the_limit(database: Engine) -> None:
    def attempt() -> bool:
        with database.begin() as connection:
            tries = Attempts(connection)
            refused = tries.too_many(AT)
            if not refused:
                tries.failed(AT)
            return refused

    with ThreadPoolExecutor(8) as threads:
        refused = list(threads.map(lambda _: attempt(), range(40)))
    assert refused.count(False) == 20
    with database.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(attempts)) == 20


def test_who_waits_for_each_other_are_both_done(database: Engine) -> None:
    """PostgreSQL ends one of two transactions that wait for each other; its work is then done again."""
    given(database, 2)
    ids = [f"{n:032}" for n in range(2)]
    met = Barrier(2)

    def touch(order: list[str]) -> int:
        tries = 0

        def work(connection: object) -> int:
            nonlocal tries
            tries += 1
            for id in order:
                connection.execute(sessions.update().where(sessions.c.id == id).values(channel=order[0]))  # type: ignore[attr-defined]
                if tries == 1 and database.dialect.name == "postgresql" and id == order[0]:
                    met.wait(5)
            return tries

        return settled(database, work)

    tried = at_once(lambda: touch(ids), lambda: touch(ids[::-1]))
    assert sorted(tried) == ([1, 2] if database.dialect.name == "postgresql" else [1, 1])


def count(service: Service, table: object) -> int:
    with service.database.begin() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]
