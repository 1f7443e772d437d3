"""Invented companies: who they are, what they want, what they answer, and how the person on the line talks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from local_sim.phrasing import FORMS
from local_sim.voice.manner import Manner
from model.reading import parsed

NAMES = ("starter", "webshop", "frontrunner")
"""Those of which docs/ has a report."""
DEMO = "tuinwinkel"
"""The one of the demo, who also shows what can be said besides answers."""

_PRINTABLE = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"
"""It is printed, and a terminal obeys control characters."""
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=_PRINTABLE)]
Id = Annotated[str, Field(max_length=100, pattern=_PRINTABLE)]
Words = Annotated[str, Field(min_length=1, max_length=500, pattern=_PRINTABLE)]
Address = Annotated[str, Field(max_length=254, pattern=r"^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]


@dataclass(frozen=True)
class Company:
    """An invented company, and the `person` who calls for it.

    `given` maps question ids to answers, null for "weet ik niet", which is also what is said to a question that is not
    there. `role`, `sector` and `size` are the ids of the report; `says` has other words for what the bot asks besides
    the scan, by name of cue. `forms` (of phrasing.FORMS) are the ways in which this person says an answer, in turn;
    `instead` maps question ids to words that are said once in place of the answer. With `corrects` the person goes
    back when the bot took another answer than was meant.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: Name
    role: Id
    sector: Id
    size: Id
    goal: Words
    obstacle: Words
    given: Mapping[Id, Id | None]
    person: Name = "Anna"
    address: Address = "anna@voorbeeld.nl"
    says: Mapping[Id, Words] = field(default_factory=dict)
    forms: Annotated[tuple[Id, ...], Field(min_length=1, max_length=20)] = FORMS
    instead: Mapping[Id, Words] = field(default_factory=dict)
    corrects: bool = True
    voice: Manner = field(default_factory=Manner)


def company(name: str) -> Company:
    """Load one of NAMES, or DEMO. Raises pydantic.ValidationError when its file has another form."""
    text = files("local_sim").joinpath("companies", f"{name}.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Company).validate_python(parsed(text))
