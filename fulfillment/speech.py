"""The speech of this machine: whether it can speak and listen, where fetched models lie, and which one is used."""

from importlib.util import find_spec
from pathlib import Path

from fulfillment.settings import Settings
from local_sim import espeak
from local_sim.errors import SpeechError
from local_sim.listen.models import SpeechModel, choose
from local_sim.listen.public import public


def speech_folder() -> Path:
    """Give the folder of fetched models, by the habit of the platform (such as ~/.local/share/checkbot/speech)."""
    from platformdirs import user_data_path

    return user_data_path("checkbot", appauthor=False) / "speech"


def the_model(settings: Settings) -> SpeechModel:
    """Give the model of CHECKBOT_SPEECH_MODEL, else the largest fetched one, else the one that comes along.

    Raises SimulatorError.
    """
    fetched = tuple(speech_folder() / model.name for model in reversed(public().values()))
    return choose(settings.speech_model, fetched)


def has_voice() -> bool:
    """Tell whether a conversation can be held aloud: the extra "voice" is installed."""
    try:
        espeak.found()
    except SpeechError:
        return False
    return find_spec("vosk") is not None
