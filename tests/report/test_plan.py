"""When a tip is to be done: a rule of effort, effect and need, and no more at once than people can carry."""

from dataclasses import replace
from datetime import date

import pytest

from fulfillment.report.build import build
from fulfillment.report.plan import When, plan, when
from model.advice import Advice, Because, Term
from model.tip import Effect, Effort
from model.types import Model


@pytest.mark.parametrize(
    ("effort", "effect", "need", "expected"),
    [
        (Effort.DAYS, Effect.SMALL, 60, When.NOW),
        (Effort.WEEKS, Effect.MEDIUM, 150, When.QUARTER),
        (Effort.MONTHS, Effect.SMALL, 150, When.YEAR),
        (Effort.WEEKS, Effect.LARGE, 100, When.NOW),
        (Effort.WEEKS, Effect.LARGE, 99, When.QUARTER),
        (Effort.MONTHS, Effect.LARGE, 100, When.QUARTER),
        (Effort.DAYS, Effect.LARGE, 200, When.NOW),
        (Effort.DAYS, Effect.MEDIUM, 39, When.QUARTER),
        (Effort.DAYS, Effect.MEDIUM, 40, When.NOW),
        (Effort.MONTHS, Effect.LARGE, 10, When.YEAR),
    ],
)
def test_effort_says_when_and_effect_and_need_move_it(
    effort: Effort, effect: Effect, need: int, expected: When
) -> None:
    assert when(effort, effect, need) is expected


def advices(model: Model, *wanted: tuple[Effort, int]) -> list[Advice]:
    tip, question = model.tips[0], model.questions[0]
    return [
        Advice(replace(tip, id=str(n), effort=effort), Because(question, (), ()), (Term("x", need),))
        for n, (effort, need) in enumerate(wanted)
    ]


def planned(model: Model, *wanted: tuple[Effort, int]) -> list[tuple[str, int]]:
    return [(time.value, advice.need) for time, advice in plan(advices(model, *wanted))]


def test_it_is_in_the_order_of_time_and_then_need(model: Model) -> None:
    wanted = (Effort.MONTHS, 90), (Effort.DAYS, 50), (Effort.WEEKS, 80), (Effort.DAYS, 70)
    assert planned(model, *wanted) == [("now", 70), ("now", 50), ("quarter", 80), ("year", 90)]


def test_what_does_not_fit_now_moves_on_and_the_neediest_stay(model: Model) -> None:
    times = planned(model, *((Effort.DAYS, 100 + n) for n in range(10)))
    assert [time for time, _ in times] == ["now"] * 4 + ["quarter"] * 4 + ["year"] * 2
    assert [need for _, need in times] == list(range(109, 99, -1))


def test_there_is_always_something_to_do_now(model: Model) -> None:
    assert planned(model, (Effort.MONTHS, 60), (Effort.MONTHS, 70)) == [("now", 70), ("year", 60)]
    assert plan([]) == ()


def test_no_tip_is_lost_or_doubled(model: Model) -> None:
    given = advices(model, *((effort, need) for effort in Effort for need in (10, 60, 110)))
    assert sorted(advice.tip.id for _, advice in plan(given)) == sorted(advice.tip.id for advice in given)


def test_the_report_groups_its_tips_and_numbers_go_on(model: Model, given: dict[str, str | None]) -> None:
    report = build(model, given, created=date(2026, 10, 5), scan_id="s")
    assert [heading for heading, _ in report.plan] == ["Nu", "Dit kwartaal", "Dit jaar"][: len(report.plan)]
    assert [number for _, tips in report.plan for number, _ in tips] == list(range(1, len(report.tips) + 1))
