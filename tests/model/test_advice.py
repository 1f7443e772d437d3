"""Tips: between five and ten for any answers, each with the answer that called for it."""

from collections import Counter

from hypothesis import given as for_all

from model.advice import FEWEST, MOST, advise
from model.load import load
from model.types import Model
from tests.model.test_scoring import answers, everywhere

MODEL = load()


@for_all(given=answers)
def test_any_answers_get_between_five_and_ten_different_tips(given: dict[str, str | None]) -> None:
    ids = [advice.tip.id for advice in advise(MODEL, given)]
    assert FEWEST <= len(ids) <= MOST
    assert len(set(ids)) == len(ids)


@for_all(given=answers)
def test_each_tip_names_the_answer_that_called_for_it(given: dict[str, str | None]) -> None:
    for advice in advise(MODEL, given):
        because = advice.because
        answer = because.given.id if because.given else None
        assert given[because.question.id] == answer
        assert answer is None or answer in advice.tip.called_by[because.question.id]


@for_all(given=answers)
def test_every_aspect_gets_a_tip(given: dict[str, str | None]) -> None:
    aspects = Counter(advice.tip.aspect for advice in advise(MODEL, given))
    assert set(aspects) == {aspect.id for aspect in MODEL.aspects}


@for_all(given=answers)
def test_the_most_needed_tip_comes_first(given: dict[str, str | None]) -> None:
    needs = [advice.need for advice in advise(MODEL, given)]
    assert needs == sorted(needs, reverse=True)


def test_a_beginner_hears_where_to_begin(model: Model) -> None:
    given = everywhere(lambda question: question.answers[0].id)
    assert {advice.tip.level for advice in advise(model, given)} == {1}


def test_a_front_runner_hears_how_to_stay_ahead(model: Model) -> None:
    given = everywhere(lambda question: question.answers[-1].id)
    first = advise(model, given)[0]
    assert first.tip.level >= 4
    assert first.because.higher is None
