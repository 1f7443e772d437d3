"""The decision to try again, as a table."""

from datetime import timedelta

import pytest

from fulfillment.mail.retry import Failure, GiveUp, Retry, decide

from .conftest import NOW

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("code", "ours", "permanent"),
    [
        (550, False, True),  # no such mailbox
        (551, False, True),
        (553, False, True),
        (554, False, True),  # refused as spam, or for its content
        (550, True, False),  # our sender, our network: an operator can mend it
        (554, True, False),
        (552, False, False),  # mailbox full
        (452, False, False),
        (530, False, False),  # login wanted
        (534, False, False),
        (535, False, False),  # login refused
        (421, False, False),
        (450, False, False),
        (451, False, False),  # greylisting
        (None, False, False),  # network, disk, template
    ],
)
def test_what_is_permanent(code: int | None, ours: bool, permanent: bool) -> None:  # noqa: FBT001
    failure = Failure("reden", code, ours)
    assert failure.permanent is permanent
    assert isinstance(decide(1, failure, NOW, NOW, 0), GiveUp) is permanent


@pytest.mark.parametrize(
    ("attempt", "pause"),
    [
        (1, MINUTE),
        (2, 2 * MINUTE),
        (3, 4 * MINUTE),
        (8, 128 * MINUTE),
        (9, 4 * HOUR),
        (10, 4 * HOUR),
        (10**6, 4 * HOUR),
    ],
)
def test_pauses_double_up_to_four_hours(attempt: int, pause: timedelta) -> None:
    assert decide(attempt, Failure("reden"), NOW, NOW, 0) == Retry(NOW + pause)


@pytest.mark.parametrize(("jitter", "pause"), [(0, 60), (0.5, 52.5), (1, 45)])
def test_chance_shortens_a_pause_by_a_quarter_at_most(jitter: float, pause: float) -> None:
    assert decide(1, Failure("reden"), NOW, NOW, jitter) == Retry(NOW + timedelta(seconds=pause))


@pytest.mark.parametrize(
    ("attempt", "age", "gives_up"),
    [
        (25, 3 * DAY, True),
        (25, 3 * DAY - MINUTE, False),
        (6, 10 * DAY, True),
        (1, 10 * DAY, False),  # it lay waiting while no worker ran
        (5, 10 * DAY, False),
    ],
)
def test_it_ends_after_three_days(attempt: int, age: timedelta, gives_up: bool) -> None:  # noqa: FBT001
    decision = decide(attempt, Failure("reden"), NOW - age, NOW, 0)
    assert isinstance(decision, GiveUp) is gives_up


def test_a_server_that_is_away_gets_more_than_twenty_tries() -> None:
    now, attempt = NOW, 1
    while isinstance(decision := decide(attempt, Failure("weg"), NOW, now, 1), Retry):
        now, attempt = decision.at, attempt + 1
    assert attempt > 20
