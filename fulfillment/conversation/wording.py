"""Fill in what is said: the texts of texts/nl by section and key."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter

from fulfillment.conversation.reply import Expects, Reply

Section = Mapping[str, str | tuple[str, ...]]

_MINUTES_PER_QUESTION = 0.35
"""Twenty questions take about seven minutes (design rule of the voice user interface)."""
_NUMBERS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def say(section: str, key: str, turn: int = 0, /, **values: object) -> str:
    """Give a text with `values` filled in; of a text with variants the one whose turn it is."""
    text = texts()[section][key]
    chosen = text if isinstance(text, str) else text[turn % len(text)]
    return chosen.format(**values)


def apology(number: int | None) -> Reply:
    """Give the reply for a failure on our side; it keeps `number`, that of the reply that was heard last."""
    sorry = say("control", "trouble")
    return Reply(speech=sorry, number=number, expects=Expects.CHOICE, reprompt=sorry, screen=sorry)


def minutes(questions: int) -> str:
    """Say how long this many questions take."""
    count = round(questions * _MINUTES_PER_QUESTION)
    if count < 1:
        return "een halve minuut"
    if count == 1:
        return "één minuut"
    return f"{_NUMBERS[count] if count < len(_NUMBERS) else count} minuten"


def sentence(*parts: str) -> str:
    """Join what is said in one turn."""
    return " ".join(part for part in parts if part)


def alternatives(options: tuple[str, ...]) -> str:
    """Read options out as one question: "Nog nergens, op één plek, of op meer plekken?"."""
    *first, last = options
    read = f"{', '.join(first)}, of {last}?" if first else f"{last}?"
    return read[0].upper() + read[1:]


@cache
def texts() -> Mapping[str, Section]:
    """Load the texts that come with the package. Raises pydantic.ValidationError when one has no form of a text."""
    text = files("fulfillment.conversation.texts.nl").joinpath("prompts.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, dict[str, str | tuple[str, ...]]]).validate_python(yaml.safe_load(text))
