"""One answer of the caller: heard, and given to the platform."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from local_sim.client import Client
from local_sim.listen.ear import Ear
from local_sim.listen.expected import Expected
from local_sim.listen.utterance import Utterance
from local_sim.platforms import Heard


class Watch(Protocol):
    """Is told, while somebody speaks, what comes in."""

    def sound(self, frame: bytes) -> None:
        """Take a frame that is listened to."""

    def words(self, partial: str) -> None:
        """Take the words so far."""


@dataclass(frozen=True)
class Answer:
    """What was heard in one turn. `sound` is all that was listened to, at RATE of listen/level.py; `took` is the
    seconds from its end until the words were there."""

    utterance: Utterance
    sound: bytes
    took: float


def listened(ear: Ear, frames: Iterable[bytes], expected: Expected, watch: Watch) -> Answer:
    """Listen to one answer. Raises what `frames` raises."""
    sound, last = bytearray(), perf_counter()

    def passing() -> Iterator[bytes]:
        nonlocal last
        for frame in frames:
            sound.extend(frame)
            watch.sound(frame)
            last = perf_counter()
            yield frame

    utterance = ear.listen(passing(), expected, watch.words)
    return Answer(utterance, bytes(sound), perf_counter() - last)


def replied(client: Client, utterance: Utterance) -> Heard:
    """Give the platform's reply to what was heard: words, silence, or sound in which there were no words.

    Raises SimulatorError as Client does.
    """
    if utterance.silent:
        return client.silence()
    return client.say(utterance.words) if utterance.words else client.no_match()
