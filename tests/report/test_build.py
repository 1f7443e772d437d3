"""What the report says for strong, weak, unknown and unfinished scans."""

from datetime import date

import pytest

from fulfillment.report import words
from fulfillment.report.build import build
from fulfillment.report.types import Report
from model.form import Form, in_form
from model.question import Given
from model.types import Model


def je(text: str) -> str:
    return in_form(text, Form.JE)


def _built(model: Model, given: Given) -> Report:
    return build(model, given, created=date(2026, 10, 5), scan_id="scan-7")


def _all(model: Model, answer: str | None) -> dict[str, str | None]:
    return {question.id: answer for question in model.questions}


def test_it_gives_score_and_level_overall_and_per_aspect(report: Report) -> None:
    assert report.overall.result == "44 punten, niveau 3 (Bouwer)"
    assert [aspect.score for aspect in report.aspects] == [45, 100, 60, 0, 30, 30]


def test_it_names_the_date_in_dutch(report: Report) -> None:
    assert report.date_in_words == "5 oktober 2026"


def test_the_weakest_aspect_is_named_with_its_question(report: Report) -> None:
    assert [highlight.title for highlight in report.weakest] == ["Verandermanagement"]
    assert "Hoe worden medewerkers meegenomen" in report.weakest[0].text


def test_strong_aspects_come_strongest_first(report: Report) -> None:
    assert [h.title for h in report.strengths] == ["Gebruikerservaring", "Processen en inrichting", "Scope"]


def test_equally_weak_aspects_are_all_named(model: Model) -> None:
    report = _built(model, _all(model, "volop") | {"koppeling": "niets", "betrokken": "niets"})
    assert [highlight.title for highlight in report.weakest] == ["Verandermanagement", "Technologie"]


def test_a_good_answer_stands_in_for_a_strong_aspect(model: Model) -> None:
    report = _built(model, _all(model, "niets") | {"kanalen": "deels"})
    assert report.strong == je(words.BRIGHT_SPOTS)
    assert report.strengths[0].text.startswith("Op de vraag “Via welke kanalen")


@pytest.mark.parametrize(
    ("answer", "strong", "weak"),
    [
        ("niets", je(words.NOTHING_STRONG), je(words.WEAK_EVEN)),
        ("volop", je(words.STRONG), je(words.WEAK_TOP)),
        (None, je(words.STRONG_UNKNOWN), je(words.WEAK_UNKNOWN)),
    ],
)
def test_even_scans_get_sentences_that_are_true(model: Model, answer: str | None, strong: str, weak: str) -> None:
    report = _built(model, _all(model, answer))
    assert (report.strong, report.weak) == (strong, weak)
    assert report.weakest == ()


def test_an_aspect_is_not_both_strong_and_weakest(model: Model) -> None:
    report = _built(model, {"oplossen": "volop", "koppeling": "deels"})
    assert {h.title for h in report.strengths}.isdisjoint(h.title for h in report.weakest)


@pytest.mark.parametrize("answer", ["niets", "proef", "deels", "volop", None])
def test_there_are_at_least_five_tips(model: Model, answer: str | None) -> None:
    assert len(_built(model, _all(model, answer)).tips) >= 5


def test_a_scan_that_stopped_early_gets_five_tips_that_say_so(model: Model) -> None:
    report = _built(model, {"kanalen": "deels"})
    assert len(report.tips) == 5
    assert sum("niet aan bod gekomen" in tip.because for tip in report.tips) == 4


@pytest.mark.parametrize(
    ("answer", "because"),
    [
        (
            "proef",
            "jullie antwoord: “Er loopt een eerste proef, met een paar mensen”. Een stap hoger is: “Voor",
        ),
        ("volop", "Dat is al het hoogste antwoord. Deze tip helpt om dat vast te houden"),
        (None, "jullie antwoord: “weet ik niet”. Zoek dat eerst uit."),
    ],
)
def test_a_tip_says_which_answer_called_for_it(model: Model, answer: str | None, because: str) -> None:
    assert because in _built(model, _all(model, answer)).tips[0].because


def test_every_question_comes_back_with_its_answer(given: Given, report: Report) -> None:
    assert len(report.questions) == len(given)
    assert (report.questions[-1].answer, report.questions[-1].counted) == ("weet ik niet", False)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kanalen": "deels"}, "7 vragen van de quick scan zijn niet aan bod gekomen en tellen niet mee."),
        ({"kanalen": None}, "Bij 1 van de 1 vraag was het antwoord"),
        ({"kanalen": None, "leren": None}, "Bij alle 2 vragen was het antwoord"),
    ],
)
def test_it_says_what_the_score_leaves_out(model: Model, given: Given, told: str) -> None:
    assert told in _built(model, given).left_out


def test_a_complete_scan_leaves_nothing_out(model: Model) -> None:
    assert _built(model, _all(model, "deels")).left_out == ""


def test_without_any_known_answer_there_is_no_score(model: Model) -> None:
    report = _built(model, _all(model, None))
    assert (report.overall.result, report.meaning) == ("geen score", je(words.NO_MEANING))


def test_an_unknown_question_is_refused(model: Model) -> None:
    with pytest.raises(KeyError):
        _built(model, {"bestaat-niet": "ja"})
