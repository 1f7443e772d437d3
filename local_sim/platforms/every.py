"""All platforms by the name of their channel."""

from collections.abc import Callable, Mapping

from local_sim.errors import SimulatorError
from local_sim.platforms import Platform
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs

PLATFORMS: Mapping[str, Callable[[str | None], Platform]] = {
    "alexa": lambda user: Alexa(user=user),
    "actions": lambda user: Actions(user=user),
    "dialogflow-es": lambda user: DialogflowEs(user=user),
    "dialogflow-cx": lambda user: DialogflowCx(user=user),
}


def platform(channel: str, user: str = "") -> Platform:
    """Give the platform of `channel` with one caller, known by `user` when that is not "".

    Raises SimulatorError for another channel.
    """
    if channel not in PLATFORMS:
        raise SimulatorError(f"kanaal {channel} ken ik niet: kies --channel {', '.join(PLATFORMS)}")
    return PLATFORMS[channel](user or None)
