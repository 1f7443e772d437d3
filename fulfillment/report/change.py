"""What changed since an earlier scan of the same respondent, on the questions that were answered both times. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from fulfillment.report import wording
from fulfillment.report.types import Change, Moved
from model.question import Choice, Given, Kind, Question
from model.scoring import mean, means
from model.types import Model

_HALF = Fraction(1, 2)
"""Half a point is rounded up, as in model.scoring."""


@dataclass(frozen=True)
class Earlier:
    """An earlier scan: the day it was finished, and what was given, also to questions that no longer exist."""

    finished: date
    given: Given


def change(model: Model, given: Given, earlier: Earlier) -> Change | None:
    """Compare, by the points of today; None when no question was answered both times.

    A question that came to ask something else has a new id (see model/released), so an id that is still there may be
    compared.
    """
    same = {
        question.id
        for question in model.scored
        if _counts(question, given.get(question.id)) and _counts(question, earlier.given.get(question.id))
    }
    if not same:
        return None
    before, now = _scores(model, earlier.given, same), _scores(model, given, same)
    parts = tuple(Moved(aspect.name, before[aspect.id], now[aspect.id]) for aspect in model.aspects if aspect.id in now)
    whole = Moved(wording.WHOLE, before[""], now[""])
    told = wording.changed(earlier.finished, whole.before, whole.now, len(same))
    return Change(earlier.finished.isoformat(), told, whole, parts)


def _scores(model: Model, given: Given, same: set[str]) -> Mapping[str, int]:
    """Give the score of each aspect by its id, and of the whole by ""."""
    exact = means(model, {id: given[id] for id in same})
    return {id: floor(value + _HALF) for id, value in {**exact, "": mean(exact.values())}.items()}


def _counts(question: Question, choice: Choice) -> bool:
    if choice is None or (question.kind is Kind.SEVERAL) != isinstance(choice, tuple):
        return False
    try:
        return question.points(choice) is not None
    except KeyError:  # the answer no longer exists
        return False
