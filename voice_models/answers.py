"""What can be answered, as values of a platform's entity or slot type: the answers with the words for them."""

from dataclasses import dataclass
from functools import cache

from model.load import load
from model.question import Kind, Question
from model.types import Model
from model.words import plain

FIGURES = ("één", "twee", "drie", "vier", "vijf")
ORDINALS = ("de eerste", "de tweede", "de derde", "de vierde", "de vijfde")
NONE, ALL = "geen van die", "allemaal"


@dataclass(frozen=True)
class Value:
    """One thing that can be answered: `name` as it is read out, `synonyms` as people put it. `id` is of letters, digits
    and hyphens."""

    id: str
    name: str
    synonyms: tuple[str, ...]


def of_question(question: Question) -> tuple[Value, ...]:
    """Give what can be answered to one question, the likeliest words of each first; () for an open one."""
    if question.kind is Kind.OPEN:
        return ()
    if question.kind is Kind.RATING:
        return tuple(Value(f"{question.id}-{n}", name, (str(n),)) for n, name in enumerate(FIGURES, start=1))
    values = tuple(
        Value(f"{question.id}-{answer.id}", answer.spoken, _others(answer.spoken, (ORDINALS[place], *answer.keywords)))
        for place, answer in enumerate(question.answers)
    )
    return (*values, Value("geen", NONE, ()), Value("allemaal", ALL, ())) if question.kind is Kind.SEVERAL else values


@cache
def narrowed(question_id: str, most: int) -> tuple[Value, ...]:
    """Give what can be answered to the question with this id, in at most `most` names and synonyms together, spread
    evenly. () when there is no such question, or nothing to choose from."""
    question = next((each for each in load().questions if each.id == question_id), None)
    values = of_question(question) if question else ()
    each = most // len(values) - 1 if values else 0
    return tuple(Value(value.id, value.name, value.synonyms[:each]) for value in values)


def of_model(model: Model) -> tuple[Value, ...]:
    """Give what can be answered to any question, without ordinals. Words that stand for answers of several questions
    are the synonym of the first alone: as the name or synonym of two values they would be nobody's."""
    taken: set[str] = set()
    values = []
    for value in (value for question in model.scored for value in of_question(question)):
        words = [word for word in (value.name, *value.synonyms) if word not in ORDINALS and plain(word) not in taken]
        taken.update(plain(word) for word in words)
        if words:
            values.append(Value(value.id, words[0], _others(words[0], tuple(words))))
    return tuple(values)


def _others(name: str, words: tuple[str, ...]) -> tuple[str, ...]:
    seen = {plain(name)}
    return tuple(word for word in words if not (plain(word) in seen or seen.add(plain(word))))  # type: ignore[func-returns-value]
