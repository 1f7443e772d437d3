"""The radar chart of the aspects as paths of an Alexa Vector Graphic.

Source: Amazon's "APL Vector Graphics": `pathData` is that of SVG, with y downwards.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

WIDTH, HEIGHT = 640, 480
"""Size of the drawing, in its own units; the device scales it."""
FEWEST = 3
"""With fewer spokes there is no surface to draw."""

_RADIUS, _DOT = 150, 6
_MIDDLE = (WIDTH / 2, HEIGHT / 2)
_FULL = 100
_RINGS = (25, 50, 75, _FULL)
_LINE_HEIGHT = 30
_BESIDE, _AWAY, _HALF = 64, 14, 120

Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """One line of text: the middle of its baseline is at x, y."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Radar:
    """Four paths, `rings` at a quarter, half, three quarters and the whole, and the lines of text around them."""

    rings: str
    spokes: str
    area: str
    dots: str
    labels: tuple[Line, ...]


def radar(levels: Sequence[tuple[str, int]]) -> Radar:
    """Draw levels, each a name and 0-100, clockwise from the top, in WIDTH x HEIGHT. Raises ValueError for fewer than
    three."""
    count = len(levels)
    if count < FEWEST:
        raise ValueError(f"a radar needs {FEWEST} levels or more, not {count}")
    corners = [_at(level, place, count) for place, (_, level) in enumerate(levels)]
    rings, spokes = _frame(count)
    return Radar(
        rings=rings,
        spokes=spokes,
        area=_closed(corners),
        dots="".join(_dot(corner) for corner in corners),
        labels=tuple(line for place, level in enumerate(levels) for line in _label(level, place, count)),
    )


@cache
def _frame(count: int) -> tuple[str, str]:
    """Give the rings and the spokes, which are the same for all results."""
    rings = (_closed(_at(ring, place, count) for place in range(count)) for ring in _RINGS)
    spokes = (f"M{_written(_MIDDLE)}L{_written(_at(_FULL, place, count))}" for place in range(count))
    return "".join(rings), "".join(spokes)


def _at(level: float, place: int, count: int) -> Point:
    angle = 2 * math.pi * place / count
    distance = _RADIUS * level / _FULL
    return _MIDDLE[0] + distance * math.sin(angle), _MIDDLE[1] - distance * math.cos(angle)


def _closed(corners: Iterable[Point]) -> str:
    return f"M{'L'.join(_written(corner) for corner in corners)}Z"


def _dot(middle: Point) -> str:
    """A circle is two half ones: an arc that ends where it begins is not drawn."""
    left = _written((middle[0] - _DOT, middle[1]))
    arc = f"a{_DOT},{_DOT} 0 1 0 "
    return f"M{left}{arc}{2 * _DOT},0{arc}{-2 * _DOT},0Z"


def _written(point: Point) -> str:
    return ",".join(f"{round(value, 1):g}" for value in point)


def _label(level: tuple[str, int], place: int, count: int) -> list[Line]:
    """Write the name, broken at its last "en" when it has one, and the level below it: above or below the end of the
    spoke, and somewhat outwards."""
    name, value = level
    first, en, second = name.rpartition(" en ")
    texts = [first, f"en {second}", str(value)] if en else [name, str(value)]
    x, y = _at(_FULL, place, count)
    outwards = (x > _MIDDLE[0] + 1) - (x < _MIDDLE[0] - 1)
    top = y - _AWAY - _LINE_HEIGHT * (len(texts) - 1) if y <= _MIDDLE[1] + 1 else y + _AWAY + _LINE_HEIGHT * 2 / 3
    # A long name still has its whole width at the sides.
    middle = min(max(x + outwards * _BESIDE, _HALF), WIDTH - _HALF)
    return [Line(round(middle, 1), round(top + row * _LINE_HEIGHT, 1), text) for row, text in enumerate(texts)]
