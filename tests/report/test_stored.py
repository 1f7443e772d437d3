"""A stored report comes back as it was."""

import json

import pytest

from fulfillment.report import stored
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
