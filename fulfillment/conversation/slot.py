"""A slot: something that is asked once besides the scan's questions, and may be passed over."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from model.form import Form, all_in_form
from model.question import Answer, Kind
from model.question import Question as Asked
from model.reading import parsed
from model.types import Model


class Fill(StrEnum):
    """How a slot is filled: by a name, one of a few options, a figure 1-5, yes or no, or in one's own words."""

    NAME = "name"
    CHOICE = "choice"
    RATING = "rating"
    YES_NO = "yes_no"
    WORDS = "words"


class When(StrEnum):
    """When a slot is asked: before the questions, after them for the report, or when the report is on its way."""

    START = "start"
    PROFILE = "profile"
    ENDING = "ending"


@dataclass(frozen=True)
class Option:
    """One answer to a slot: `spoken` is read out unless it is empty, `label` is shown, `keywords` are what people
    say."""

    id: str
    label: str
    spoken: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slot:
    """One slot. `full` says what the answer gives back (bluepaper 002: per datum the value) and asks; `short`,
    `example` and `help` are the other ways of asking; `took` is said on an answer; `low` and `high` are what 1 and 5
    mean; `gate` is a slot that must hold "ja" for this one to be asked."""

    id: str
    when: When
    fill: Fill
    title: str
    full: str
    short: str
    example: str
    help: str
    took: str = ""
    low: str = ""
    high: str = ""
    gate: str = ""
    options: tuple[Option, ...] = ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The options as answers, so that they are understood as those of the questions are."""
        return tuple(Answer(o.id, 0, o.spoken or o.label, o.label, o.keywords) for o in self.options)


def slots(model: Model, form: Form) -> tuple[Slot, ...]:
    """Give all slots in the order in which they are asked; the model's open questions are among them."""
    own = _own(form)
    place = next(index for index, slot in enumerate(own) if slot.when is When.ENDING)
    opened = tuple(_opened(question) for question in model.questions if question.kind is Kind.OPEN)
    return (*own[:place], *opened, *own[place:])


def _opened(question: Asked) -> Slot:
    return Slot(
        id=question.id,
        when=When.PROFILE,
        fill=Fill.WORDS,
        title="In eigen woorden",
        full=question.spoken,
        short=question.short,
        example=question.example,
        help=f"{question.why} {question.short}",
        gate="more",
    )


@cache
def _own(form: Form) -> tuple[Slot, ...]:
    text = files("fulfillment.conversation.texts.nl").joinpath("slots.yaml").read_text(encoding="utf-8")
    data = all_in_form(parsed(text)["slots"], form)
    return TypeAdapter(tuple[Slot, ...]).validate_python(data, extra="forbid")
