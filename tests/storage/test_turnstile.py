"""Who writes one SQLite file takes turns with other processes, and waits for none that does not let go."""

import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import make_url

from fulfillment.storage.database import open_database
from fulfillment.storage.together import Together
from fulfillment.storage.turnstile import Turnstile

ROOT = Path(__file__).parent.parent.parent
HOLD = """
import sys, time; from sqlalchemy import make_url; from fulfillment.storage.turnstile import Turnstile
with Turnstile(make_url(sys.argv[1])).passed():
    print("inside", flush=True); time.sleep(float(sys.argv[2]))
"""


def holding(url: str, seconds: float, how: str = HOLD) -> "subprocess.Popen[str]":
    words = [sys.executable, "-c", how, url, str(seconds)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "inside\n"
    return process


AGAIN_AND_AGAIN = """
import sys, time; from sqlalchemy import make_url; from fulfillment.storage.database import open_database
from fulfillment.storage.turnstile import Turnstile
url, database = make_url(sys.argv[1]), open_database(sys.argv[1])
turnstile = Turnstile(url)
while True:
    with turnstile.passed(), database.begin():
        print("inside", flush=True); time.sleep(float(sys.argv[2]))
"""


def waited(url: str) -> float:
    began = time.monotonic()
    with Turnstile(make_url(url)).passed():
        return time.monotonic() - began


def test_it_waits_for_another_process_but_not_for_ever(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'checkbot.db'}"
    with holding(url, 60) as process:
        assert 0.4 < waited(url) < 5
        process.kill()
    assert waited(url) < 0.4


def test_one_that_is_slow_and_always_busy_lets_another_go_in_between(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'checkbot.db'}"
    with holding(url, 1.5, AGAIN_AND_AGAIN) as process:
        began = time.monotonic()
        for _ in range(2):
            Together(open_database(url)).settled(lambda _: None)
        assert time.monotonic() - began < 7
        process.kill()


def test_a_folder_that_cannot_be_written_needs_no_gate(tmp_path: Path) -> None:
    assert waited(f"sqlite:///{tmp_path / 'nowhere' / 'checkbot.db'}") < 0.4


def test_other_databases_have_no_gate() -> None:
    assert waited("postgresql://localhost/checkbot") < 0.4
    assert waited("sqlite://") < 0.4
