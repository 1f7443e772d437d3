"""What the processes around a sound device have in common; player.py plays, capture.py listens.

miniaudio needs no system package: it finds ALSA, PulseAudio, CoreAudio or WASAPI by itself, and converts any device's
sound to the rate that is asked for.
"""

import os
import sys
import threading
from typing import Any

NO_DEVICE, NO_LIBRARY = 3, 4
"""Exit codes: there is no device that can be opened; miniaudio is missing."""
NOWHERE = "nowhere"
"""The argument that goes on in real time without a device: what is played is not heard, what is heard is silence."""
STARTED = b"started\n"
"""Written when the first sound goes to the device, or comes from it."""


def options(milliseconds: int) -> dict[str, Any]:
    """Give miniaudio's options for a device with one channel that keeps so much sound. Raises ImportError."""
    import miniaudio

    unwanted = {miniaudio.Backend.CUSTOM, miniaudio.Backend.NULL}
    real = [backend for backend in miniaudio.Backend if backend not in unwanted]
    return {
        "nchannels": 1,
        "buffersize_msec": milliseconds,
        "backends": [miniaudio.Backend.NULL] if NOWHERE in sys.argv else real,
        "app_name": "Checkbot",
    }


def end_with_the_other() -> None:
    """End this process when the one that started it, which keeps our standard input open, is gone."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(0)
