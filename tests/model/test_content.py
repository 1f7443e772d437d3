"""The content holds to the countable rules for spoken questions, and to the frame of bluepaper 000 §4.1."""

from collections import Counter
from statistics import median

import pytest

from model.load import load
from model.types import Question

MODEL = load()
QUESTIONS = pytest.mark.parametrize("question", MODEL.quick_scan, ids=lambda question: question.id)


def turn(question: Question, asked: str) -> str:
    return " ".join((asked, *(answer.spoken for answer in question.answers)))


def words(text: str) -> int:
    return len(text.split())


def test_there_are_three_areas_six_aspects_five_levels_and_twenty_questions() -> None:
    assert (len(MODEL.areas), len(MODEL.aspects), len(MODEL.levels)) == (3, 6, 5)
    assert len(MODEL.quick_scan) == 20


def test_every_aspect_has_three_or_four_questions() -> None:
    assert set(Counter(question.aspect for question in MODEL.quick_scan).values()) <= {3, 4}


def test_every_aspect_stands_in_one_run() -> None:
    order = [question.aspect for question in MODEL.quick_scan]
    assert order == sorted(order, key=[aspect.id for aspect in MODEL.aspects].index)


@QUESTIONS
def test_a_question_is_one_question_that_is_said_in_three_ways(question: Question) -> None:
    assert question.spoken.endswith("?")
    assert question.spoken.count("?") == 1
    assert len({question.spoken, question.short, question.example}) == 3
    assert words(question.short) <= 10
    assert len(question.screen) <= 120


@QUESTIONS
def test_options_are_told_apart_by_their_first_word(question: Question) -> None:
    first = [answer.spoken.split()[0].lower() for answer in question.answers]
    assert len(set(first)) == len(first)


@QUESTIONS
def test_no_way_of_asking_is_longer_than_45_words_with_what_is_said_before_it(question: Question) -> None:
    before = 4 + max(words(answer.spoken) for other in MODEL.quick_scan for answer in other.answers)
    for asked in (question.spoken, question.short, question.example):
        assert before + words(turn(question, asked)) <= 45


def test_a_question_turn_is_at_most_30_words_in_the_median() -> None:
    assert median(words(turn(question, question.spoken)) for question in MODEL.quick_scan) <= 30


def test_four_options_are_rare() -> None:
    assert sum(len(question.answers) == 4 for question in MODEL.quick_scan) <= 4


def test_there_are_at_least_thirty_tips_with_a_first_step_for_every_aspect_and_level() -> None:
    assert len(MODEL.tips) >= 30
    assert all(tip.first_step and tip.text and tip.source for tip in MODEL.tips)
    assert {(tip.aspect, tip.level) for tip in MODEL.tips} == {
        (aspect.id, level.number) for aspect in MODEL.aspects for level in MODEL.levels
    }


@QUESTIONS
def test_every_answer_calls_for_a_tip_of_its_aspect(question: Question) -> None:
    for answer in question.answers:
        calling = [tip for tip in MODEL.tips if answer.id in tip.called_by.get(question.id, ())]
        assert calling, answer.id
        assert {tip.aspect for tip in calling} == {question.aspect}
