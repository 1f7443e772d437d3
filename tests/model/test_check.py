"""What `content check` says of a model with a mistake, beyond what stops the service from starting."""

from dataclasses import replace
from pathlib import Path

import pytest

from model.check import uncovered
from model.load import load
from model.rules import broken
from model.spelling import misspelled
from model.types import Model
from model.versions import changes, record

MODEL = load()


def with_question(**changed: object) -> Model:
    """The model with its first question changed."""
    return replace(MODEL, questions=(replace(MODEL.questions[0], **changed), *MODEL.questions[1:]))  # type: ignore[arg-type]


LONG = "Op hoeveel plekken kunnen klanten met jullie chatten of appen " + "en ook nog bellen " * 10 + "of mailen?"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"spoken": LONG}, "spoken telt met de opties meer dan 45 woorden"),
        ({"spoken": LONG}, "een zin van meer dan 22 woorden"),
        ({"spoken": "Waar? En hoe?"}, "stelt niet precies één vraag"),
        ({"short": MODEL.questions[0].spoken}, "zeggen hetzelfde"),
        ({"why": "Omdat " * 30}, "why telt meer dan 24 woorden"),
        ({"screen": "x" * 121}, "screen telt meer dan 120 tekens"),
        ({"answers": MODEL.questions[0].answers * 2}, "meer dan 4 opties"),
        ({"answers": MODEL.questions[0].answers[:1] * 2}, "beginnen met hetzelfde woord"),
    ],
)
def test_a_broken_rule_is_told_with_its_remedy(changed: dict[str, object], told: str) -> None:
    assert any(told in line and "; " in line for line in broken(with_question(**changed)))


def test_a_tip_that_is_too_long_to_say_is_told() -> None:
    tips = (replace(MODEL.tips[0], spoken="woord " * 20), *MODEL.tips[1:])
    assert any("spoken telt meer dan 14 woorden" in line for line in broken(replace(MODEL, tips=tips)))


def test_an_answer_without_a_tip_is_told() -> None:
    tips = tuple(tip for tip in MODEL.tips if "scope-kanalen" not in tip.called_by)
    assert any("vraag scope-kanalen: antwoord nergens" in line for line in uncovered(replace(MODEL, tips=tips)))


def test_a_level_without_tips_is_told() -> None:
    tips = tuple(tip for tip in MODEL.tips if (tip.aspect, tip.level) != ("data", 3))
    assert any("te weinig tips voor niveau 3 (0)" in line for line in uncovered(replace(MODEL, tips=tips)))


def test_a_typing_error_is_told() -> None:
    assert any("'kanaalen' ken ik niet" in line for line in misspelled(with_question(screen="Welke kanaalen?")))


@pytest.fixture
def released(tmp_path: Path) -> Path:
    (tmp_path / "1.json").write_text(record(MODEL), encoding="utf-8")
    return tmp_path


def test_an_unchanged_model_is_what_was_released(released: Path) -> None:
    assert list(changes(MODEL, released)) == []


def test_other_answers_need_a_new_id(released: Path) -> None:
    other = with_question(answers=MODEL.questions[0].answers[:-1])
    assert any("geef een nieuw id" in line for line in changes(other, released))


def test_other_words_need_a_declared_equivalence(released: Path) -> None:
    other = with_question(spoken="Waar kunnen klanten met jullie praten?")
    assert any("equivalent_to" in line for line in changes(other, released))
    assert list(changes(with_question(spoken="Waar?", equivalent_to=("1",)), released)) == []


@pytest.mark.parametrize("changed", [{"aspect": "data"}, {"enough": 2}, {"answers": MODEL.questions[0].answers[::-1]}])
def test_another_meaning_needs_a_new_id(released: Path, changed: dict[str, object]) -> None:
    assert list(changes(with_question(**changed), released))


def test_an_equivalence_names_a_released_version(released: Path) -> None:
    other = with_question(equivalent_to=("0",))
    assert any("onbekende versie 0" in line for line in changes(other, released))


def test_a_version_goes_out_once(released: Path) -> None:
    (released / "1.json").rename(released / f"{MODEL.version}.json")
    fewer = replace(MODEL, questions=MODEL.questions[1:])
    assert any("geef version een nieuw nummer" in line for line in changes(fewer, released))


def test_a_question_that_is_gone_does_no_harm(released: Path) -> None:
    assert list(changes(replace(MODEL, questions=MODEL.questions[1:]), released)) == []
