"""The glass box: the whole way from answers to scores, level and tips, in one structure that can be shown. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from model.advice import Advice, advise
from model.question import Choice, Given, Question
from model.scoring import Result, Score, means, score
from model.themes import Match, matches
from model.tip import Profile
from model.types import Aspect, Model


@dataclass(frozen=True)
class Line:
    """One question, what was answered (None: "weet ik niet"), and the points (0-100) it counts for, if it counts."""

    question: Question
    choice: Choice
    points: Fraction | None


@dataclass(frozen=True)
class AspectSum:
    """How an aspect got its score: the lines that were asked, their exact mean, and the score it rounds to."""

    aspect: Aspect
    lines: tuple[Line, ...]
    mean: Fraction | None
    score: Score


@dataclass(frozen=True)
class Derivation:
    """All of it: per aspect the answers and their mean, the result made of those, the themes that were heard and the
    phrases that told them, and every part of each tip's need."""

    aspects: tuple[AspectSum, ...]
    result: Result
    themes: tuple[Match, ...]
    advice: tuple[Advice, ...]


def derive(model: Model, given: Given, profile: Profile | None = None) -> Derivation:
    """Derive score, level and tips from what was given, keeping every step. Unknown question ids raise KeyError."""
    profile = profile or Profile()
    exact = means(model, given)
    result = score(model, given)
    sums = tuple(
        AspectSum(aspect, _lines(model, given, aspect), exact.get(aspect.id), result.aspects[aspect.id])
        for aspect in model.aspects
    )
    return Derivation(sums, result, matches(model, profile), advise(model, given, profile))


def _lines(model: Model, given: Given, aspect: Aspect) -> tuple[Line, ...]:
    asked = (question for question in model.scored if question.aspect == aspect.id and question.id in given)
    return tuple(Line(question, given[question.id], question.points(given[question.id])) for question in asked)
