"""Fill in the templates of the pages."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from model.form import Form, in_form


def page(template: str, form: Form, **values: object) -> str:
    """Give a page in the form of address that the bot uses. What is filled in is escaped."""
    return in_form(_templates().get_template(template).render(values), form)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("fulfillment.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
