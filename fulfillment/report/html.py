"""The report as an HTML mail: one column of tables with inlined CSS, because Outlook knows little else."""

from functools import cache
from pathlib import Path

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from fulfillment.report.types import Report
from model.form import Form, in_form

CHART_SRC = "cid:score"
"""The usual place of the chart: the part of the mail with this content id."""


def render_html(report: Report, chart_src: str = CHART_SRC) -> str:
    """Render the report as a whole HTML document in Dutch; `chart_src` goes into the chart's `src`."""
    page = _environment().get_template("report.html.j2").render(report=report, chart_src=chart_src)
    # The @media rules stay: they hold dark mode and small screens, which cannot be inlined.
    inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
    return inliner.inline(in_form(page, Form(report.form)))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
