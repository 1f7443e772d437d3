"""The words around the questions: the texts of prompts.yaml, and how lists, times and turns are put into words."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from fulfillment.conversation.reply import Expects, Reply
from model.form import Form, all_in_form
from model.reading import parsed

Section = Mapping[str, str | tuple[str, ...]]
Texts = Mapping[str, Section]

_MINUTES_PER_QUESTION = 0.35
"""Twenty questions take about seven minutes (design rule of the voice user interface)."""
_NUMBERS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def apology(number: int | None, form: Form) -> Reply:
    """Give the reply for a failure on our side; it keeps `number`, that of the reply that was heard last."""
    return _instead("trouble", number, form)


def hurried(number: int | None, form: Form) -> Reply:
    """Give the reply to who comes faster than anybody can talk; it keeps `number`, as an apology does."""
    return _instead("hurried", number, form)


def _instead(said: str, number: int | None, form: Form) -> Reply:
    speech = str(texts(form)["control"][said])
    return Reply(speech=speech, number=number, expects=Expects.CHOICE, reprompt=speech, screen=speech)


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


def listed(options: tuple[str, ...]) -> str:
    """Read options out: "nog nergens, op één plek, of via meer kanalen"."""
    *first, final = options
    return f"{', '.join(first)}, of {final}" if first else final


def together(things: tuple[str, ...]) -> str:
    """Name things that belong together: "je antwoorden, je mailadres en dit gesprek"."""
    *first, final = things
    return f"{', '.join(first)} en {final}" if first else final


def alternatives(options: tuple[str, ...]) -> str:
    """Read options out as one question: "Nog nergens, op één plek, of op meer plekken?"."""
    read = listed(options)
    return f"{read[0].upper()}{read[1:]}?"


def in_digits(code: str) -> str:
    """Read a code out figure by figure, with a rest in the middle: "4, 8, 2. 9, 1, 5"."""
    half = len(code) // 2
    return ". ".join(", ".join(part) for part in (code[:half], code[half:]) if part)


@cache
def texts(form: Form) -> Texts:
    """Load the texts that come with the package. Raises pydantic.ValidationError when one has no form of a text."""
    text = files("fulfillment.conversation.texts.nl").joinpath("prompts.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, dict[str, str | tuple[str, ...]]]).validate_python(all_in_form(parsed(text), form))
