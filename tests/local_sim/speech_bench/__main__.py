"""`make bench-speech`, or `python -m tests.local_sim.speech_bench --each 200`: how well the ear hears the scan.

Every phrase with every voice takes many hours; as many of each sort are drawn at random, the same each time. `--tuning`
takes the voices and the talk on which the ear's limits are set, `--missed` tells what went wrong.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import cycle

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from fulfillment.conversation.bot import Bot
from local_sim.listen.ear import Ear
from local_sim.listen.models import choose
from local_sim.voice.speaking import Voice
from model.load import load
from model.question import Question
from tests.local_sim.speech_bench import cases, tally, voices
from tests.local_sim.speech_bench.delay import delay_table, delays
from tests.local_sim.speech_bench.people import people
from tests.local_sim.speech_bench.trial import FREE, GRAMMAR, Outcome, Trial, outcomes

_EACH = 64
_SEED = 7


def main() -> None:
    """Measure and print tables in Markdown."""
    wanted = _wanted()
    model = load()
    bot, ear = Bot(model), Ear(choose(None, ()))
    bot.learn()
    began = time.monotonic()
    trials = drawn(
        model.questions if wanted.sixty else model.quick_scan,
        voices.TUNING if wanted.tuning else voices.REPORTING,
        "tuning" if wanted.tuning else "reporting",
        None if wanted.all else wanted.each,
    )
    found = _watched(outcomes(trials, ear, bot, (GRAMMAR, FREE)), len(trials))
    out = sys.stdout.write
    for made in (tally.phrases, tally.kinds, tally.talk, tally.speed):
        out(f"{made(found)}\n")
    out(f"{people(ear, bot, _SEED)}\n")
    out(f"{delay_table(delays(ear, model, wanted.turns))}\n")
    out(_memory())
    out(f"\n{len(trials)} × {len(voices.CONDITIONS)} utterances, {(time.monotonic() - began) / 60:.0f} minutes")
    out(f", {_worked() / 60:.0f} of one core\n")
    if wanted.missed:
        sys.stdout.writelines(tally.missed(found))


def drawn(questions: Sequence[Question], speakers: Sequence[Voice], talk: str, each: int | None) -> list[Trial]:
    """Draw `each` phrases of every sort, and have these and the lines of talk said by one speaker after the other; None
    has everything said by all."""
    others = list(cases.talk(questions, talk, _SEED))
    if each is None:
        said = [(case, voice) for case in (*cases.phrases(questions, _SEED), *others) for voice in speakers]
    else:
        said = list(zip((*cases.sample(questions, each, _SEED), *others), cycle(speakers), strict=False))
    return [Trial(case, voice, seed) for seed, (case, voice) in enumerate(said)]


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench-speech", description=__doc__)
    parser.add_argument("--each", type=int, default=_EACH, help=f"phrases of every sort (default {_EACH})")
    parser.add_argument("--all", action="store_true", help="everything: many hours")
    parser.add_argument("--sixty", action="store_true", help="all sixty questions, not the quick scan's twenty")
    parser.add_argument("--tuning", action="store_true", help="the voices and the talk of tuning")
    parser.add_argument("--missed", action="store_true", help="tell what went wrong")
    parser.add_argument("--turns", type=int, default=20, help="of the scan whose delays are measured (default 20)")
    return parser.parse_args()


def _watched(parts: Iterable[list[Outcome]], count: int) -> list[Outcome]:
    columns = (TextColumn("utterances"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        return [outcome for part in bar.track(parts, total=count) for outcome in part]


def _worked() -> float:
    """Give the processor's seconds, also of the voices, which are processes of their own."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _memory() -> str:
    command = [sys.executable, "-m", "tests.local_sim.speech_bench.memory"]
    sizes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return tally.table(["MB resident at most", "without an ear", "loaded", "after listening"], [["", *sizes]])


if __name__ == "__main__":
    main()
