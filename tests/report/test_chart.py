"""The radar chart: a picture of the promised size, drawn without a home folder and in silence."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from struct import unpack

import pytest

from fulfillment.report import chart, stored
from fulfillment.report.build import build
from fulfillment.report.change import Earlier
from fulfillment.report.theme import own_theme
from fulfillment.report.types import Report
from model.question import Given
from model.types import Model

ROOT = Path(__file__).parents[2]


def _size(png: bytes) -> tuple[int, int]:
    width, height = unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("answer", ["niets", "volop", None])
def test_it_draws_any_scan(model: Model, given: Given, answer: str | None) -> None:
    report = build(model, dict.fromkeys(given, answer), created=date(2026, 1, 1), scan_id="s")
    png = chart.png(report)
    assert png.startswith(b"\x89PNG")
    assert _size(png) == (chart.WIDTH, chart.HEIGHT)


def test_the_same_report_gives_the_same_picture(report: Report) -> None:
    assert chart.png(report) == chart.png(report)


def test_the_same_report_gives_the_same_drawing_with_words_as_outlines(report: Report) -> None:
    drawing = chart.svg(report)
    assert drawing == chart.svg(report)
    assert b"<text" not in drawing


def test_an_earlier_scan_is_drawn_and_told_when_it_can_be_compared(model: Model, given: Given) -> None:
    def built(earlier: Given | None) -> Report:
        past = Earlier(date(2025, 1, 1), earlier) if earlier else None
        return build(model, given, created=date(2026, 1, 1), scan_id="s", earlier=past)

    same = dict(given) | {"kanalen": "niets"}
    assert "De streeplijn is de scan van 1 januari 2025." in chart.alt(built(same))
    assert chart.svg(built(same)) != chart.svg(built(None))
    # Scope was one question then and is two now: a line would compare unlike things.
    assert "streeplijn" not in chart.alt(built({"kanalen": "niets"}))


def test_a_missing_score_looks_different_from_zero(model: Model, given: Given) -> None:
    zero, missing = (
        build(model, dict(given) | {"betrokken": answer}, created=date(2026, 1, 1), scan_id="s")
        for answer in ("niets", None)
    )
    assert chart.png(zero) != chart.png(missing)


def test_a_long_name_stays_on_the_picture(report: Report) -> None:
    area = report.areas[0]
    long = replace(area.aspects[1], name="Klanttevredenheidsonderzoeken")
    wide = replace(report, areas=(replace(area, aspects=(area.aspects[0], long)), *report.areas[1:]))
    figure = chart._figure(wide, own_theme())
    assert all(text.get_window_extent().x1 <= chart.WIDTH for text in figure.axes[0].texts)


def test_it_is_silent_without_a_usable_home(report: Report, tmp_path: Path) -> None:
    code = (
        "import sys; from fulfillment.report import chart, stored; "
        "assert 'matplotlib' not in sys.modules; chart.png(stored.load(sys.stdin.read()))"
    )
    environment = {"PATH": os.environ["PATH"], "HOME": "/dev/null", "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=stored.dump(report),
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
