"""One role-play: a synthetic respondent and the service talk until the scan is over, aloud or in text."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from rich.console import Console

from local_sim.client import Client
from local_sim.listen.utterance import Utterance
from local_sim.platforms import Heard
from local_sim.respondent import Respondent
from local_sim.terminal import Page, attend

Mouth = Callable[[str, Heard], Utterance]
"""Says words in answer to what the bot said, and gives what was heard of them."""
_HEARD = "  Verstaan"


@dataclass(frozen=True)
class Course:
    """How it went: the bot's `last` words, the respondent's `turns`, the seconds of sound that were listened to
    (`spoken`, 0 in text), and those that all of it took to compute."""

    last: Heard
    turns: int
    spoken: float
    took: float


def play(
    client: Client,
    respondent: Respondent,
    console: Console,
    *,
    name: str,
    mouth: Mouth | None = None,
) -> Course:
    """Let `respondent`, who is called `name` in print, talk through `client`; with a `mouth` it is said aloud, and what
    was heard counts. Raises SimulatorError as Client, Respondent and Mouth do."""
    began = perf_counter()
    if mouth is None:
        last = attend(client, respondent.reply, console, echo=True, name=name)
        return Course(last, respondent.turns, 0.0, perf_counter() - began)
    page, seconds = Page(console, name, verbose=False), list[float]()

    def caller(heard: Heard) -> str:
        words = respondent.reply(heard)
        page.caller(words)
        utterance = mouth(words, heard)
        seconds.append(utterance.seconds)
        # A platform sends what it wrote down, also when that means nothing; only without a word it says "silence".
        return utterance.words or utterance.text

    last = attend(client, caller, console, echo=True, name=_HEARD)
    return Course(last, respondent.turns, sum(seconds), perf_counter() - began)
