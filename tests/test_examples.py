"""The three example companies: their reports in docs/ are what is built, and differ as a consultant would expect."""

from pathlib import Path

import pytest

from fulfillment.examples import DOORS, example
from fulfillment.report.html import render_html
from fulfillment.report.pdf import render_pdf
from fulfillment.report.text import render_text
from local_sim.company import NAMES

DOCS = Path(__file__).parent.parent / "docs" / "examples"


@pytest.mark.parametrize("name", NAMES)
def test_the_report_in_docs_is_what_is_built(name: str) -> None:
    """Run `checkbot content examples` after a change of content or report."""
    assert (DOCS / f"{name}.txt").read_text(encoding="utf-8") == render_text(example(name), doors=DOORS)
    assert (DOCS / f"{name}.html").read_text(encoding="utf-8") == render_html(example(name), f"{name}.png", doors=DOORS)
    assert (DOCS / f"{name}.pdf").read_bytes() == render_pdf(example(name), doors=DOORS)


def test_the_levels_rise_from_starter_to_front_runner() -> None:
    assert [example(name).overall.level for name in NAMES] == [2, 3, 5]


def test_starter_and_front_runner_share_no_tip() -> None:
    starter, _, frontrunner = ({tip.title for tip in example(name).tips} for name in NAMES)
    assert not starter & frontrunner


@pytest.mark.parametrize("name", NAMES)
def test_every_report_answers_what_was_said(name: str) -> None:
    report = example(name)
    assert report.wishes
    for wish in report.wishes:
        assert any(f"({wish.title.lower()})" in tip.because.lower() for tip in report.tips), wish.title


@pytest.mark.parametrize("name", NAMES)
def test_no_practice_example_is_told_twice(name: str) -> None:
    told = [tip.example for tip in example(name).tips if tip.example]
    assert len(set(told)) == len(told)
