"""Scores and levels: means of answers, of aspects, and what was not known left out."""

from collections.abc import Callable

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from model.load import load
from model.scoring import Score, level_of, score
from model.types import Model, Question

MODEL = load()


def everywhere(pick: Callable[[Question], str | None]) -> dict[str, str | None]:
    return {question.id: pick(question) for question in MODEL.quick_scan}


answers = st.fixed_dictionaries(
    {question.id: st.sampled_from([None, *(answer.id for answer in question.answers)]) for question in MODEL.quick_scan}
)


def test_the_lowest_answers_score_0_and_level_1(model: Model) -> None:
    assert score(model, everywhere(lambda question: question.answers[0].id)).overall == Score(0, 1, 20, 20)


def test_the_highest_answers_score_100_and_level_5(model: Model) -> None:
    assert score(model, everywhere(lambda question: question.answers[-1].id)).overall == Score(100, 5, 20, 20)


def test_an_aspect_scores_the_mean_of_its_answers(model: Model) -> None:
    result = score(model, {"scope-kanalen": "een-plek", "scope-klantreis": "afrekenen"})
    assert result.aspects["scope"] == Score(75, 4, 2, 2)


def test_what_is_not_known_is_left_out_and_counted(model: Model) -> None:
    result = score(model, {"scope-kanalen": "meer-kanalen", "scope-klantreis": None})
    assert result.aspects["scope"] == Score(100, 5, 1, 2)


def test_nothing_known_gives_no_score(model: Model) -> None:
    assert score(model, everywhere(lambda _: None)).overall == Score(None, None, 0, 20)


def test_an_aspect_with_more_questions_does_not_weigh_more(model: Model) -> None:
    scope = {question.id: question.answers[-1].id for question in model.quick_scan if question.aspect == "scope"}
    data = {question.id: question.answers[0].id for question in model.quick_scan if question.aspect == "data"}
    assert score(model, scope | data).overall.value == 50


@pytest.mark.parametrize(("value", "level"), [(0, 1), (19, 1), (20, 2), (40, 3), (64, 3), (65, 4), (88, 5), (100, 5)])
def test_a_level_is_reached_from_its_minimum(model: Model, value: int, level: int) -> None:
    assert level_of(model, value) == level


@for_all(given=answers, question=st.sampled_from(MODEL.quick_scan))
def test_a_higher_answer_never_lowers_a_score(given: dict[str, str | None], question: Question) -> None:
    for lower, higher in zip(question.answers, question.answers[1:], strict=False):
        below = score(MODEL, given | {question.id: lower.id}).overall
        above = score(MODEL, given | {question.id: higher.id}).overall
        assert (below.value or 0, below.level or 0) <= (above.value or 0, above.level or 0)


@for_all(given=answers, data=st.data())
def test_the_order_of_the_answers_does_not_matter(given: dict[str, str | None], data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(given.items()))))
    assert score(MODEL, given) == score(MODEL, shuffled)
