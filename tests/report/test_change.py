"""What changed since an earlier scan: like with like, and nothing where nothing can be compared."""

from datetime import date

import pytest

from fulfillment.report.build import build
from fulfillment.report.change import Earlier, change
from fulfillment.report.html import render_html
from fulfillment.report.text import render_text
from model.question import Given
from model.types import Model

DAY = date(2026, 3, 3)
EARLIER = {"kanalen": "niets", "klantreis": "niets", "oplossen": "volop"}
"""The made-up model's questions of scope (0 then, 45 now) and of ervaring (100 both times)."""


def test_it_compares_the_questions_answered_both_times(model: Model, given: Given) -> None:
    found = change(model, given, Earlier(DAY, EARLIER))
    assert found is not None
    assert [(part.name, part.before, part.now, part.step) for part in found.parts] == [
        ("Scope", 0, 45, 45),
        ("Gebruikerservaring", 100, 100, 0),
    ]
    assert (found.whole.before, found.whole.now) == (50, 73)
    assert found.told == (
        "Sinds 3 maart 2026 steeg de score van 50 naar 73 punten. "
        "Vergeleken op de 3 vragen die beide keren zijn beantwoord."
    )


@pytest.mark.parametrize(
    ("earlier", "told"),
    [
        ({"oplossen": "volop"}, "bleef de score gelijk, op 100 punten. Vergeleken op de ene vraag die beide keren is"),
        ({"kanalen": "volop"}, "daalde de score van 100 naar 60 punten"),
    ],
)
def test_it_says_how_the_score_moved(model: Model, given: Given, earlier: Given, told: str) -> None:
    found = change(model, given, Earlier(DAY, earlier))
    assert found is not None
    assert told in found.told


@pytest.mark.parametrize(
    "earlier",
    [
        {},
        {"verdwenen": "volop"},
        {"kanalen": "verdwenen"},
        {"kanalen": None},
        {"kanalen": ("deels",)},
        {"leren": "deels"},
    ],
    ids=["nothing", "no such question", "no such answer", "not known then", "of another kind", "not known now"],
)
def test_what_cannot_be_compared_is_left_out(model: Model, given: Given, earlier: Given) -> None:
    assert change(model, given, Earlier(DAY, earlier)) is None


def test_the_first_report_has_no_change_and_the_second_shows_it(model: Model, given: Given) -> None:
    first, second = (
        build(model, given, created=date(2026, 10, 5), scan_id="s", earlier=earlier)
        for earlier in (None, Earlier(DAY, EARLIER))
    )
    for render in (render_text, render_html):
        assert "Sinds 3 maart 2026" not in render(first)
        assert "Sinds 3 maart 2026 steeg de" in " ".join(render(second).split())
    assert second.change is not None
    assert second.change.told in second.summary
