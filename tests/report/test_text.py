"""The plain text stands alone."""

from dataclasses import replace
from datetime import date

import pytest

from fulfillment.report.build import build
from fulfillment.report.text import WIDTH, render_text
from fulfillment.report.types import Report
from model.question import Given
from model.types import Model


@pytest.mark.parametrize("answer", ["niets", "deels", "volop", None])
def test_no_line_is_too_long(model: Model, given: Given, answer: str | None) -> None:
    report = build(model, dict.fromkeys(given, answer), created=date(2026, 1, 1), scan_id="s")
    assert max(map(len, render_text(report).splitlines())) <= WIDTH


def test_a_long_heading_or_name_is_wrapped_too(report: Report) -> None:
    long = replace(report, title="Een heel lange titel " * 6, scan_id="x" * 60)
    assert max(map(len, render_text(long).splitlines())) <= WIDTH


def test_it_tells_everything_the_html_tells(report: Report) -> None:
    text = " ".join(render_text(report).split())
    assert all(tip.because in text and tip.source in text for tip in report.tips)
    assert all(f"{part.name}: {part.result}" in text for part in report.aspects)
    assert all(asked.question in text and asked.answer in text for asked in report.questions)
    assert report.about in text
    assert report.left_out in text


def test_it_does_not_mention_the_picture(report: Report) -> None:
    assert "grafiek" not in render_text(report).lower()
    assert "<" not in render_text(report)
