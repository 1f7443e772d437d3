"""The content holds to the countable rules for spoken questions, and to the frame of bluepaper 000 §4.1."""

from collections import Counter

from model.form import Form
from model.load import every_mistake, load
from model.question import Kind

MODEL = load()


def test_there_are_three_areas_six_aspects_and_five_levels() -> None:
    assert (len(MODEL.areas), len(MODEL.aspects), len(MODEL.levels)) == (3, 6, 5)


def test_there_are_sixty_questions_ten_per_aspect_twenty_in_the_quick_scan_and_two_open_ones() -> None:
    assert (len(MODEL.scored), len(MODEL.quick_scan), len(MODEL.questions)) == (60, 20, 62)
    assert set(Counter(question.aspect for question in MODEL.scored).values()) == {10}


def test_every_aspect_has_three_or_four_questions_in_the_quick_scan() -> None:
    assert set(Counter(question.aspect for question in MODEL.quick_scan).values()) <= {3, 4}


def test_every_kind_of_question_is_there() -> None:
    assert {question.kind for question in MODEL.questions} == set(Kind)


def test_every_aspect_stands_in_one_run() -> None:
    order = [question.aspect for question in MODEL.quick_scan]
    assert order == sorted(order, key=[aspect.id for aspect in MODEL.aspects].index)


def test_a_question_is_only_left_out_for_what_the_quick_scan_asked() -> None:
    quick = {question.id for question in MODEL.quick_scan}
    assert all(set(question.skip_when) <= quick for question in MODEL.scored)


def test_there_are_at_least_ninety_tips_and_every_one_says_how_to_begin() -> None:
    assert len(MODEL.tips) >= 90
    assert all(tip.first_step and tip.text and tip.source for tip in MODEL.tips)


def test_most_of_the_old_tips_have_a_practice_example() -> None:
    assert len({id for case in MODEL.cases for id in case.tips}) >= 50


def test_the_content_check_finds_nothing() -> None:
    assert list(every_mistake(MODEL, load(form=Form.U))) == []
