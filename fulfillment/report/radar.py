"""The radar of the aspects as lines and places: what the chart of the mail and the drawing on the page share. Pure.

Source of the paths: SVG 2, "Paths" (absolute moves and lines, y downwards).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fulfillment.report import words
from fulfillment.report.types import Report

WIDTH, HEIGHT = 500, 410
"""Size of the drawing in its own units; its words can still be read when it is 280 pixels wide."""

_MIDDLE = (250, 204)
_RADIUS = 122
_FULL = 100
_LINE, _AWAY, _BESIDE, _HALF_LETTER = 21, 15, 44, 5.8

Point = tuple[float, float]
Scores = Sequence[int | None]


@dataclass(frozen=True)
class Text:
    """One line of text: the middle of its baseline is at x, y. `strong` for a name, not for a score."""

    x: float
    y: float
    text: str
    strong: bool


@dataclass(frozen=True)
class Radar:
    """Paths, and the words around them. `rings` has one per level; `area` is "" when an aspect has no score, `earlier`
    when there is no scan to compare with."""

    rings: tuple[str, ...]
    spokes: str
    area: str
    sides: str
    earlier: str
    dots: tuple[Point, ...]
    texts: tuple[Text, ...]


def radar(report: Report) -> Radar:
    """Draw the scores of a report, clockwise from the top, in WIDTH x HEIGHT."""
    scores = [aspect.score for aspect in report.aspects]
    count = len(scores)
    edges = [rung.minimum for rung in report.scale if rung.minimum] + [_FULL]
    return Radar(
        rings=tuple(_closed(_place(edge, index, count) for index in range(count)) for edge in edges),
        spokes="".join(_path((_MIDDLE, _place(_FULL, index, count))) for index in range(count)),
        area="" if None in scores else _closed(_points(scores)),
        sides=_sides(scores),
        earlier=_sides(before(report)),
        dots=tuple(_points(scores)),
        texts=tuple(text for index in range(count) for text in _label(report, index, count)),
    )


def before(report: Report) -> tuple[int | None, ...]:
    """Give the earlier scores to draw; none when one of today's was made of other questions than are compared."""
    moved = {part.name: part for part in report.change.parts} if report.change else {}
    comparable = all(part.score == moved[part.name].now for part in report.aspects if part.name in moved)
    found = tuple(moved[part.name].before if part.name in moved else None for part in report.aspects)
    return found if comparable and any(score is not None for score in found) else ()


def at(radius: float, index: float, count: int) -> Point:
    """Give the place on spoke `index` of `count`, clockwise from the top, with y upwards."""
    angle = 2 * math.pi * index / count
    return radius * math.sin(angle), radius * math.cos(angle)


def _place(score: float, index: int, count: int) -> Point:
    x, y = at(_RADIUS * score / _FULL, index, count)
    return round(_MIDDLE[0] + x, 1), round(_MIDDLE[1] - y, 1)


def _points(scores: Scores) -> list[Point]:
    return [_place(score, index, len(scores)) for index, score in enumerate(scores) if score is not None]


def _sides(scores: Scores) -> str:
    """Join the scores of neighbours; at an aspect without score the line stays open."""
    count = len(scores)
    beside = [(index, (index + 1) % count) for index in range(count)]
    pairs = [(one, scores[one], other, scores[other]) for one, other in beside]
    return "".join(
        _path((_place(here, one, count), _place(there, other, count)))
        for one, here, other, there in pairs
        if here is not None and there is not None
    )


def _path(points: Iterable[Point]) -> str:
    return f"M{'L'.join(f'{x:g},{y:g}' for x, y in points)}"


def _closed(points: Iterable[Point]) -> str:
    return f"{_path(points)}Z"


def _label(report: Report, index: int, count: int) -> list[Text]:
    """Write the name, broken at its "en", and the score below it: above or below the end of the spoke."""
    aspect = report.aspects[index]
    lines = aspect.name.replace(" en ", "\nen ").split("\n")
    score = words.NO_SCORE if aspect.score is None else f"{aspect.score} · niveau {aspect.level}"
    x, y = _place(_FULL, index, count)
    outwards = (x > _MIDDLE[0] + 1) - (x < _MIDDLE[0] - 1)
    half = _HALF_LETTER * max(map(len, (*lines, score)))
    middle = min(max(x + outwards * _BESIDE, half), WIDTH - half)
    top = y - _AWAY - _LINE * len(lines) if y <= _MIDDLE[1] else y + _AWAY + _LINE
    texts = [*((line, True) for line in lines), (score, False)]
    return [Text(round(middle, 1), round(top + row * _LINE, 1), text, bold) for row, (text, bold) in enumerate(texts)]
