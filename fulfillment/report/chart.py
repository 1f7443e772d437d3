"""The radar chart of the aspects: PNG for mail, SVG for the PDF.

matplotlib is imported on the first call, so that the web service, which draws nothing, never loads it.
A Figure of its own instead of pyplot keeps calls independent of each other.
"""

import logging
import math
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from fulfillment.report import fonts, words
from fulfillment.report.radar import at, before
from fulfillment.report.theme import Theme, own_theme
from fulfillment.report.types import Part, Report, Rung

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

WIDTH, HEIGHT = 1080, 760
"""Size of the picture in pixels; the mail shows it at half that width, so that it is crisp on a 2x screen."""

_DPI = 160
_FULL = 100
_PIXELS_PER_POINT = 2.55
_MIDDLE_ABOVE_BOTTOM = 390
_OUTSIDE, _LABEL_AT = 105, 115
_NAME_SIZE, _SCORE_SIZE, _RING_SIZE = 12.5, 11.5, 9.5
_FAMILIES = (fonts.FAMILY, "DejaVu Sans")
_INK, _MUTED, _LINE = "#16242b", "#4d5f68", "#aebbc1"
_BANDS = ("#ffffff", "#edf3f4")


def png(report: Report, theme: Theme | None = None) -> bytes:
    """Draw the aspects (at least three) of a report: WIDTH x HEIGHT pixels, PNG, on white."""
    file = BytesIO()
    _figure(report, theme or own_theme()).savefig(file, format="png", dpi=_DPI, metadata={"Software": None})
    return file.getvalue()


def svg(report: Report, theme: Theme | None = None) -> bytes:
    """Draw the same as SVG. Its words are outlines, so that it needs no fonts; `alt` says what it shows."""
    figure = _figure(report, theme or own_theme())
    from matplotlib import rc_context

    file = BytesIO()
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": report.scan_id}):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue()


def alt(report: Report) -> str:
    """Say in words what the chart shows."""
    scores = " ".join(f"{aspect.name}: {aspect.result}." for aspect in report.aspects)
    change = report.change if before(report) else None
    earlier = f" De streeplijn is de scan van {change.since_in_words}." if change else ""
    return f"Grafiek met de score per onderdeel. {scores}{earlier}"


def _figure(report: Report, theme: Theme) -> "Figure":
    # Without a writable home, matplotlib makes a folder for the time being by itself, but says so on stderr.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    _load_fonts()

    figure = Figure(figsize=(WIDTH / _DPI, HEIGHT / _DPI), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = _axes(figure)
    count = len(report.aspects)
    _draw_rings(axes, report.scale, count)
    past = before(report)
    _draw_line(axes, past, color=_MUTED, linewidth=1.6, linestyle=(0, (4, 3)), zorder=3)
    _draw_scores(axes, report.aspects, theme.accent)
    for index, aspect in enumerate(report.aspects):
        _draw_label(axes, aspect, at(_LABEL_AT, index, count))
    dashed = f" · streeplijn: {report.change.since_in_words}" if report.change and past else ""
    caption = f"Ringen: van niveau 1 (midden) tot en met niveau {report.scale[-1].number} (rand){dashed}"
    figure.text(0.5, 0.018, caption, size=_RING_SIZE, color=_MUTED, ha="center", family=_FAMILIES)
    return figure


@cache
def _load_fonts() -> None:
    from matplotlib.font_manager import fontManager

    for file in fonts.drawn_with():
        fontManager.addfont(file)


def _axes(figure: "Figure") -> "Axes":
    """Make axes over the whole figure, in score points around the middle of the radar."""
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    half = WIDTH / 2 / _PIXELS_PER_POINT
    below = _MIDDLE_ABOVE_BOTTOM / _PIXELS_PER_POINT
    axes.set_xlim(-half, half)
    axes.set_ylim(-below, HEIGHT / _PIXELS_PER_POINT - below)
    return axes


def _draw_rings(axes: "Axes", scale: tuple[Rung, ...], count: int) -> None:
    """Draw a band per level, outermost first, with its number on the way between the first two spokes."""
    edges = [step.minimum for step in scale] + [_FULL]
    for step, inner, outer in reversed(list(zip(scale, edges, edges[1:], strict=False))):
        corners = [at(outer, index, count) for index in range(count)]
        axes.fill(*zip(*corners, strict=True), facecolor=_BANDS[step.number % 2], edgecolor=_LINE, linewidth=0.8)
        place = at((inner + outer) / 2 * math.cos(math.pi / count), 0.5, count)
        look: Any = {"size": _RING_SIZE, "color": _MUTED, "family": _FAMILIES}
        axes.text(*place, str(step.number), ha="center", va="center", zorder=5, **look)


def _draw_scores(axes: "Axes", aspects: tuple[Part, ...], accent: str) -> None:
    count = len(aspects)
    scores = [aspect.score for aspect in aspects]
    if None not in scores:
        corners = [at(score or 0, index, count) for index, score in enumerate(scores)]
        axes.fill(*zip(*corners, strict=True), facecolor=accent, alpha=0.2, linewidth=0)
    _draw_line(axes, scores, color=accent, linewidth=2.4)
    for index, score in enumerate(scores):
        _draw_spoke(axes, at(_FULL, index, count), scored=score is not None)
        _draw_marker(axes, score, at(_OUTSIDE if score is None else score, index, count), accent)


def _draw_line(axes: "Axes", scores: Sequence[int | None], **look: Any) -> None:
    """Join the scores of neighbours; at an aspect without score the line stays open."""
    count = len(scores)
    for index, score in enumerate(scores):
        beside = scores[(index + 1) % count]
        if score is not None and beside is not None:
            ends = at(score, index, count), at(beside, index + 1, count)
            axes.plot(*zip(*ends, strict=True), solid_capstyle="round", **look)


def _draw_spoke(axes: "Axes", end: tuple[float, float], *, scored: bool) -> None:
    style = "solid" if scored else (0, (2, 3))
    axes.plot((0, end[0]), (0, end[1]), color=_LINE, linewidth=0.8, linestyle=style, zorder=1.5)


def _draw_marker(axes: "Axes", score: int | None, place: tuple[float, float], accent: str) -> None:
    """Mark a score on its spoke, or its absence outside the rings, where no score can be."""
    face, edge = ("white", _MUTED) if score is None else (accent, "white")
    axes.plot(*place, marker="o", markersize=8, color=face, markeredgecolor=edge, markeredgewidth=1.4, zorder=6)


def _draw_label(axes: "Axes", aspect: Part, place: tuple[float, float]) -> None:
    """Write the name, and below it the score, beside the end of a spoke."""
    x, y = place
    side: Literal["left", "center", "right"] = "center" if abs(x) < 1 else "left" if x > 0 else "right"
    middle = y + math.copysign(8, y) if side == "center" else y
    name = aspect.name.replace(" en ", "\nen ")
    score = words.NO_SCORE if aspect.score is None else f"{aspect.score} · niveau {aspect.level}"
    look: Any = {"ha": side, "ma": side, "family": _FAMILIES}
    upper = axes.text(x, middle + 1, name, size=_NAME_SIZE, weight="bold", color=_INK, va="bottom", **look)
    axes.text(x, middle - 2, score, size=_SCORE_SIZE, color=_MUTED, va="top", **look)
    _fit(upper)


def _fit(text: "Text") -> None:
    """Make a text smaller when it runs off the picture, whatever the editors call their aspects."""
    box = text.get_window_extent()
    over = max(box.x1 - WIDTH + 8, 8 - box.x0, 0)
    text.set_fontsize(_NAME_SIZE * (1 - over / box.width))
