import io

import numpy as np
import pytest
from rich.console import Console

from local_sim.talk.meter import Meter, decibels

HALF = (np.ones(1_600, "<i2") * 16_384).tobytes()


@pytest.mark.parametrize(("frame", "level"), [(b"", -60), (bytes(3_200), -60), (HALF, -6.02), (HALF[:2], -6.02)])
def test_the_level_is_in_decibels_below_the_loudest(frame, level):
    assert decibels(frame) == pytest.approx(level, abs=0.01)


def test_a_terminal_shows_the_level_and_the_words_so_far():
    page = io.StringIO()
    with Meter(Console(file=page, force_terminal=True, width=80)) as meter:
        meter.sound(HALF)
        meter.words("ik denk")
    assert "█" * 18 + "\x1b" in page.getvalue().replace("\x1b[32m", "")
    assert "ik denk" in page.getvalue()


def test_elsewhere_nothing_is_printed():
    page = io.StringIO()
    with Meter(Console(file=page)) as meter:
        meter.sound(HALF)
        meter.sound(bytes(3_200))
    assert page.getvalue() == ""
    assert meter.loudest == pytest.approx(-6.02, abs=0.01)


def test_each_answer_has_a_loudest_of_its_own():
    meter = Meter(Console(file=io.StringIO()))
    with meter:
        meter.sound(HALF)
    with meter:
        pass
    assert meter.loudest == -60
