"""Known scores lie at known places of the drawing."""

import re
from dataclasses import replace

import pytest

from fulfillment.report.radar import HEIGHT, WIDTH, before, radar
from fulfillment.report.types import Area, Change, Moved, Part, Report


def points(path: str) -> list[tuple[float, ...]]:
    return [tuple(map(float, point.split(","))) for point in re.findall(r"-?[\d.]+,-?[\d.]+", path)]


def scored(report: Report, *scores: int | None) -> Report:
    level = {None: None}
    parts = tuple(
        Part(f"Deel {n}", score, level.get(score, 3), level.get(score, "Bouwer"), 1, 1)
        for n, score in enumerate(scores)
    )
    return replace(report, areas=(Area(report.overall, parts),), change=None)


def test_full_scores_lie_on_the_outer_ring_clockwise_from_the_top(report: Report) -> None:
    drawn = radar(scored(report, 100, 100, 100, 100))
    assert points(drawn.area) == [(250, 82), (372, 204), (250, 326), (128, 204)]
    assert drawn.rings[-1] == drawn.area
    assert len(drawn.rings) == len(report.scale)


def test_half_a_score_lies_halfway_and_none_in_the_middle(report: Report) -> None:
    assert points(radar(scored(report, 0, 50, 0)).area)[0] == (250, 204)
    assert points(radar(scored(report, 0, 50, 0, 0)).area)[1] == (311, 204)


def test_without_a_score_there_is_no_surface_no_dot_and_no_line_to_it(report: Report) -> None:
    drawn = radar(scored(report, 50, None, 50, 50))
    assert drawn.area == ""
    assert len(drawn.dots) == 3
    assert drawn.sides.count("M") == 2
    assert "geen score" in [text.text for text in drawn.texts]


def test_a_ring_goes_round_in_one_line_per_side(report: Report) -> None:
    assert radar(scored(report, 50, 50, 50)).sides.count("M") == 3


@pytest.mark.parametrize("name", ["Processen en inrichting", "Gebruikerservaring", "Data"])
def test_every_name_stays_within_the_drawing(report: Report, name: str) -> None:
    parts = tuple(replace(part, name=name) for part in scored(report, 1, 2, 3, 4, 5, 6).aspects)
    drawn = radar(replace(report, areas=(Area(report.overall, parts),)))
    for text in drawn.texts:
        half = 5.5 * len(text.text)
        assert half <= text.x <= WIDTH - half
        assert 16 <= text.y <= HEIGHT - 5


def test_the_earlier_scan_is_drawn_where_it_can_be_compared(report: Report) -> None:
    now = scored(report, 50, 60, 70)
    change = Change(
        "2026-01-01", "", Moved("Totaal", 0, 60), tuple(Moved(p.name, 10, p.score or 0) for p in now.aspects)
    )
    assert radar(replace(now, change=change)).earlier.count("M") == 3
    other = replace(change, parts=(replace(change.parts[0], now=51), *change.parts[1:]))
    assert before(replace(now, change=other)) == ()
    assert radar(now).earlier == ""
