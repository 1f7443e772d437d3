"""From answers to scores and levels, per aspect, area and overall. Pure.

An aspect scores the mean of its answered questions; an area and the whole score the mean of their aspects,
so that an aspect with one question more does not weigh more. "Weet ik niet" is left out, and counted as such.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from model.types import Given, Model, Question


@dataclass(frozen=True)
class Score:
    """`value` 0-100 and `level` 1-5, both None when nothing was answered; `answered` of `asked` questions count."""

    value: int | None
    level: int | None
    answered: int
    asked: int


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


def score(model: Model, given: Given) -> Result:
    """Score what was given. Questions that were never asked do not count; unknown question ids raise KeyError."""
    asked = [model.question(id) for id in given]
    means: dict[str, Fraction] = {}
    aspects: dict[str, Score] = {}
    for aspect in model.aspects:
        questions = [question for question in asked if question.aspect == aspect.id]
        points = _points(questions, given)
        if points:
            means[aspect.id] = Fraction(sum(points), len(points))
        aspects[aspect.id] = _score(model, means.get(aspect.id), len(points), len(questions))
    areas = {
        area.id: _combined(model, means, aspects, (a.id for a in model.aspects if a.area == area.id))
        for area in model.areas
    }
    overall = _combined(model, means, aspects, aspects)
    return Result(model.version, overall, areas, aspects)


def _points(questions: Iterable[Question], given: Given) -> list[int]:
    return [question.answer(answer).score for question in questions if (answer := given[question.id]) is not None]


def _combined(model: Model, means: dict[str, Fraction], aspects: dict[str, Score], ids: Iterable[str]) -> Score:
    members = list(ids)
    known = [means[id] for id in members if id in means]
    mean = sum(known, Fraction(0)) / len(known) if known else None
    return _score(model, mean, sum(aspects[id].answered for id in members), sum(aspects[id].asked for id in members))


def _score(model: Model, mean: Fraction | None, answered: int, asked: int) -> Score:
    if mean is None:
        return Score(None, None, answered, asked)
    # The level goes by the number that is shown.
    return Score(round(mean), level_of(model, round(mean)), answered, asked)
