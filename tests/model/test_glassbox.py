"""The glass box holds every step from an answer to a score and a tip."""

from fractions import Fraction
from math import floor

from hypothesis import given as for_all

from model.glassbox import derive
from model.load import load
from model.question import Choice
from model.scoring import mean, score
from tests.model.test_scoring import full_answers

MODEL = load()


@for_all(given=full_answers)
def test_the_steps_add_up_to_the_result(given: dict[str, Choice]) -> None:
    derivation = derive(MODEL, given)
    for aspect in derivation.aspects:
        points = [line.points for line in aspect.lines if line.points is not None]
        assert aspect.mean == (mean(points) if points else None)
        assert aspect.score.value == (None if aspect.mean is None else floor(aspect.mean + Fraction(1, 2)))
    assert derivation.result == score(MODEL, given)


@for_all(given=full_answers)
def test_every_answer_that_was_given_is_in_it_once(given: dict[str, Choice]) -> None:
    lines = [line for aspect in derive(MODEL, given).aspects for line in aspect.lines]
    assert {line.question.id: line.choice for line in lines} == given
    assert len(lines) == len(given)


def test_the_points_are_exact() -> None:
    (scope, *_) = derive(MODEL, {"scope-kanalen": "een-plek", "scope-klantreis": "service"}).aspects
    assert scope.mean == Fraction(83, 2)
