"""Recordings that lie beside the project, and do not come along: people, and another synthesiser."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from fulfillment.conversation.bot import Bot
from local_sim.listen.ear import Ear
from local_sim.listen.expected import Expected
from local_sim.listen.recording import record_of
from local_sim.words import folded
from model.question import Kind as Asks
from tests.local_sim.speech_bench.cases import Asked, Case, Kind
from tests.local_sim.speech_bench.tally import by_ear, by_service, share, table
from tests.local_sim.speech_bench.trial import Outcome, Verdict, heard
from tests.local_sim.speech_bench.voices import in_a_room

FOLDER = Path(__file__).parents[4] / "shared" / "speech"
_SETS = {
    "dialogue": "acted dialogue",
    "gc_color": "colours, a woman's",
    "ktuberling": "things, single words",
    "wavenet": "home commands, another synthesiser",
}


def people(ear: Ear, bot: Bot, seed: int) -> str:
    """Tell how many are told apart when they are what is expected, and how many are taken for an answer when a
    question of the scan was asked: none of them is one."""
    if not FOLDER.is_dir():
        return "No recordings of people beside the project, in ../shared/speech: not measured.\n"
    head = ["recordings", "n", "told apart", "accepted by the ear", "service: accepted", "typed: accepted"]
    every = json.loads((FOLDER / "recordings.json").read_text(encoding="utf-8"))
    sets = {name: [one for one in every if one["set"] == name] for name in _SETS}
    return table(head, (_row(name, recordings, ear, bot, seed) for name, recordings in sets.items() if recordings))


def _row(name: str, recordings: list[dict[str, str]], ear: Ear, bot: Bot, seed: int) -> list[str]:
    expected = Expected(tuple(one["text"] for one in recordings))
    right = 0
    for one in recordings:
        words = ear.listen(record_of(FOLDER / one["wav"]).frames(quiet=2), expected).words
        right += folded(words) == folded(one["text"])
    others = list(_others(recordings, ear, bot, seed))
    return [
        _SETS[name],
        str(len(recordings)),
        f"{right / len(recordings):.1%}",
        f"{share(others, by_ear(Verdict.ACCEPTED)):.1%} of {len(others)}",
        f"{share(others, by_service(Verdict.ACCEPTED)):.1%}",
        f"{share(others, lambda each: each.typed is Verdict.ACCEPTED):.1%}",
    ]


def _others(recordings: list[dict[str, str]], ear: Ear, bot: Bot, seed: int) -> Iterator[Outcome]:
    """Hear each as the answer to a question of the scan, unless it happens to be one."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    asked = [Asked(question) for question in bot.model.quick_scan if question.kind is not Asks.OPEN]
    for one in recordings:
        case = Case(chance.choice(asked), one["text"], Kind.TALK)
        if not case.asked.means(case.text):
            sound = record_of(FOLDER / one["wav"]).sound
            yield heard(case, in_a_room(np.frombuffer(sound, "<i2")), ear, bot)
