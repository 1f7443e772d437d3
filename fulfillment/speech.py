"""The speech model of this machine: where fetched ones lie, and which one is used."""

from pathlib import Path

from fulfillment.settings import Settings
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
