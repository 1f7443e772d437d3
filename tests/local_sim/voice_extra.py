"""What the voice tests need: the extra "voice", installed."""

import importlib.util
import os

import pytest

ABSENT = "no voice: make voice installs it"


def require() -> None:
    """Skip the module, or fail where everything is demanded, when a package of the extra is missing."""
    missing = [name for name in ("espeakng_loader", "miniaudio", "pyttsx3") if not importlib.util.find_spec(name)]
    if missing:
        pytest.fail(ABSENT) if os.environ.get("CHECKBOT_DEMAND_EVERYTHING") else pytest.skip(
            ABSENT, allow_module_level=True
        )
