"""Scores and levels: means of answers, of aspects, and what was not known left out."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from model.load import load
from model.question import Choice, Kind, Question
from model.scoring import level_of, score
from model.types import Model

MODEL = load()


def everywhere(pick: Callable[[Question], str | None]) -> dict[str, str | None]:
    return {question.id: pick(question) for question in MODEL.quick_scan}


def choices(question: Question) -> st.SearchStrategy[Choice]:
    """Anything that can be answered to a question."""
    ids = [answer.id for answer in question.answers]
    known = (
        st.lists(st.sampled_from(ids), unique=True).map(tuple)
        if question.kind is Kind.SEVERAL
        else st.sampled_from(ids)
    )
    return st.one_of(st.none(), known)


answers = st.fixed_dictionaries({question.id: choices(question) for question in MODEL.quick_scan})
full_answers = st.fixed_dictionaries(
    {question.id: choices(question) for question in MODEL.quick_scan},
    optional={question.id: choices(question) for question in MODEL.scored if not question.quick_scan},
)


def test_the_lowest_answers_score_0_and_level_1(model: Model) -> None:
    overall = score(model, everywhere(lambda question: question.answers[0].id)).overall
    assert (overall.value, overall.level, overall.answered) == (0, 1, 20)


def test_the_highest_answers_score_100_and_level_5(model: Model) -> None:
    overall = score(model, everywhere(lambda question: question.answers[-1].id)).overall
    assert (overall.value, overall.level, overall.answered) == (100, 5, 20)


def test_an_aspect_scores_the_mean_of_its_answers(model: Model) -> None:
    scope = score(model, {"scope-kanalen": "een-plek", "scope-klantreis": "afrekenen"}).aspects["scope"]
    assert (scope.value, scope.level, scope.spread) == (75, 4, 50)


def test_what_is_not_known_is_left_out_and_counted(model: Model) -> None:
    scope = score(model, {"scope-kanalen": "meer-kanalen", "scope-klantreis": None}).aspects["scope"]
    assert (scope.value, scope.answered, scope.asked) == (100, 1, 2)


def test_nothing_known_gives_no_score(model: Model) -> None:
    overall = score(model, everywhere(lambda _: None)).overall
    assert (overall.value, overall.level, overall.answered) == (None, None, 0)


def test_of_several_things_the_share_of_enough_counts(model: Model) -> None:
    question = next(question for question in model.scored if question.kind is Kind.SEVERAL)
    ids = tuple(answer.id for answer in question.answers)
    worth = [question.points(ids[:count]) for count in range(len(ids) + 1)]
    assert worth[0] == 0
    assert worth[question.enough] == 100
    assert worth == sorted(worth, key=lambda points: points or 0)


def test_a_rating_of_three_is_half(model: Model) -> None:
    question = next(question for question in model.scored if question.kind is Kind.RATING)
    assert question.points("3") == 50


def test_a_question_without_sense_does_not_count_as_missing(model: Model) -> None:
    without, with_bot = (score(model, {"technologie-taal": answer}).overall.full for answer in ("niets", "zinnen"))
    assert without < with_bot == 60


def test_an_aspect_with_more_questions_does_not_weigh_more(model: Model) -> None:
    scope = {question.id: question.answers[-1].id for question in model.quick_scan if question.aspect == "scope"}
    data = {question.id: question.answers[0].id for question in model.quick_scan if question.aspect == "data"}
    assert score(model, scope | data).overall.value == 50


@pytest.mark.parametrize(("value", "level"), [(0, 1), (19, 1), (20, 2), (40, 3), (64, 3), (65, 4), (88, 5), (100, 5)])
def test_a_level_is_reached_from_its_minimum(model: Model, value: int, level: int) -> None:
    assert level_of(model, value) == level


@for_all(given=full_answers, question=st.sampled_from(MODEL.scored))
def test_a_higher_answer_never_lowers_a_score_or_level(given: dict[str, Choice], question: Question) -> None:
    ids = [answer.id for answer in question.answers]
    several = question.kind is Kind.SEVERAL
    rising: list[Choice] = [tuple(ids[:count]) for count in range(len(ids) + 1)] if several else [*ids]
    found = [score(MODEL, given | {question.id: choice}) for choice in rising]
    for below, above in pairwise(found):
        for lower, higher in (
            (below.overall, above.overall),
            (below.aspects[question.aspect], above.aspects[question.aspect]),
        ):
            assert (lower.value or 0, lower.level or 0) <= (higher.value or 0, higher.level or 0)


@for_all(given=full_answers, question=st.sampled_from(MODEL.scored))
def test_leaving_an_answer_out_only_widens_the_doubt(given: dict[str, Choice], question: Question) -> None:
    known = score(MODEL, given)
    for fewer in ({**given, question.id: None}, {id: choice for id, choice in given.items() if id != question.id}):
        unknown = score(MODEL, fewer)
        assert unknown.overall.doubt >= known.overall.doubt
        assert unknown.aspects[question.aspect].doubt >= known.aspects[question.aspect].doubt


def test_not_knowing_about_what_makes_no_sense_here_counts_for_nothing() -> None:
    no_chat: dict[str, Choice] = {"gebruikerservaring-vorm": "geen-chat"}
    assert MODEL.question("gebruikerservaring-onbegrip").skipped(no_chat)
    assert score(MODEL, no_chat | {"gebruikerservaring-onbegrip": None}) == score(MODEL, no_chat)


def test_half_a_point_is_rounded_up(model: Model) -> None:
    middle = {"scope-kanalen": "een-plek", "scope-verwachting": "bot", "scope-stem": "opzoeken"}
    assert score(model, middle | {"scope-klantreis": "afrekenen"}).aspects["scope"].value == 63


def test_all_questions_answered_leave_no_doubt(model: Model) -> None:
    given: dict[str, Choice] = {
        question.id: () if question.kind is Kind.SEVERAL else question.answers[-1].id for question in model.scored
    }
    assert score(model, given).overall.doubt == 0


@for_all(given=full_answers, data=st.data())
def test_the_order_of_the_answers_does_not_matter(given: dict[str, Choice], data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(given.items()))))
    assert score(MODEL, given) == score(MODEL, shuffled)
