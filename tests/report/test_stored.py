"""A stored report comes back as it was."""

import json
from pathlib import Path

import pytest

from fulfillment.report import stored
from fulfillment.report.html import render_html
from fulfillment.report.text import render_text
from fulfillment.report.types import Report


def test_a_report_survives_storage(report: Report) -> None:
    assert stored.load(stored.dump(report)) == report


def test_it_is_plain_json(report: Report) -> None:
    assert json.loads(stored.dump(report))["overall"]["score"] == 44


def test_a_field_that_a_later_version_added_does_no_harm(report: Report) -> None:
    text = json.dumps(json.loads(stored.dump(report)) | {"later": 1})
    assert stored.load(text) == report


@pytest.mark.parametrize("text", ["", "{}", "niets"])
def test_something_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        stored.load(text)


def test_a_report_of_an_older_version_still_renders() -> None:
    old = stored.load((Path(__file__).parent / "stored" / "2026.1.json").read_text(encoding="utf-8"))
    assert old.model_version == "2026.1"
    assert "Begin klein, met één soort vraag" in render_html(old)
    assert "Begin klein, met één soort vraag" in render_text(old)
