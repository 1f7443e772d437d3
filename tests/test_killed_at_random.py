"""Three web and two worker processes, killed with SIGKILL at random moments: every answer is kept, every scan mailed
once."""

import json
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email import message_from_bytes, policy
from itertools import cycle
from pathlib import Path

import pytest
import urllib3
from sqlalchemy import Engine, func, select, update

from fulfillment.storage.outbox import SENT
from fulfillment.storage.tables import mails, scans
from fulfillment.storage.vault import Vault
from local_sim.platforms import Heard, Json, Platform
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from model.types import Model
from tests.conftest import BOTH
from tests.fleet import Fleet, fleet

KEY = "a key of these processes"
SORRY = "Er ging bij mij even iets mis"
AT_ONCE = 6
ANSWERED_WITHIN, DELIVERED_WITHIN = 60, 600


class Person:
    """Plays one scan. What was not answered is sent again, byte for byte, to the next process."""

    def __init__(self, platform: Platform, running: Fleet, model: Model, seed: int) -> None:
        self._platform = platform
        self._running = running
        self._urls = cycle(running.urls[seed % 3 :] + running.urls[: seed % 3])
        self._model = model
        self._chance = random.Random(seed)  # noqa: S311 - chance, not a secret
        self._address = f"persoon{seed}@voorbeeld.nl"

    def finish(self) -> dict[str, str]:
        """Go through the whole scan, and give the answers that were given."""
        given: dict[str, str] = {}
        with urllib3.PoolManager(retries=False, timeout=8.0) as self._pool:
            while SORRY in self._send(self._platform.start()).speech:
                pass
            self._say("ja", "sla over")
            for question in self._model.quick_scan:
                number = self._chance.randrange(1, min(len(question.answers), 3))
                self._say(("de tweede", "de derde")[number - 1])
                given[question.id] = question.answers[number].id
            self._say("nee", "ja", self._address)
            assert "onderweg" in self._say("ja").speech
        return given

    def _say(self, *words: str) -> Heard:
        for said in words:
            while SORRY in (heard := self._send(self._platform.say(said))).speech:
                pass
        return heard

    def _send(self, request: Json) -> Heard:
        body = json.dumps(request).encode()
        deadline = time.monotonic() + ANSWERED_WITHIN
        while time.monotonic() < deadline:
            try:
                answer = self._pool.request(
                    "POST",
                    next(self._urls) + self._platform.path,
                    body=body,
                    headers={"Content-Type": "application/json"},
                )
            except urllib3.exceptions.HTTPError:
                time.sleep(0.05)
            else:
                self._running.answered += 1
                return self._platform.read(answer.json())
        raise AssertionError(f"no answer within {ANSWERED_WITHIN} seconds")


@BOTH
@pytest.mark.parametrize(
    ("people", "every"), [(20, 60), pytest.param(1000, 200, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_whatever_is_killed_every_answer_is_kept_and_every_scan_is_mailed_once(
    tmp_path: Path, database: Engine, database_url: str, model: Model, people: int, every: int
) -> None:
    settings = {
        "CHECKBOT_DATABASE_URL": database_url,
        "CHECKBOT_SMTP_URL": f"maildir:{tmp_path / 'mail'}",
        "CHECKBOT_SECRET_KEYS": KEY,
        "CHECKBOT_VERIFY_REQUESTS": "off",
    }
    with fleet(tmp_path, settings, web=3, workers=2) as running:
        with running.killed_at_random(every, seed=people):
            given = talk(running, model, people)
        assert running.kills >= 3
        recover(running, database)
        delivered(database, people)
    assert kept(database) == Counter(json.dumps(answers, sort_keys=True) for answers in given)
    assert Counter(message_ids(tmp_path / "mail")) == Counter(stored(database))


def talk(running: Fleet, model: Model, people: int) -> list[dict[str, str]]:
    def one(seed: int) -> dict[str, str]:
        return Person(Alexa() if seed % 2 else DialogflowCx(), running, model, seed).finish()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(people)))


def recover(running: Fleet, database: Engine) -> None:
    """Let the minutes pass after which a mail of a worker that died is due again."""
    for worker in running.workers:
        worker.kill()
    with database.begin() as connection:
        connection.execute(update(mails).where(mails.c.state != SENT).values(due=datetime.now(UTC)))
    for worker in running.workers:
        worker.start()


def delivered(database: Engine, number: int) -> None:
    deadline = time.monotonic() + DELIVERED_WITHIN
    while time.monotonic() < deadline:
        with database.begin() as connection:
            sent = connection.scalar(select(func.count()).where(mails.c.state == SENT))
        if sent == number:
            return
        time.sleep(0.2)
    raise AssertionError(f"{sent} of {number} mails were sent")


def kept(database: Engine) -> Counter[str]:
    vault = Vault([KEY])
    with database.begin() as connection:
        opened = [json.loads(vault.open(given)) for given in connection.scalars(select(scans.c.given))]
    return Counter(json.dumps(answers, sort_keys=True) for answers in opened)


def stored(database: Engine) -> list[str]:
    with database.begin() as connection:
        return list(connection.scalars(select(mails.c.message_id)))


def message_ids(maildir: Path) -> list[str]:
    files = (maildir / "new").iterdir()
    return [str(message_from_bytes(file.read_bytes(), policy=policy.default)["Message-ID"]) for file in files]
