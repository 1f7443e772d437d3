"""From answers to scores and levels, per aspect, area and overall. Pure.

An aspect scores the mean of its answered questions; an area and the whole score the mean of their aspects,
so that an aspect with one question more does not weigh more. "Weet ik niet" is left out, and counted as such.

A score is as sure as the share of the full scan behind it: with n of N questions answered, the doubt is
25 x (N - n) / N points to either side. Leaving an answer out can only widen it. N leaves out the questions that other
answers leave without sense; who answered one all the same is taken at his word, so that a higher answer elsewhere
never lowers a score.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from model.question import Given, Question
from model.types import Model

_WIDEST_DOUBT = 25


@dataclass(frozen=True)
class Score:
    """`value` 0-100 and `level` 1-5, both None when nothing was answered.

    `answered` of `asked` questions count; the full scan has `full`. `spread` is the distance (0-100) between the
    lowest and the highest answer, `doubt` how far (0-25) the full scan may well lie from this value.
    """

    value: int | None
    level: int | None
    answered: int
    asked: int
    full: int = 0
    spread: int = 0

    @property
    def doubt(self) -> int:
        """Points to either side; the widest when nothing is known."""
        if not self.full:
            return _WIDEST_DOUBT
        return round(Fraction(_WIDEST_DOUBT * max(0, self.full - self.answered), self.full))


@dataclass(frozen=True)
class Result:
    """The scores of one scan, keyed by aspect and area id, and the model version they were made with."""

    model_version: str
    overall: Score
    areas: dict[str, Score]
    aspects: dict[str, Score]

    @property
    def ranked(self) -> tuple[str, ...]:
        """Ids of the aspects that have a score, strongest first; equals keep the order of the model."""
        scored = {id: score.value for id, score in self.aspects.items() if score.value is not None}
        return tuple(sorted(scored, key=lambda id: -scored[id]))


def level_of(model: Model, value: Fraction | int) -> int:
    """Give the number of the highest level whose minimum `value` (0-100) reaches."""
    return max(level.number for level in model.levels if value >= level.minimum)


def means(model: Model, given: Given) -> dict[str, Fraction]:
    """Give the exact score (0-100) of each aspect with an answer. Unknown question ids raise KeyError."""
    known: dict[str, list[Fraction]] = {}
    for id, choice in given.items():
        question = model.question(id)
        points = question.points(choice)
        if points is not None:
            known.setdefault(question.aspect, []).append(points)
    return {aspect: mean(points) for aspect, points in known.items()}


def mean(values: Iterable[Fraction]) -> Fraction:
    """Give the mean of at least one value."""
    listed = list(values)
    return sum(listed, Fraction(0)) / len(listed)


def score(model: Model, given: Given) -> Result:
    """Score what was given. Questions that were never asked do not count; unknown question ids raise KeyError."""
    exact = means(model, given)
    applicable = model.applicable(given)
    aspects = {
        aspect.id: _aspect(model, given, [q for q in applicable if q.aspect == aspect.id], exact.get(aspect.id))
        for aspect in model.aspects
    }
    areas = {
        area.id: _combined(model, exact, {a.id: aspects[a.id] for a in model.aspects if a.area == area.id})
        for area in model.areas
    }
    return Result(model.version, _combined(model, exact, aspects), areas, aspects)


def _aspect(model: Model, given: Given, questions: list[Question], exact: Fraction | None) -> Score:
    asked = [question for question in questions if question.id in given]
    points = [p for question in asked if (p := question.points(given[question.id])) is not None]
    spread = round(max(points) - min(points)) if points else 0
    return _score(model, exact, len(points), len(asked), len(questions), spread)


def _combined(model: Model, exact: Mapping[str, Fraction], parts: Mapping[str, Score]) -> Score:
    known = [exact[id] for id in parts if id in exact]
    spread = round(max(known) - min(known)) if known else 0
    answered, asked, full = (sum(getattr(p, name) for p in parts.values()) for name in ("answered", "asked", "full"))
    return _score(model, mean(known) if known else None, answered, asked, full, spread)


def _score(model: Model, exact: Fraction | None, answered: int, asked: int, full: int, spread: int) -> Score:
    # Half a point is rounded up, as everybody does by hand.
    value = None if exact is None else floor(exact + Fraction(1, 2))
    # The level goes by the number that is shown.
    level = None if value is None else level_of(model, value)
    return Score(value, level, answered, asked, full, spread)
