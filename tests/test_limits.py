"""How often one caller may come."""

import time
from threading import Thread

import pytest

from fulfillment.limits import Limit


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_minutes_worth_may_come_at_once_and_then_one_at_a_time(clock: Clock) -> None:
    limit = Limit(60, clock=clock)
    assert [limit.allows("sanne") for _ in range(61)] == [True] * 60 + [False]
    clock.now += 1
    assert [limit.allows("sanne") for _ in range(2)] == [True, False]
    clock.now += 60
    assert all(limit.allows("sanne") for _ in range(60))


def test_who_is_refused_does_not_wait_longer_for_it(clock: Clock) -> None:
    limit = Limit(60, clock=clock)
    for _ in range(1_000):
        limit.allows("sanne")
    clock.now += 1
    assert limit.allows("sanne")


def test_of_another_caller_nothing_is_taken(clock: Clock) -> None:
    limit = Limit(1, clock=clock)
    assert limit.allows("alexa", "sanne")
    assert not limit.allows("alexa", "sanne")
    assert limit.allows("actions", "sanne")
    assert limit.allows("alexa", "jan")


def test_without_a_number_there_is_no_limit(clock: Clock) -> None:
    limit = Limit(0, clock=clock)
    assert all(limit.allows("sanne") for _ in range(1_000))


def test_only_so_many_callers_are_kept_and_of_each_only_a_number(clock: Clock) -> None:
    limit = Limit(1, most=100, clock=clock)
    for number in range(1_000):
        limit.allows("x" * 10_000, number)
    assert len(limit._whole_again) == 100
    assert all(isinstance(key, int) for key in limit._whole_again)


def test_threads_together_get_no_more_than_one_would(clock: Clock) -> None:
    limit, allowed = Limit(500, clock=clock), []
    threads = [Thread(target=lambda: allowed.extend(limit.allows("sanne") for _ in range(500))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(allowed) == 500


def test_asking_costs_the_same_with_one_caller_and_with_ten_thousand() -> None:
    """Within one run, and with room for a busy machine: what is held is that it does not grow with the callers."""
    limit = Limit(100_000)

    def fastest() -> float:
        def once() -> float:
            began = time.perf_counter()
            for number in range(1_000):
                limit.allows("alexa", number % 100)
            return time.perf_counter() - began

        return min(once() for _ in range(20))

    few = fastest()
    for number in range(10_000):
        limit.allows("actions", number)
    assert fastest() < 3 * few
    assert fastest() / 1_000 < 50e-6
