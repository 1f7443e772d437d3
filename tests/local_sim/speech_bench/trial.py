"""One case, said by one voice in every condition, and heard both ways: with the grammar, and freely."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from os import cpu_count

from fulfillment.conversation.bot import Bot
from local_sim.listen.ear import Ear
from local_sim.listen.recording import Recording
from local_sim.voice.sound import Samples
from local_sim.voice.speaking import Voice, spoken
from tests.local_sim.speech_bench.cases import Case, Kind
from tests.local_sim.speech_bench.service import Taken, taken
from tests.local_sim.speech_bench.voices import CONDITIONS, in_a_room

GRAMMAR, FREE = "grammar", "free"


class Verdict(StrEnum):
    """Of what is expected: RIGHT, MISSED, WRONG. Of other talk: REFUSED, ACCEPTED."""

    RIGHT = "right"
    MISSED = "missed"
    WRONG = "wrong"
    REFUSED = "refused"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class Outcome:
    """What the ear made of a case, and what the service then made of the ear's words; `typed` is what the service makes
    of the text itself. `seconds` is the sound that was listened to, `work` the seconds of processor time that took."""

    case: Case
    voice: str
    condition: str
    way: str
    words: str
    ear: Verdict
    service: Verdict
    typed: Verdict
    asked_back: bool
    seconds: float
    work: float


@dataclass(frozen=True)
class Trial:
    """A case and who says it; `seed` is of the noise."""

    case: Case
    voice: Voice
    seed: int


def outcomes(trials: Iterable[Trial], ear: Ear, bot: Bot, ways: tuple[str, ...]) -> Iterator[list[Outcome]]:
    """Do the trials on all cores, one after the other as they were given; each is spoken once, for all conditions.

    Threads are enough: espeak-ng has a process of its own, and Vosk lets other threads go on while it works.
    """
    with ThreadPoolExecutor(cpu_count()) as pool:
        yield from pool.map(lambda trial: list(_conditions(trial, ear, bot, ways)), trials)


def _conditions(trial: Trial, ear: Ear, bot: Bot, ways: tuple[str, ...]) -> Iterator[Outcome]:
    samples = in_a_room(spoken(trial.case.text, trial.voice))
    for name, condition in CONDITIONS.items():
        sound = condition(samples, trial.seed)
        for way in ways:
            found = heard(trial.case, sound, ear, bot, way)
            yield replace(found, voice=trial.voice.variant, condition=name)


def heard(case: Case, sound: Samples, ear: Ear, bot: Bot, way: str = GRAMMAR) -> Outcome:
    """Let the ear listen to `sound`, and judge what it heard."""
    expected = replace(case.asked.expected, free=case.asked.expected.free or way == FREE)
    began = time.thread_time()
    utterance = ear.listen(Recording(sound.astype("<i2").tobytes()).frames(), expected)
    work = time.thread_time() - began
    got = taken(bot, case.asked.question, utterance.words)
    return Outcome(
        case,
        "",
        "",
        way,
        utterance.words,
        _by_ear(case, utterance.words if utterance.matched else ""),
        _by_service(case, got, bot),
        _by_service(case, taken(bot, case.asked.question, case.text), bot),
        got.asked_back,
        utterance.seconds,
        work,
    )


def _by_ear(case: Case, matched: str) -> Verdict:
    if case.kind is Kind.TALK:
        return Verdict.ACCEPTED if matched else Verdict.REFUSED
    if not matched:
        return Verdict.MISSED
    return Verdict.RIGHT if case.asked.means(matched) & case.asked.means(case.text) else Verdict.WRONG


def _by_service(case: Case, got: Taken, bot: Bot) -> Verdict:
    """An answer that was typed is the measure: the service need not know every phrase at every moment."""
    certain = got.means and not got.asked_back
    if case.kind is Kind.TALK:
        return Verdict.ACCEPTED if certain else Verdict.REFUSED
    if got == taken(bot, case.asked.question, case.text):
        return Verdict.RIGHT
    return Verdict.WRONG if certain else Verdict.MISSED
