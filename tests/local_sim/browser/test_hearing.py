"""Sound that comes in piece by piece, through the real recogniser."""

import time
from typing import Any

import pytest

from local_sim.browser.hearing import Hearing
from local_sim.errors import SimulatorError
from local_sim.listen.expected import of_question_asked
from model.load import load
from tests.local_sim.listen.conftest import needed

FIFTH = 6_400
EXPECTED = of_question_asked(load().questions[0])


@pytest.fixture(scope="module")
def ear() -> Any:
    needed("vosk", "espeakng_loader")
    from local_sim.listen.ear import Ear
    from local_sim.listen.models import choose

    return Ear(choose(None, ()))


@pytest.fixture(scope="module")
def sound() -> bytes:
    from local_sim.voice.speaking import Voice, spoken

    return spoken("op één plek", Voice("f2", speed=150)).tobytes() + bytes(3 * 32_000)


def test_words_show_while_they_are_said_and_the_answer_when_it_is_over(ear: Any, sound: bytes) -> None:
    hearing, partial = Hearing(ear, EXPECTED), set()
    for start in range(0, len(sound), FIFTH):
        hearing.take(sound[start : start + FIFTH])
        partial.add(hearing.words)
        if hearing.heard:
            break
    assert len(partial) >= 2
    assert hearing.heard
    assert hearing.heard.words.lower() == "op één plek"
    assert start < len(sound) - FIFTH
    assert 0 < hearing.behind < 2


def test_half_a_sample_and_what_comes_after_the_end_are_let_go(ear: Any, sound: bytes) -> None:
    hearing = Hearing(ear, EXPECTED)
    hearing.take(sound + b"\1")
    end = time.monotonic() + 10
    while hearing.heard is None and time.monotonic() < end:
        hearing.take(b"\1")
    assert hearing.heard
    hearing.take(sound)
    assert hearing.heard.words.lower() == "op één plek"


def test_more_sound_than_can_be_heard_is_refused(ear: Any) -> None:
    hearing = Hearing(ear, EXPECTED)
    with pytest.raises(SimulatorError, match="zo snel"):
        hearing.take(bytes(60 * 32_000))
    hearing.stop()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_listening_that_broke_off_is_told() -> None:
    class Broken:
        def listen(self, *_: object) -> None:
            raise MemoryError

    hearing = Hearing(Broken(), EXPECTED)  # type: ignore[arg-type]
    time.sleep(0.5)
    with pytest.raises(SimulatorError, match="brak af"):
        hearing.take(bytes(FIFTH))
