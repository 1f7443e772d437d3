"""The real recogniser, and synthetic speakers."""

import io
import os
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest

from local_sim.listen.models import choose

Say = Callable[..., bytes]
_DEMANDED = os.environ.get("CHECKBOT_DEMAND_EVERYTHING")
_ABSENT = "{} is not here: pip install 'maturity-checkbot[voice]' and its tests run"


def needed(*modules: str) -> None:
    """Skip the test when one of these modules is not installed, unless everything is demanded."""
    for module in modules:
        if find_spec(module) is None:
            assert not _DEMANDED, _ABSENT.format(module)
            pytest.skip(_ABSENT.format(module))


@pytest.fixture(scope="session")
def ear() -> Any:
    needed("vosk")
    from local_sim.listen.ear import Ear

    return Ear(choose(None, ()))


@pytest.fixture(scope="session")
def say() -> Say:
    """Give the sound of words (16 kHz, mono), spoken by espeak-ng of the system or of espeakng-loader."""
    needed("soundfile", "soxr")
    import numpy as np
    import soundfile
    import soxr

    speak = _speaker()

    def said(words: str, voice: str = "nl", speed: int = 150, pitch: int = 50) -> bytes:
        samples, rate = soundfile.read(io.BytesIO(speak(words, voice, speed, pitch)))
        return bytes((soxr.resample(samples, rate, 16_000) * 26_000).astype(np.int16).tobytes())

    return said


def _speaker() -> Callable[[str, str, int, int], bytes]:
    program = shutil.which("espeak-ng")
    if program is None:
        message = "espeak-ng is not here: install it and the tests of listening run"
        assert not _DEMANDED, message
        pytest.skip(message)

    def speak(words: str, voice: str, speed: int, pitch: int) -> bytes:
        options = ["-v", voice, "-s", str(speed), "-p", str(pitch), "--stdout"]
        return subprocess.run([program, *options, words], capture_output=True, check=True).stdout

    return speak
