"""Fifty sessions with known figures are counted right, and nothing is told of fewer than five."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import Engine

from fulfillment.conversation.bot import Bot
from fulfillment.errors import CheckbotError
from fulfillment.statistics.as_data import as_data
from fulfillment.statistics.course import Course, mean, median
from fulfillment.statistics.intents import Intent
from fulfillment.statistics.overview import Overview, overview
from fulfillment.statistics.places import Place, worst
from fulfillment.statistics.selection import Selection
from fulfillment.statistics.tables import tables
from fulfillment.storage.database import open_database, upgrade
from model.load import load
from tests.statistics.fifty import ANSWERED_1, NOW, W11, fifty_sessions, happened
from tests.test_cli import checkbot

BOT = Bot(load())


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'checkbot.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def fifty(database: Engine) -> Engine:
    with database.begin() as connection:
        fifty_sessions(connection)
    return database


def counted(database: Engine, since: datetime | None = None, channel: str | None = None) -> Overview:
    return overview(database, Selection(NOW, since, channel))


def place(found: Overview, name: str) -> Place:
    return next(place for place in found.places if place.name == name)


def shown(found: Overview) -> str:
    page = StringIO()
    console = Console(file=page, width=80)
    for part in tables(found, BOT):
        console.print(part)
    return page.getvalue()


def test_how_far_sessions_come(fifty: Engine) -> None:
    course = counted(fifty).courses.all
    assert (course.began, course.consented, course.finished, course.reported) == (50, 40, 25, 20)
    assert course.ended == {
        "reported": 20, "finished": 5, "left": 5, "silent": 8, "refused": 6, "erased": 4, "running": 2,
    }  # fmt: skip


def test_how_long_they_take_and_how_they_are_liked(fifty: Engine) -> None:
    course = counted(fifty).courses.all
    assert course.seconds == {70: 14, 60: 3 + 5, 50: 3}
    assert course.turns == {8: 14, 7: 3 + 5, 6: 3}
    assert (course.satisfaction, course.effort) == ({4: 14}, {5: 14})


def test_channels_and_weeks(fifty: Engine) -> None:
    courses = counted(fifty).courses
    assert {name: course.began for name, course in courses.channels.items()} == {"alexa": 30, "dialogflow-cx": 20}
    assert {name: course.finished for name, course in courses.weeks.items()} == {"2026-W10": 20, "2026-W11": 5}


@pytest.mark.parametrize(
    ("name", "reached", "stopped", "stalled", "turns"),
    [("consent", 46, 6, 6, 40), ("q1", 40, 8, 13, 56), ("q2", 30, 5, 5, 53), ("offer", 25, 0, 0, 25)],
)
def test_who_came_to_a_place_and_who_stopped(
    fifty: Engine, name: str, reached: int, stopped: int, stalled: int, turns: int
) -> None:
    found = place(counted(fifty), name)
    assert (found.reached, found.stopped, found.stalled, found.turns) == (reached, stopped, stalled, turns)


def test_what_is_not_understood_at_a_place(fifty: Engine) -> None:
    first, second = (place(counted(fifty), name) for name in ("q1", "q2"))
    assert (first.missed, first.asked_back, first.silent, first.sure) == (10, 0, 16, pytest.approx(0.9))
    assert (second.missed, second.asked_back, second.sure) == (8, 14, pytest.approx((25 + 14 * 0.5) / 39))
    assert second.misunderstood == 22 / 53


def test_intents_that_went_wrong(fifty: Engine) -> None:
    assert counted(fifty).intents == (
        Intent("repeat", sessions=6, acted=6, unheeded=0, regretted=3, sure=1.0),
        Intent("skip", sessions=5, acted=0, unheeded=5, regretted=0, sure=None),
    )
    assert [intent.misunderstood for intent in counted(fifty).intents] == [0.5, 1.0]


def test_where_sessions_stall(fifty: Engine) -> None:
    stalls = [(place.name, place.stalled, place.reached) for place in worst(counted(fifty).places)]
    assert stalls == [("q1", 13, 40), ("q2", 5, 30), ("consent", 6, 46)]


def test_only_some_sessions(fifty: Engine) -> None:
    assert counted(fifty, channel="alexa").courses.all.began == 30
    assert counted(fifty, since=W11 - timedelta(hours=12)).courses.all.began == 30
    found = counted(fifty, since=W11 - timedelta(hours=12), channel="alexa")
    assert (found.courses.all.began, place(found, "q1").reached, found.intents[0].name) == (10, 10, "skip")


def test_a_session_that_rests_for_an_hour_was_left(fifty: Engine) -> None:
    later = overview(fifty, Selection(NOW + timedelta(hours=1)))
    assert (later.courses.all.ended["running"], later.courses.all.ended["left"]) == (0, 7)
    assert place(later, "q1").stopped == 8 + 2


def test_nothing_is_told_of_fewer_than_five(fifty: Engine) -> None:
    with fifty.begin() as connection:
        for n in range(4):
            happened(connection, f"few{n}", "actions", W11, ANSWERED_1 | {"asked": "secret", "led_to": "secret"})
    found = counted(fifty)
    data = as_data(found, BOT)
    assert data["course"]["channels"]["actions"] is None
    assert data["course"]["all"]["ended"]["erased"] is None
    assert "secret" not in json.dumps(data)
    assert "secret" not in shown(found)
    assert "te weinig" in shown(counted(fifty, channel="actions"))


def test_the_tables_tell_it_in_dutch_within_eighty_columns(fifty: Engine) -> None:
    told = " ".join(shown(counted(fifty)).split())
    for row in (
        "alles 50 80% 50% 40% 1:10 8 4,0 5,0",
        "afgerond, zonder mail 5 10%",
        "q1 40 8 20%",
        "q2 53 15% 26% 0% 0% 82%",
        'repeat ("herhaal") 6 6 50% 100%',
        "toestemming 46 6 13% 6",
    ):
        assert row in told
    assert "…" not in told


def test_the_command_reads_while_somebody_writes(fifty: Engine, tmp_path: Path) -> None:
    with fifty.begin():
        url = f"sqlite:///{tmp_path / 'checkbot.db'}"
        printed = checkbot(tmp_path, "stats", "--json", "--since", "2026-03-01", CHECKBOT_DATABASE_URL=url)
    assert printed.returncode == 0, printed.stderr
    course = json.loads(printed.stdout)["course"]["all"]
    assert (course["started"], course["median_seconds"], course["satisfaction"]) == (50, 70, 4.0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--since", "gisteren"), "schrijf jaar, maand en dag als 2026-11-22"),
        (("--channel", "fax"), "kies --channel alexa, actions, dialogflow-es, dialogflow-cx"),
        ((), "voer eerst checkbot db upgrade uit"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    printed = checkbot(tmp_path, "stats", *words)
    assert (printed.returncode, printed.stderr.count("\n")) == (2, 1)
    assert told in printed.stderr


def test_without_events_there_is_nothing_to_tell(database: Engine) -> None:
    assert "te weinig" in shown(counted(database))
    with pytest.raises(CheckbotError, match="db upgrade"):
        overview(open_database("sqlite:///:memory:"), Selection(NOW))


def test_middle_and_mean_of_nothing_are_nothing() -> None:
    none = Course().seconds
    assert (median(none), mean(none)) == (None, None)
