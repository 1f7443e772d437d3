"""Known levels lie at known points of the radar chart."""

import re

import pytest

from fulfillment.channels.alexa.radar import HEIGHT, WIDTH, radar
from fulfillment.channels.alexa.screen import document
from tests.channels.test_alexa_screen import RESULT


def test_the_drawing_and_its_frame_have_one_size() -> None:
    graphic = document("result")["graphics"]["radar"]
    assert (graphic["width"], graphic["height"]) == (WIDTH, HEIGHT)


def points(path: str) -> list[tuple[float, ...]]:
    return [tuple(map(float, point.split(","))) for point in re.findall(r"-?[\d.]+,-?[\d.]+", path)]


def test_full_levels_lie_on_the_outer_ring_clockwise_from_the_top() -> None:
    drawn = radar([("a", 100), ("b", 100), ("c", 100), ("d", 100)])
    assert points(drawn.area) == [(320, 90), (470, 240), (320, 390), (170, 240)]
    assert drawn.rings.endswith(drawn.area)


def test_a_level_of_zero_lies_in_the_middle_and_half_a_level_halfway() -> None:
    assert points(radar([("a", 0), ("b", 50), ("c", 0), ("d", 0)]).area) == [(320, 240), (395, 240), *[(320, 240)] * 2]


def test_the_levels_keep_their_order() -> None:
    drawn = radar(RESULT.levels)
    assert points(drawn.area)[0] == (320, 240)
    assert points(drawn.area)[3] == (320, 330)
    assert [line.text for line in drawn.labels][:7] == [
        "Scope", "0", "Gebruikerservaring", "20", "Processen", "en inrichting", "40"
    ]  # fmt: skip


@pytest.mark.parametrize("count", [3, 4, 5, 6, 8])
def test_names_stay_within_the_drawing(count: int) -> None:
    for line in radar([("Gebruikerservaring", 50)] * count).labels:
        # The letters of the names are less than half as wide as high (28) on average.
        half = len(line.text) * 13.2 / 2
        assert half <= line.x <= WIDTH - half
        assert 24 <= line.y <= HEIGHT - 8


def test_two_levels_make_no_radar() -> None:
    with pytest.raises(ValueError, match="needs 3 levels"):
        radar([("a", 1), ("b", 2)])
