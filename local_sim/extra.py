"""The extra "voice": whether what talking and listening need is installed."""

from importlib.util import find_spec

from local_sim import espeak
from local_sim.errors import SpeechError

_NEEDED = ("numpy", "pyttsx3", "vosk")


def has_voice() -> bool:
    """Tell whether a conversation can be held aloud."""
    try:
        espeak.found()
    except SpeechError:
        return False
    return all(find_spec(name) for name in _NEEDED)
