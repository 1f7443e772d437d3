"""The decision to try again, as a table."""

from datetime import timedelta

import pytest

from fulfillment.mail.retry import MOST_ATTEMPTS, Failure, GiveUp, Retry, decide, exhausted

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
    ("code", "enhanced", "ours", "permanent"),
    [
        (550, "5.1.1", False, True),  # no such mailbox
        (550, "5.4.1", False, True),  # the same, at Microsoft
        (550, "5.4.4", False, True),  # no route to the domain
        (556, "5.1.10", False, True),  # the domain takes no mail: RFC 7505
        (550, "5.5.0", False, True),  # an unknown mailbox at Outlook.com
        (550, "5.7.1", False, True),  # refused by the receiver's rules
        (552, "5.2.2", False, False),  # full
        (550, "5.2.2", False, False),
        (552, "5.2.3", False, True),  # too large for this mailbox
        (552, "5.3.4", False, True),  # too large for the server
        (552, "5.3.4", True, True),  # said at MAIL, where the size is told
        (554, "5.3.2", False, False),  # takes no mail at the moment
        (500, "5.5.1", False, False),  # does not understand us
        (503, "", False, False),
        (504, "5.5.4", False, False),
        (555, "5.5.4", False, False),
        (550, "5.7.26", False, False),  # our SPF or DKIM: RFC 7372
        (550, "5.7.25", False, False),  # our reverse DNS
        (553, "5.1.8", False, False),  # our domain
        (530, "5.7.0", False, False),
        (451, "4.7.1", False, False),
        (250, "", False, False),
        (-1, "", False, False),
    ],
)
def test_the_enhanced_code_tells_more(code: int, enhanced: str, ours: bool, permanent: bool) -> None:  # noqa: FBT001
    assert Failure("reden", code, ours, enhanced=enhanced).permanent is permanent


def test_what_may_have_arrived_is_never_permanent() -> None:
    assert not Failure("reden", 550, unsure=True).permanent


@pytest.mark.parametrize(("attempt", "pause"), [(1, 30 * MINUTE), (6, 32 * MINUTE), (9, 4 * HOUR)])
def test_a_mail_that_may_have_arrived_waits_half_an_hour_at_least(attempt: int, pause: timedelta) -> None:
    assert decide(attempt, Failure("reden", unsure=True), NOW, NOW, 0) == Retry(NOW + pause)


@pytest.mark.parametrize(("before", "gives_up"), [(0, False), (1, False), (2, True), (9, True)])
def test_a_mail_is_handed_over_without_an_answer_three_times_at_most(before: int, gives_up: bool) -> None:  # noqa: FBT001
    decision = decide(1, Failure("reden", unsure=True), NOW, NOW, 0, unsure=before)
    assert isinstance(decision, GiveUp) is gives_up


def test_earlier_unsure_attempts_do_not_end_other_failures() -> None:
    assert isinstance(decide(1, Failure("reden"), NOW, NOW, 0, unsure=9), Retry)


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
    assert 20 < attempt < MOST_ATTEMPTS


@pytest.mark.parametrize(("attempts", "ends"), [(0, False), (39, False), (40, True)])
def test_a_mail_that_ends_every_worker_is_set_aside(attempts: int, ends: bool) -> None:  # noqa: FBT001
    assert (exhausted(attempts) is not None) is ends
