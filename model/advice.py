"""From answers to tips, each with the answer that called for it. Pure.

need = (100 - points of the answer that calls) + 20 if the tip is for the aspect's level now + 15 per theme it helps
       + 10 if it fits role, sector or size (-30 if it is meant for others) + effect (0, 5, 10) - effort (0, 5, 10)
Every aspect gives its neediest tip, then the neediest second tips follow, up to twelve; the list is sorted by need.
After "weet ik niet" the points count as 50 + 10 x the tip's level, so that first steps come first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from model.question import Answer, Choice, Given, Question
from model.scoring import Result, score
from model.themes import Match, matches
from model.tip import Effect, Effort, Profile, Tip
from model.types import Model

FEWEST, MOST, PER_ASPECT = 5, 12, 2
_NOBODY = Profile()
_EFFECT = {Effect.SMALL: 0, Effect.MEDIUM: 5, Effect.LARGE: 10}
_EFFORT = {Effort.DAYS: 0, Effort.WEEKS: -5, Effort.MONTHS: -10}


@dataclass(frozen=True)
class Because:
    """Why a tip is given: the question, what was answered (None for "weet ik niet", () for none of several), what
    would be higher (() at the top), and what the respondent said that it helps with."""

    question: Question
    given: tuple[Answer, ...] | None
    higher: tuple[Answer, ...]
    wish: Match | None = None


@dataclass(frozen=True)
class Term:
    """One part of a need: why, and how many points it adds."""

    name: str
    points: int


@dataclass(frozen=True)
class Advice:
    """A tip, why this company gets it, and the parts of its need."""

    tip: Tip
    because: Because
    terms: tuple[Term, ...]

    @property
    def need(self) -> int:
        """The sum of the parts; higher is more urgent."""
        return sum(term.points for term in self.terms)


def advise(model: Model, given: Given, profile: Profile = _NOBODY) -> tuple[Advice, ...]:
    """Give 5 to 12 tips, most urgent first, for any set of answers to at least the quick scan's questions."""
    layers: list[list[Advice]] = []
    per_aspect: Counter[str] = Counter()
    for advice in _neediest_first(_candidates(model, given, profile)):
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


def _candidates(model: Model, given: Given, profile: Profile) -> Iterator[Advice]:
    result = score(model, given)
    wishes = matches(model, profile)
    for tip in model.tips:
        for question_id, calling in tip.called_by.items():
            if question_id not in given:
                continue
            question, choice = model.question(question_id), given[question_id]
            if choice is None or question.calls(choice, calling):
                yield _advice(tip, question, choice, result, profile, wishes)


def _advice(
    tip: Tip, question: Question, choice: Choice, result: Result, profile: Profile, wishes: tuple[Match, ...]
) -> Advice:
    helped = [wish for wish in wishes if wish.theme.id in tip.themes]
    terms = (
        _gap(tip, question, choice),
        Term("past bij jullie niveau", 20 if tip.level == result.aspects[tip.aspect].level else 0),
        Term("helpt bij wat je zei", 15 * len(helped)),
        Term("past bij rol, sector of grootte", _fit(tip, profile)),
        Term("effect", _EFFECT[tip.effect]),
        Term("inspanning", _EFFORT[tip.effort]),
    )
    given = None if choice is None else question.chosen(choice)
    because = Because(question, given, question.higher(choice), helped[0] if helped else None)
    return Advice(tip, because, tuple(term for term in terms if term.points))


def _gap(tip: Tip, question: Question, choice: Choice) -> Term:
    points = question.points(choice)
    if points is None:
        return Term("antwoord onbekend", 50 - 10 * tip.level)
    return Term("ruimte tot het hoogste antwoord", 100 - round(points))


def _fit(tip: Tip, profile: Profile) -> int:
    wanted = ((tip.roles, profile.role), (tip.sectors, profile.sector), (tip.sizes, profile.size))
    named = [(group, own) for group, own in wanted if group and own]
    if any(own not in group for group, own in named):
        return -30
    return 10 if named else 0
