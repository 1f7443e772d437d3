"""Example companies: who they are, what they want, and what they answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from pydantic import TypeAdapter

from model.reading import parsed

NAMES = ("starter", "webshop", "frontrunner")


@dataclass(frozen=True)
class Company:
    """An invented company. `given` maps question ids to answers, null for "weet ik niet"."""

    name: str
    role: str
    sector: str
    size: str
    goal: str
    obstacle: str
    given: Mapping[str, str | None]


def company(name: str) -> Company:
    """Load one of NAMES. Raises pydantic.ValidationError when its file has another form."""
    text = files("local_sim").joinpath("companies", f"{name}.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Company).validate_python(parsed(text))
