"""From answers to tips, each with the answer that called for it. Pure.

Need of a tip = 100 - score of the answer that calls for it (after "weet ik niet": 50 - 10 x the tip's level),
plus 20 when the tip is written for the level the aspect has now. Every aspect gives its neediest tip,
then the neediest second tips follow, up to ten; the list is sorted by need.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from model.scoring import Result, score
from model.types import Answer, Given, Model, Question, Tip

FEWEST, MOST, PER_ASPECT = 5, 10, 2
_NEED_UNKNOWN, _LESS_PER_LEVEL, _NEED_LEVEL = 50, 10, 20


@dataclass(frozen=True)
class Because:
    """The answer that called for a tip. `given` is None for "weet ik niet"; `higher` is None at the top."""

    question: Question
    given: Answer | None
    higher: Answer | None


@dataclass(frozen=True)
class Advice:
    """A tip, why this company gets it, and its need (0-120; higher is more urgent)."""

    tip: Tip
    because: Because
    need: int


def advise(model: Model, given: Given) -> tuple[Advice, ...]:
    """Give 5 to 10 tips, most urgent first, for any set of answers to at least the quick scan's questions."""
    layers: list[list[Advice]] = []
    per_aspect: Counter[str] = Counter()
    for advice in _neediest_first(_candidates(model, given, score(model, given))):
        place = per_aspect[advice.tip.aspect]
        per_aspect[advice.tip.aspect] += 1
        if place == len(layers):
            layers.append([])
        layers[place].append(advice)
    by_turn = [advice for layer in layers for advice in layer]
    usual = sum(len(layer) for layer in layers[:PER_ASPECT])
    return tuple(_neediest_first(by_turn[: max(FEWEST, min(MOST, usual))]))


def _neediest_first(advices: Iterable[Advice]) -> list[Advice]:
    """Sort by need and keep each tip once, for the answer that needs it most."""
    ranked = sorted(advices, key=lambda advice: -advice.need)
    return list({advice.tip.id: advice for advice in reversed(ranked)}.values())[::-1]


def _candidates(model: Model, given: Given, result: Result) -> Iterator[Advice]:
    for tip in model.tips:
        level = result.aspects[tip.aspect].level
        fits = _NEED_LEVEL if tip.level == level else 0
        for question_id, calling in tip.called_by.items():
            if question_id not in given:
                continue
            answer_id = given[question_id]
            question = model.question(question_id)
            if answer_id is None:
                yield Advice(tip, Because(question, None, None), _NEED_UNKNOWN - _LESS_PER_LEVEL * tip.level + fits)
            elif answer_id in calling:
                answer = question.answer(answer_id)
                higher = question.next_step(answer_id)
                yield Advice(tip, Because(question, answer, higher), 100 - answer.score + fits)
