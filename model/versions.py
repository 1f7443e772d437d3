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
    """What a released question asked: its words (its own and those of its answers), and what an answer meant: aspect,
    kind, how many things are enough, and the score of each answer id."""

    words: tuple[str, ...]
    aspect: str
    kind: str
    enough: int
    answers: Mapping[str, int]

    @property
    def meaning(self) -> tuple[object, ...]:
        """All but the words."""
        return self.aspect, self.kind, self.enough, self.answers


def record(model: Model) -> str:
    """Give the JSON to keep as released/<version>.json when this version goes out."""
    questions = {question.id: TypeAdapter(Asked).dump_python(asked(question)) for question in model.questions}
    return json.dumps(questions, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def asked(question: Question) -> Asked:
    """Give what a question asks, as it would be recorded."""
    words = (question.spoken, question.low, question.high, *(answer.spoken for answer in question.answers))
    scores = {answer.id: answer.score for answer in question.answers}
    return Asked(words, question.aspect, question.kind, question.enough, scores)


def changes(model: Model, folder: Traversable | None = None) -> Iterator[str]:
    """Give a Dutch line for every question that no longer asks what a released version asked under its id, and for a
    version that is used twice."""
    released = dict(_released(folder or files("model").joinpath("released")))
    for question in model.questions:
        for version in question.equivalent_to:
            if version not in released:
                yield f"{question.where}: equivalent_to noemt onbekende versie {version}; kies uit {sorted(released)}"
    for version, recorded in released.items():
        yield from _changes(model, version, recorded)


def _released(folder: Traversable) -> Iterator[tuple[str, Mapping[str, Asked]]]:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            recorded = TypeAdapter(dict[str, Asked]).validate_json(file.read_text(encoding="utf-8"))
            yield file.name.removesuffix(".json"), recorded


def _changes(model: Model, version: str, recorded: Mapping[str, Asked]) -> Iterator[str]:
    questions = {question.id: question for question in model.questions}
    if version == model.version and set(recorded) != set(questions):
        yield f"model.yaml: versie {version} is al uitgegeven met andere vragen; geef version een nieuw nummer"
    for id, before in recorded.items():
        question = questions.get(id)
        if question is None or asked(question) == before:
            continue
        if asked(question).meaning != before.meaning:
            yield f"{question.where}: aspect, soort of scores verschillen van versie {version}; geef een nieuw id"
        elif version not in question.equivalent_to:
            yield (
                f"{question.where}: de woorden verschillen van versie {version}; vraagt hij nog hetzelfde, "
                f"zet dan '{version}' bij equivalent_to, en geef hem anders een nieuw id"
            )
