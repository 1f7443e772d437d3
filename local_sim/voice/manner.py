"""How a synthetic respondent sounds: the voice, and what lies between it and the recogniser."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, Field


@dataclass(frozen=True)
class Manner:
    """A Dutch voice of espeak-ng in a room, at a distance, over a line.

    `variant`, `pitch` (0-99) and `speed` (80-450 words per minute) as in voice.speaking.Voice; `noise` is how many
    decibels (-10 to 60) the room is softer than the voice, None for a silent room; `level` changes how loud it all is,
    in decibels (-40 to 20); `telephone` leaves what a telephone line leaves.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    variant: Annotated[str, Field(max_length=40, pattern=r"^[\w-]*$")] = "f2"
    pitch: Annotated[int, Field(ge=0, le=99)] = 50
    speed: Annotated[int, Field(ge=80, le=450)] = 165
    noise: Annotated[float, Field(ge=-10, le=60)] | None = None
    level: Annotated[float, Field(ge=-40, le=20)] = 0.0
    telephone: bool = False
