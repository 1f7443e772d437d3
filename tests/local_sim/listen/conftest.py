"""The real recogniser, and synthetic speakers."""

import os
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest

from local_sim.listen.models import choose

Say = Callable[..., bytes]
_ABSENT = "{} is not here: make voice and its tests run"


def needed(*modules: str) -> None:
    """Skip the test when one of these modules is not installed, unless everything is demanded."""
    for module in modules:
        if find_spec(module) is None:
            assert not os.environ.get("CHECKBOT_DEMAND_EVERYTHING"), _ABSENT.format(module)
            pytest.skip(_ABSENT.format(module))


@pytest.fixture(scope="session")
def ear() -> Any:
    needed("vosk")
    from local_sim.listen.ear import Ear

    return Ear(choose(None, ()))


@pytest.fixture(scope="session")
def say() -> Say:
    """Give the sound of words (16 kHz, mono) in a variant of espeak-ng's Dutch voice."""
    needed("espeakng_loader", "numpy")
    from local_sim.voice.speaking import Voice, spoken

    def said(words: str, variant: str = "") -> bytes:
        return spoken(words, Voice(variant, speed=150)).tobytes()

    return said
