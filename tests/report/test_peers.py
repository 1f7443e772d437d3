"""How others score: a spread over at least twenty other companies, or nothing."""

from collections import Counter
from dataclasses import replace

import pytest

from fulfillment.report.peers import FEWEST, Peers, compared, count, spread
from fulfillment.report.types import Report
from model.form import Form
from model.question import Given
from model.scoring import score
from model.types import Model


def test_it_is_the_middle_half_and_the_middle() -> None:
    found = spread("Data", 90, Counter(range(1, 101, 4)))
    assert found is not None
    assert (found.companies, found.low, found.middle, found.high, found.own) == (25, 25, 49, 73, 90)
    assert found.told == ("De middelste helft van 25 andere bedrijven scoort 25 tot 73. Jullie zitten met 90 erboven.")


@pytest.mark.parametrize(("own", "place"), [(10, "eronder"), (50, "daarbinnen"), (90, "erboven")])
def test_it_says_where_this_company_is(own: int, place: str) -> None:
    found = spread("Data", own, {25: 10, 50: 10, 75: 10}, Form.U)
    assert found is not None
    assert found.told.endswith(f"U zit met {own} {place}.")


@pytest.mark.parametrize(
    ("counts", "shown"),
    [({40: 19}, False), ({40: 20}, True), ({40: 19, 50: 1}, False), ({40: 20, 50: 1}, True), ({}, False)],
    ids=["19", "20", "19 and this one", "20 and this one", "nobody"],
)
def test_at_least_twenty_others_stand_behind_a_number(counts: dict[int, int], shown: bool) -> None:  # noqa: FBT001
    assert FEWEST == 20
    assert (spread("Data", 50, counts) is not None) is shown


def test_each_score_has_its_own_twenty(report: Report) -> None:
    peers = Peers(report.model_version, {"Totaal": {50: 30}, "Data": {50: 30}, "Scope": {50: 19}})
    assert [found.name for found in compared(report, peers).spreads] == ["Totaal", "Data"]


def test_scores_of_another_version_are_not_compared(report: Report) -> None:
    assert compared(report, Peers("ander.9", {"Totaal": {50: 30}})) == report


def test_an_aspect_without_a_score_is_not_compared(report: Report) -> None:
    area = report.areas[0]
    unknown = replace(area.aspects[0], score=None, level=None, level_name=None)
    without = replace(report, areas=(replace(area, aspects=(unknown,)),))
    assert compared(without, Peers(report.model_version, {"Scope": {50: 30}})).spreads == ()


def test_counting_keeps_numbers_only(model: Model, given: Given) -> None:
    peers = count(model, [score(model, given), score(model, given), score(model, {"kanalen": "volop"})])
    assert peers.model_version == model.version
    assert peers.counts["Totaal"] == {44: 2, 100: 1}
    assert peers.counts["Scope"] == {45: 2, 100: 1}
    assert peers.counts["Data"] == {30: 2}
