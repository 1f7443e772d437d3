"""Fill in the templates of the pages."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from model.form import Form, in_form


def page(template: str, form: Form, **values: object) -> str:
    """Give a page in the form of address that the bot uses. What is filled in is escaped, and stays as it is: a
    respondent may say "(a|b)" too."""
    return _templates(form).get_template(template).render(values)


@cache
def _templates(form: Form) -> Environment:
    folder = files("fulfillment.pages").joinpath("templates")
    return Environment(
        loader=FunctionLoader(lambda name: in_form(folder.joinpath(name).read_text(encoding="utf-8"), form)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
