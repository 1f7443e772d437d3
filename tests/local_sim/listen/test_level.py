import numpy as np
import pytest

from local_sim.listen.level import Level

RNG = np.random.default_rng(7)


def sound(volume: float, seconds: float) -> bytes:
    return RNG.normal(0, volume, int(16_000 * seconds)).clip(-32_768, 32_767).astype("<i2").tobytes()


@pytest.mark.parametrize("room", [0, 20, 300, 900])
def test_quiet_begins_when_the_voice_ends_in_a_room_of_any_noise(room):
    level = Level()
    level.take(sound(room, 1))
    level.take(sound(6_000, 1))
    assert level.quiet == 0
    level.take(sound(room, 0.7))
    assert level.quiet == pytest.approx(0.7, abs=0.021)


def test_a_room_without_a_voice_is_quiet_from_the_beginning():
    level = Level()
    level.take(sound(300, 2))
    assert level.quiet == level.seconds == pytest.approx(2)
