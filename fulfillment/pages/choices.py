"""Questions of the scan as fields of a form: what can be chosen, and what was chosen when the form comes back."""

from collections.abc import Sequence
from dataclasses import dataclass

from fulfillment.report.highlights import shown
from fulfillment.report.words import UNKNOWN
from model.question import NONE_OF_THEM, Choice, Given, Kind, Question

_UNKNOWN = "weet-ik-niet"
"""Stands for None in the form; no answer has this id."""


class NotAChoiceError(Exception):
    """What came back can't be an answer to the question; the message says in Dutch what to do."""


@dataclass(frozen=True)
class Option:
    """One radio button or tick box."""

    id: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """One question with its options; `several` of them can be ticked. `hint` explains a rating; `error` says what is
    wrong with what was chosen, "" for nothing."""

    id: str
    question: str
    hint: str
    several: bool
    options: tuple[Option, ...]
    error: str = ""


def field(question: Question, chosen: Sequence[str], error: str = "") -> Field:
    """Give a question as a field in which the options `chosen` are on."""
    several = question.kind is Kind.SEVERAL
    texts = {answer.id: shown(answer) for answer in question.answers}
    if several:
        texts[NONE_OF_THEM] = "Geen van deze"
    texts[_UNKNOWN] = UNKNOWN.capitalize()
    options = tuple(Option(id, text, id in chosen) for id, text in texts.items())
    hint = question.scale if question.kind is Kind.RATING else ""
    return Field(question.id, question.screen, hint, several, options, error)


def ids(question: Question, given: Given) -> tuple[str, ...]:
    """Give the options that are on for what was given; none when the question was not answered."""
    if question.id not in given:
        return ()
    choice = given[question.id]
    if choice is None:
        return (_UNKNOWN,)
    return (choice,) if isinstance(choice, str) else choice or (NONE_OF_THEM,)


def choice(question: Question, sent: Sequence[str]) -> Choice:
    """Read what was chosen (at least one option). Raises NotAChoiceError."""
    if not set(sent) <= {option.id for option in field(question, ()).options}:
        raise NotAChoiceError("Dit antwoord hoort niet bij de vraag. Kies een van de antwoorden hieronder.")
    alone = len(sent) == 1
    if not alone and (question.kind is not Kind.SEVERAL or {_UNKNOWN, NONE_OF_THEM} & set(sent)):
        raise NotAChoiceError("Deze antwoorden gaan niet samen. Kies er één, of alleen dingen die wel kloppen.")
    if sent[0] == _UNKNOWN:
        return None
    if question.kind is not Kind.SEVERAL:
        return sent[0]
    return tuple(answer.id for answer in question.answers if answer.id in sent)
