"""The glass box in words: every answer with its points, and how they add up."""

from collections.abc import Iterator
from fractions import Fraction

from fulfillment.report import words
from fulfillment.report.highlights import shown
from fulfillment.report.types import Asked
from model.glassbox import Derivation, Line
from model.scoring import mean


def asked(derivation: Derivation) -> Iterator[Asked]:
    """Give every question with the answer given and what it counts for, in the order of the model."""
    for aspect in derivation.aspects:
        for line in aspect.lines:
            yield Asked(
                aspect.aspect.name,
                line.question.screen,
                _answer(line),
                line.points is not None,
                words.counts_for(None if line.points is None else _figure(line.points)),
            )


def sums(derivation: Derivation) -> Iterator[str]:
    """Give one line per aspect, and one for the whole."""
    for aspect in derivation.aspects:
        points = [_figure(line.points) for line in aspect.lines if line.points is not None]
        yield words.aspect_sum(aspect.aspect.name, points, None if aspect.mean is None else _figure(aspect.mean))
    known = [aspect.mean for aspect in derivation.aspects if aspect.mean is not None]
    yield words.total_sum([_figure(part) for part in known], _figure(mean(known)) if known else None)


def _answer(line: Line) -> str:
    return words.UNKNOWN if line.choice is None else shown(*line.question.chosen(line.choice))


def _figure(value: Fraction) -> str:
    """Write a number as Dutch does, with at most one decimal: "54", "87,5"."""
    return f"{float(value):.1f}".removesuffix(".0").replace(".", ",")
