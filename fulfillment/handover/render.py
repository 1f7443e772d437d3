"""A hand-over as a mail: plain text, and a page that also stands behind the link."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from fulfillment.handover.build import Handover

SUBJECT = "Checkbot: een gesprek om over te nemen"


def render_text(handover: Handover, link: str) -> str:
    """Give the mail's plain text; `link` is where the conversation is given back."""
    return _templates().get_template("handover.txt.j2").render(handover=handover, link=link)


def render_html(handover: Handover, link: str) -> str:
    """Give the mail's HTML."""
    return _templates().get_template("handover.html.j2").render(handover=handover, link=link, page=False)


def render_page(handover: Handover, *, returned: bool, done: bool) -> str:
    """Give the page behind the link, with the button that gives the conversation back, or the word that it was."""
    return (
        _templates()
        .get_template("handover.html.j2")
        .render(handover=handover, link="", page=True, returned=returned, done=done)
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("fulfillment.handover"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default_for_string=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
