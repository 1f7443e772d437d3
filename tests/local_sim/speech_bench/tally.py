"""From outcomes to shares, as tables in Markdown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median

from tests.local_sim.speech_bench.cases import Kind
from tests.local_sim.speech_bench.trial import FREE, GRAMMAR, Outcome, Verdict
from tests.local_sim.speech_bench.voices import CONDITIONS

_Test = Callable[[Outcome], bool]


def share(outcomes: Iterable[Outcome], test: _Test) -> float:
    """Give the share (0-1) of the outcomes for which `test` holds; not a number when there are none."""
    held = [test(outcome) for outcome in outcomes]
    return sum(held) / len(held) if held else float("nan")


def by_ear(verdict: Verdict) -> _Test:
    """Test what the ear made of it."""
    return lambda outcome: outcome.ear is verdict


def by_service(verdict: Verdict) -> _Test:
    """Test what the service made of the ear's words."""
    return lambda outcome: outcome.service is verdict


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def phrases(outcomes: Sequence[Outcome]) -> str:
    """Tell of what is expected how much was right, by condition: with the grammar and freely, side by side."""
    expected = [outcome for outcome in outcomes if outcome.case.kind is not Kind.TALK]
    head = ["expected phrases", "n", "right", "not understood", "wrong", "freely: right", "freely: wrong"]
    head += ["service: right", "service: wrong", "freely: service right"]
    return table(head, (_phrases(name, _of(expected, name)) for name in CONDITIONS))


def _phrases(name: str, outcomes: Sequence[Outcome]) -> list[str]:
    closed, free = _ways(outcomes)
    tests = (by_ear(Verdict.RIGHT), by_ear(Verdict.MISSED), by_ear(Verdict.WRONG))
    served = (by_service(Verdict.RIGHT), by_service(Verdict.WRONG))
    return [
        name,
        str(len(closed)),
        *(_percent(share(closed, test)) for test in tests),
        *(_percent(share(free, test)) for test in (tests[0], tests[2])),
        *(_percent(share(closed, test)) for test in served),
        _percent(share(free, served[0])),
    ]


def kinds(outcomes: Sequence[Outcome]) -> str:
    """Tell the share that was right with the grammar, by sort of phrase and condition."""
    rows = []
    for kind in Kind:
        of_kind = [outcome for outcome in outcomes if outcome.case.kind is kind and outcome.way == GRAMMAR]
        if of_kind and kind is not Kind.TALK:
            parts = [_of(of_kind, name) for name in CONDITIONS]
            right = [_percent(share(part, by_ear(Verdict.RIGHT))) for part in parts]
            rows.append([kind.value, str(len(parts[0])), *right])
    return table(["right, by sort", "n each", *CONDITIONS], rows)


def talk(outcomes: Sequence[Outcome]) -> str:
    """Tell of talk that answers nothing how much was taken for an answer or a command, by ear and by the service."""
    others = [outcome for outcome in outcomes if outcome.case.kind is Kind.TALK]
    head = [
        "other talk",
        "n",
        "accepted by the ear",
        "freely: accepted",
        "service: accepted",
        "asked back",
        "typed: accepted",
    ]
    rows = [_talk(name, _of(others, name)) for name in CONDITIONS]
    return table(head, [*rows, _talk("all", others)])


def _talk(name: str, outcomes: Sequence[Outcome]) -> list[str]:
    closed, free = _ways(outcomes)
    ear, service = by_ear(Verdict.ACCEPTED), by_service(Verdict.ACCEPTED)
    shares = (share(closed, ear), share(free, ear), share(closed, service))
    back = share(closed, lambda each: each.asked_back)
    typed = share(closed, lambda each: each.typed is Verdict.ACCEPTED)
    return [name, str(len(closed)), *map(_percent, (*shares, back, typed))]


def speed(outcomes: Iterable[Outcome]) -> str:
    """Tell how much processor time a second of sound takes."""
    rows = []
    for way in (GRAMMAR, FREE):
        factors = sorted(outcome.work / outcome.seconds for outcome in outcomes if outcome.way == way)
        if factors:
            worst = factors[int(0.95 * (len(factors) - 1))]
            rows.append([way, f"{median(factors):.3f}", f"{worst:.3f}"])
    return table(["real-time factor", "median", "95 of 100 below"], rows)


def missed(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Give a line for everything that went wrong with the grammar."""
    for each in outcomes:
        if each.way == GRAMMAR and each.ear not in (Verdict.RIGHT, Verdict.REFUSED):
            asked = each.case.asked.question.id
            yield f"{each.ear:8} {each.condition:9} {each.voice:8} {asked} | {each.case.text} | {each.words}\n"


def _of(outcomes: Iterable[Outcome], condition: str) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.condition == condition]


def _ways(outcomes: Iterable[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    every = list(outcomes)
    return [each for each in every if each.way == GRAMMAR], [each for each in every if each.way == FREE]


def _percent(value: float) -> str:
    return "–" if value != value else f"{value:.1%}"
