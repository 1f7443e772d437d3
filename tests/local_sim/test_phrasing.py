from dataclasses import replace

import pytest

from local_sim.phrasing import FORMS, voiced
from model.question import Answer


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("think", "ik denk soms wel"),
        ("ordinal", "eh, doe maar de tweede"),
        ("keyword", "soms"),
        ("hesitate", "eh, soms wel"),
        ("last", "de tweede"),
        ("own words", "soms wel"),
    ],
)
def test_an_option_can_be_said_in_many_ways(model, form, said):
    question = model.questions[0]
    assert voiced(question, question.answers[1], form) == said


def test_the_last_option_is_called_the_last_and_names_keep_their_capitals(model):
    question = model.questions[0]
    assert voiced(question, question.answers[2], "last") == "de laatste"
    assert voiced(question, question.answers[2], "own words") == "WhatsApp elke dag"


def test_a_keyword_that_means_something_else_is_not_used(model):
    some = Answer("some", 50, "Soms wel", "Soms", ("elke dag", "stop", "af en toe"))
    question = replace(model.questions[0], answers=(some, model.questions[0].answers[2]))
    assert voiced(question, some, "keyword") == "af en toe"


def test_every_form_says_every_option(model):
    question = model.questions[0]
    assert all(voiced(question, answer, form) for answer in question.answers for form in FORMS)
