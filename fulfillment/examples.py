"""The reports of the example companies, as they stand in docs/examples."""

from datetime import date
from pathlib import Path

from fulfillment.report import chart
from fulfillment.report.build import build
from fulfillment.report.doors import Doors
from fulfillment.report.html import render_html
from fulfillment.report.pdf import render_pdf
from fulfillment.report.text import render_text
from fulfillment.report.types import Report
from local_sim.company import NAMES, company
from model.load import load
from model.tip import Profile

_DAY = date(2026, 11, 22)
"""Fixed, so that the same content gives the same files."""
_KEPT_DAYS = 365
DOORS = Doors(
    correct="https://checkbot.voorbeeld.nl/rapport/voorbeeld",
    erase="https://checkbot.voorbeeld.nl/wissen/voorbeeld",
    privacy="https://checkbot.voorbeeld.nl/privacy",
    contact="checkbot@voorbeeld.nl",
)
"""Addresses that nobody has: voorbeeld.nl only stands for the place where a service runs."""


def example(name: str) -> Report:
    """Build the report of an example company, one of local_sim.company.NAMES."""
    found = company(name)
    words = {"open-doel": found.goal, "open-obstakel": found.obstacle}
    profile = Profile(found.role, found.sector, found.size, words)
    return build(load(), found.given, created=_DAY, scan_id=f"voorbeeld-{name}", profile=profile, kept_days=_KEPT_DAYS)


def write_examples(folder: Path) -> None:
    """Write text, page, chart and PDF of every example company to `folder`, which must exist."""
    for name in NAMES:
        report = example(name)
        (folder / f"{name}.txt").write_text(render_text(report, doors=DOORS), encoding="utf-8")
        (folder / f"{name}.html").write_text(render_html(report, f"{name}.png", doors=DOORS), encoding="utf-8")
        (folder / f"{name}.pdf").write_bytes(render_pdf(report, doors=DOORS))
        (folder / f"{name}.png").write_bytes(chart.png(report))
