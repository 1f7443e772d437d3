"""The report as an HTML mail: one column of tables with inlined CSS, because Outlook knows little else."""

from functools import cache
from importlib.resources import files

import css_inline
from jinja2 import Environment, StrictUndefined, Template

from fulfillment.report.chart import alt
from fulfillment.report.doors import NOWHERE, Doors
from fulfillment.report.theme import Theme, own_theme
from fulfillment.report.types import Report
from model.form import Form, in_form

CHART_SRC = "cid:score"
"""The usual place of the chart: the part of the mail with this content id."""


def render_html(
    report: Report,
    chart_src: str = CHART_SRC,
    theme: Theme | None = None,
    doors: Doors = NOWHERE,
    *,
    attached: bool = False,
) -> str:
    """Render the report as a whole HTML document in Dutch; `chart_src` goes into the chart's `src`. `attached`: the PDF
    comes with it, and it says so."""
    page = _template(Form(report.form)).render(
        report=report,
        chart_src=chart_src,
        chart_alt=alt(report),
        theme=theme or own_theme(),
        doors=doors,
        attached=attached,
    )
    # The @media rules stay: they hold dark mode and small screens, which cannot be inlined.
    return css_inline.CSSInliner(keep_at_rules=True, minify_css=True, load_remote_stylesheets=False).inline(page)


@cache
def _template(form: Form) -> Template:
    # Only our own words get their form: a respondent may say "(a|b)" too.
    source = files("fulfillment.report").joinpath("templates", "report.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(in_form(source, form))
