"""How long a report takes to render: the median of twenty, in one process, of the longest report there is.

python -m tests.report.bench
"""

import sys
import time
from collections.abc import Callable
from statistics import median

from fulfillment.examples import DOORS, example
from fulfillment.report import chart
from fulfillment.report.html import render_html
from fulfillment.report.pdf import render_pdf
from fulfillment.report.text import render_text
from fulfillment.report.types import Report
from tests.report.test_pdf import everything

_TIMES = 20


def main() -> None:
    """Print milliseconds: the first time, which loads what renders, and the median of the next."""
    renders: dict[str, Callable[[Report], object]] = {
        "chart PNG": chart.png,
        "chart SVG": chart.svg,
        "PDF, with its chart": lambda report: render_pdf(report, doors=DOORS),
        "HTML": lambda report: render_html(report, doors=DOORS),
        "text": lambda report: render_text(report, doors=DOORS),
    }
    reports = {"example": example("webshop"), "longest": everything()}
    sys.stdout.write(f"{'ms':22}{'first':>8}{''.join(f'{name:>10}' for name in reports)}\n")
    for name, render in renders.items():
        first = _took(render, reports["example"])
        middle = [median(_took(render, report) for _ in range(_TIMES)) for report in reports.values()]
        sys.stdout.write(f"{name:22}{first:8.1f}{''.join(f'{value:10.1f}' for value in middle)}\n")


def _took(render: Callable[[Report], object], report: Report) -> float:
    began = time.perf_counter()
    render(report)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
