"""Released versions of the model: what a question asked when it was released must stay what it asks.

A stored result holds question and answer ids of its version. A question that comes to mean something else needs a new
id; one that was only put in other words says so with `equivalent_to`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from pydantic import TypeAdapter

from model.question import Question
from model.types import Model


@dataclass(frozen=True)
class Asked:
    """What a released question asked: its text, and the score of each answer id."""

    spoken: str
    answers: Mapping[str, int]


def record(model: Model) -> str:
    """Give the JSON to keep as released/<version>.json when this version goes out."""
    questions = {question.id: TypeAdapter(Asked).dump_python(asked(question)) for question in model.questions}
    return json.dumps(questions, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def asked(question: Question) -> Asked:
    """Give what a question asks, as it would be recorded."""
    return Asked(question.spoken, {answer.id: answer.score for answer in question.answers})


def changes(model: Model, folder: Traversable | None = None) -> Iterator[str]:
    """Give a Dutch line for every question that no longer asks what a released version asked under its id."""
    released = folder or files("model").joinpath("released")
    for file in sorted(released.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            recorded = TypeAdapter(dict[str, Asked]).validate_json(file.read_text(encoding="utf-8"))
            yield from _changes(model, file.name.removesuffix(".json"), recorded)


def _changes(model: Model, version: str, recorded: Mapping[str, Asked]) -> Iterator[str]:
    questions = {question.id: question for question in model.questions}
    for id, before in recorded.items():
        question = questions.get(id)
        if question is None or asked(question) == before:
            continue
        if asked(question).answers != before.answers:
            yield f"vraag {id}: de antwoorden of scores zijn anders dan in versie {version}; geef de vraag een nieuw id"
        elif version not in question.equivalent_to:
            yield (
                f"vraag {id}: de tekst is anders dan in versie {version}; vraagt hij nog hetzelfde, "
                f"zet dan '{version}' bij equivalent_to, en geef hem anders een nieuw id"
            )
