"""Read the model from its YAML files and check that it holds together."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from model.types import Area, Aspect, Level, Model, Question, Tip

T = TypeVar("T")


class ContentError(Exception):
    """The content has a mistake; the message names file, key and what to do, in Dutch, for the editor."""


def load(content: Traversable | None = None) -> Model:
    """Read model.yaml, questions/<aspect>.yaml and tips/<aspect>.yaml below `content` (default: the package's own).

    Questions and tips come in the order of the aspects, then of their file. Raises ContentError.
    """
    folder = content or files("model").joinpath("content")
    frame = _read(folder.joinpath("model.yaml"))
    aspects = _parsed("model.yaml", frame, "aspects", Aspect)
    model = Model(
        version=str(frame.get("version", "")),
        levels=_parsed("model.yaml", frame, "levels", Level),
        areas=_parsed("model.yaml", frame, "areas", Area),
        aspects=aspects,
        questions=tuple(_per_aspect(folder, "questions", aspects, Question)),
        tips=tuple(_per_aspect(folder, "tips", aspects, Tip)),
    )
    for mistake in mistakes(model):
        raise ContentError(mistake)
    return model


def mistakes(model: Model) -> Iterator[str]:
    """Give a line for every mistake in a model whose parts have the right form."""
    yield from _frame(model)
    yield from _doubles("questions", (question.id for question in model.questions))
    yield from _doubles("tips", (tip.id for tip in model.tips))
    for question in model.questions:
        yield from _answers(question)
    questions = {question.id: question for question in model.questions}
    for tip in model.tips:
        yield from _calls(tip, questions)


def _frame(model: Model) -> Iterator[str]:
    if not model.version:
        yield "model.yaml: version ontbreekt; geef elke uitgave van het model een eigen versie"
    if [level.number for level in model.levels] != [1, 2, 3, 4, 5]:
        yield "model.yaml: levels moeten de nummers 1 tot en met 5 hebben, in die volgorde"
    minima = [level.minimum for level in model.levels]
    if minima[:1] != [0] or minima != sorted(set(minima)) or minima[-1] > 100:
        yield "model.yaml: minimum van de levels moet bij 0 beginnen, steeds stijgen en hoogstens 100 zijn"
    areas = {area.id for area in model.areas}
    for aspect in model.aspects:
        if aspect.area not in areas:
            yield f"model.yaml: aspect {aspect.id} noemt onbekend gebied {aspect.area}; kies uit {sorted(areas)}"


def _doubles(folder: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            yield f"{folder}: id {id} komt twee keer voor; geef een van de twee een ander id"
        seen.add(id)


def _answers(question: Question) -> Iterator[str]:
    where = f"questions/{question.aspect}.yaml: vraag {question.id}"
    scores = [answer.score for answer in question.answers]
    if not 2 <= len(scores) <= 4:
        yield f"{where}: geef 2 tot 4 antwoorden"
    if scores != sorted(set(scores)) or scores[:1] != [0] or scores[-1:] != [100]:
        yield f"{where}: score moet bij 0 beginnen, per antwoord stijgen en op 100 eindigen"
    yield from (f"{where}: {double}" for double in _doubles("answers", (a.id for a in question.answers)))
    keywords: dict[str, str] = {}
    for answer in question.answers:
        if len(answer.label) > 25:
            yield f"{where}, antwoord {answer.id}: label is langer dan 25 tekens; maak het korter"
        for keyword in answer.keywords:
            if keywords.setdefault(keyword, answer.id) != answer.id:
                yield f"{where}: trefwoord '{keyword}' staat bij twee antwoorden; haal het bij een van beide weg"


def _calls(tip: Tip, questions: dict[str, Question]) -> Iterator[str]:
    where = f"tips/{tip.aspect}.yaml: tip {tip.id}"
    if not 1 <= tip.level <= 5:
        yield f"{where}: level moet 1 tot en met 5 zijn"
    for question_id, answer_ids in tip.called_by.items():
        if question_id not in questions:
            yield f"{where}: called_by noemt onbekende vraag {question_id}"
            continue
        known = {answer.id for answer in questions[question_id].answers}
        for answer_id in answer_ids:
            if answer_id not in known:
                yield f"{where}: vraag {question_id} heeft geen antwoord {answer_id}; kies uit {sorted(known)}"


def _per_aspect(folder: Traversable, kind: str, aspects: Iterable[Aspect], type: type[T]) -> Iterator[T]:
    for aspect in aspects:
        name = f"{kind}/{aspect.id}.yaml"
        for item in _parsed(name, _read(folder.joinpath(kind, f"{aspect.id}.yaml")), kind, type):
            if getattr(item, "aspect", aspect.id) != aspect.id:
                raise ContentError(f"{name}: {getattr(item, 'id', '')} hoort bij een ander aspect; verplaats het")
            yield item


def _read(file: Traversable) -> dict[str, object]:
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContentError(f"{file.name}: bestand ontbreekt in {file}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(f"{file.name}: geen geldige YAML ({' '.join(str(error).split())})") from error
    if not isinstance(data, dict):
        raise ContentError(f"{file.name}: begin met een sleutel, zoals 'questions:'")
    return data


def _parsed(name: str, data: dict[str, object], key: str, type: type[T]) -> tuple[T, ...]:
    if key not in data:
        raise ContentError(f"{name}: sleutel {key} ontbreekt; voeg '{key}:' toe")
    try:
        return TypeAdapter(tuple[type, ...]).validate_python(data[key], extra="forbid")  # type: ignore[valid-type]
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in (key, *first["loc"]))
        raise ContentError(f"{name}: {where}: {_in_dutch(first['type'], first['msg'])}") from error


def _in_dutch(kind: str, message: str) -> str:
    known = {
        "missing": "ontbreekt; vul het in",
        "extra_forbidden": "onbekende sleutel; controleer de spelling of haal hem weg",
        "unexpected_keyword_argument": "onbekende sleutel; controleer de spelling of haal hem weg",
        "string_type": "moet tekst zijn; zet er aanhalingstekens om",
        "int_type": "moet een heel getal zijn",
        "int_parsing": "moet een heel getal zijn",
        "tuple_type": "moet een lijst zijn",
    }
    return known.get(kind, message)
