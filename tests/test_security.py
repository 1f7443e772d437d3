"""SECURITY.md is true: the tests it names are there, and its numbers are those of the code."""

import re
from pathlib import Path

import pytest

from fulfillment import bodies
from fulfillment.channels import body
from fulfillment.channels.alexa import signature
from fulfillment.reports import _MOST_MAILS
from fulfillment.settings import Settings
from fulfillment.storage import attempts
from tests.fuzz.running import LONG, SHORT

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`((?:tests|docs)/[\w./]+)`", TEXT))))
def test_what_it_points_at_exists(named: str) -> None:
    assert (ROOT / named).exists()


@pytest.mark.parametrize(
    "said",
    [
        f"{Settings().turns_per_minute} a minute per web process (`CHECKBOT_TURNS_PER_MINUTE`)",
        f"{Settings().pages_per_minute} a minute per web process (`CHECKBOT_PAGES_PER_MINUTE`)",
        f"{Settings().body_limit // 1024} KiB (`CHECKBOT_BODY_LIMIT`)",
        f"{body._DEEPEST} levels of JSON",
        f"{bodies._MOST_AT_ONCE}, of which {bodies._MOST_SLOW} slower than {bodies._SLOW_AFTER:g} seconds",
        f"for whom, {bodies._MOST_OF_A_PROXY}",
        f"all {bodies.THREADS} threads",
        f"{attempts._MOST} an hour",
        f"{_MOST_MAILS} a day",
        f"within {signature.TOLERANCE.seconds} s",
        f"{signature.DOWNLOADS_A_MINUTE} a minute",
        f"some {SHORT:,} inputs",
        f"{LONG:,} at `make test-long`",
    ],
)
def test_its_numbers_are_those_of_the_code(said: str) -> None:
    assert said in " ".join(TEXT.split())
