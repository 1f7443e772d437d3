"""From answers to tips, each with the answer that called for it. Pure.

need = (100 - points of the answer that calls) + 20 if the tip is for the aspect's level now (-15 for each level above)
       + 25 per theme it helps with + 10 if it fits role, sector or size (-60 if for others)
       + effect (0, 5, 10) - effort (0, 5, 10)
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
    wishes: tuple[Match, ...] = ()


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
    """Give 5 to 12 tips, most urgent first, for any set of answers to at least the quick scan's questions.

    Whatever a respondent said to want or fear is helped by at least one of them, where the answers call for one.
    """
    wishes = matches(model, profile)
    candidates = _neediest_first(_candidates(model, given, profile, wishes))
    chosen = _spread(candidates)
    for wish in wishes:
        chosen = _helping(wish, chosen, candidates)
    return tuple(_neediest_first(chosen))


def _spread(candidates: list[Advice]) -> list[Advice]:
    """Choose the neediest tip of each aspect, then the neediest second tips, and so on while there are too few."""
    layers: list[list[Advice]] = []
    per_aspect: Counter[str] = Counter()
    for advice in candidates:
        place = per_aspect[advice.tip.aspect]
        per_aspect[advice.tip.aspect] += 1
        if place == len(layers):
            layers.append([])
        layers[place].append(advice)
    by_turn = [advice for layer in layers for advice in layer]
    usual = sum(len(layer) for layer in layers[:PER_ASPECT])
    return by_turn[: max(FEWEST, min(MOST, usual))]


def _helping(wish: Match, chosen: list[Advice], candidates: list[Advice]) -> list[Advice]:
    """Take in the neediest tip that helps with a wish, in place of the least needy one that helps with none."""
    helping = [advice for advice in candidates if wish in advice.because.wishes]
    if not helping or any(wish in advice.because.wishes for advice in chosen):
        return chosen
    spare = [advice for advice in chosen if not advice.because.wishes]
    dropped = spare[-1:] if len(chosen) >= MOST else []
    kept = [advice for advice in chosen if advice not in dropped]
    return [*kept, helping[0]] if len(kept) < MOST else chosen


def _neediest_first(advices: Iterable[Advice]) -> list[Advice]:
    """Sort by need and keep each tip once, for the answer that needs it most."""
    ranked = sorted(advices, key=lambda advice: -advice.need)
    return list({advice.tip.id: advice for advice in reversed(ranked)}.values())[::-1]


def _candidates(model: Model, given: Given, profile: Profile, wishes: tuple[Match, ...]) -> Iterator[Advice]:
    result = score(model, given)
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
    helped = tuple(wish for wish in wishes if wish.theme.id in tip.themes)
    terms = (
        _gap(tip, question, choice),
        _level(tip, result.aspects[tip.aspect].level),
        *(Term(f"helpt bij “{wish.said}”", 25) for wish in helped),
        _fit(tip, profile),
        Term("effect", _EFFECT[tip.effect]),
        Term("inspanning", _EFFORT[tip.effort]),
    )
    given = None if choice is None else question.chosen(choice)
    because = Because(question, given, question.higher(choice), helped)
    return Advice(tip, because, tuple(term for term in terms if term.points))


def _gap(tip: Tip, question: Question, choice: Choice) -> Term:
    points = question.points(choice)
    if points is None:
        return Term("antwoord onbekend", 50 - 10 * tip.level)
    return Term("ruimte tot het hoogste antwoord", 100 - round(points))


def _level(tip: Tip, level: int | None) -> Term:
    if level is not None and tip.level > level:
        return Term("hoort bij een hoger niveau", -15 * (tip.level - level))
    return Term("past bij (jullie|uw) niveau", 20 if tip.level == level else 0)


def _fit(tip: Tip, profile: Profile) -> Term:
    """A role is a matter of taste; advice for another sector or size is no advice."""
    needed = ((tip.sectors, profile.sector), (tip.sizes, profile.size))
    if any(group and own and own not in group for group, own in needed):
        return Term("meer voor een andere sector of grootte", -60)
    fits = any(own and own in group for group, own in (*needed, (tip.roles, profile.role)))
    return Term("past bij rol, sector of grootte", 10 if fits else 0)
