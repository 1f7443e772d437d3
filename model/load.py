"""Read the model from its YAML files."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from model.check import mistakes, uncovered
from model.errors import ContentError as ContentError
from model.form import Form, all_in_form
from model.question import Answer, Kind, Question
from model.reading import SafeLoader, parsed
from model.rules import broken
from model.spelling import misspelled
from model.tip import Case, Theme, Tip
from model.types import Area, Aspect, Level, Model
from model.utterances import with_utterances
from model.versions import changes

T = TypeVar("T")
_FIGURES = ("één", "twee", "drie", "vier", "vijf")


def every_mistake(model: Model, polite: Model | None = None) -> Iterator[str]:
    """Give all that `content check` has to say of a model that could be read, a Dutch line each; `polite` is the same
    content in its polite form, of which the texts count too."""
    texts = [model, polite] if polite else [model]
    said = chain.from_iterable(chain(broken(each), misspelled(each)) for each in texts)
    return iter(dict.fromkeys(chain(mistakes(model), uncovered(model), changes(model), said)))


def load(content: Traversable | None = None, form: Form = Form.JE) -> Model:
    """Read and check the content below `content` (default: the package's own). Raises ContentError.

    model.yaml holds the frame, questions/<aspect>.yaml, utterances/<aspect>.yaml and tips/<aspect>.yaml what belongs to
    an aspect, open.yaml the open questions and their themes, cases.yaml the practice examples. Questions and tips come
    in the order of the aspects, then of their file. All texts are given in one `form`. The package's own utterances are
    read when they are first needed, which may then raise ContentError.
    """
    return _own(form) if content is None else _checked(read(content, form))


@cache
def _own(form: Form) -> Model:
    return _checked(_read_all(files("model").joinpath("content"), form))


def _checked(model: Model) -> Model:
    for mistake in mistakes(model):
        raise ContentError(mistake)
    return model


def read(content: Traversable | None = None, form: Form = Form.JE) -> Model:
    """Read the content without checking how its parts hang together. Raises ContentError for a wrong form."""
    model = _read_all(content or files("model").joinpath("content"), form)
    read_utterances(model)
    return model


def read_utterances(model: Model) -> None:
    """Read what people say for each answer, as far as that was not done yet. Raises ContentError."""
    for question in model.questions:
        len(question.utterances)


def _read_all(content: Traversable, form: Form) -> Model:
    folder = _Folder(content, form)
    frame = folder.read("model.yaml")
    spoken = folder.read("open.yaml")
    aspects = _parsed("model.yaml", frame, "aspects", Aspect)
    questions = tuple(_per_aspect(folder, "questions", aspects, Question))
    questions = with_utterances(questions, folder.file_of_utterances, folder.utterances)
    return Model(
        version=_version(frame),
        levels=_parsed("model.yaml", frame, "levels", Level),
        areas=_parsed("model.yaml", frame, "areas", Area),
        aspects=aspects,
        questions=(*map(_rated, questions), *_parsed("open.yaml", spoken, "questions", Question)),
        tips=tuple(_per_aspect(folder, "tips", aspects, Tip)),
        cases=_parsed("cases.yaml", folder.read("cases.yaml"), "cases", Case),
        themes=_parsed("open.yaml", spoken, "themes", Theme),
        form=form,
    )


@dataclass(frozen=True)
class _Folder:
    """The content's folder, read in one form."""

    path: Traversable
    form: Form

    def read(self, name: str) -> dict[str, Any]:
        data: dict[str, Any] = all_in_form(_read(self.path, name), self.form)
        return data

    def utterances(self, aspect: str) -> dict[str, Any]:
        return _read(self.path, _utterances(aspect), strict=False)

    def file_of_utterances(self, aspect: str) -> bytes:
        return _bytes(self.path, _utterances(aspect))


def _utterances(aspect: str) -> str:
    return f"utterances/{aspect}.yaml"


def _rated(question: Question) -> Question:
    """Give a rating its five answers: 1 scores 0, 5 scores 100."""
    if question.kind is not Kind.RATING:
        return question
    if question.answers:
        raise ContentError(f"questions/{question.aspect}.yaml: {question.id}: een cijfervraag heeft geen answers")
    answers = tuple(
        Answer(str(figure), 25 * (figure - 1), spoken, str(figure), ())
        for figure, spoken in enumerate(_FIGURES, start=1)
    )
    return replace(question, answers=answers)


def _per_aspect(folder: _Folder, kind: str, aspects: Iterable[Aspect], form: type[T]) -> Iterator[T]:
    for aspect in aspects:
        name = f"{kind}/{aspect.id}.yaml"
        for item in _parsed(name, folder.read(name), kind, form):
            if getattr(item, "aspect", aspect.id) != aspect.id:
                raise ContentError(f"{name}: {getattr(item, 'id', '')} hoort bij een ander aspect; verplaats het")
            yield item


def _version(frame: dict[str, Any]) -> str:
    version = frame.get("version")
    if not isinstance(version, str) or not version:
        raise ContentError("model.yaml: version ontbreekt of is geen tekst; schrijf hem tussen aanhalingstekens")
    return version


def _read(folder: Traversable, name: str, *, strict: bool = True) -> dict[str, Any]:
    try:
        text = _bytes(folder, name).decode("utf-8-sig")
        data = yaml.load(text, Loader=_Strict) if strict else parsed(text)  # noqa: S506 - it is a safe loader
    except UnicodeDecodeError as error:
        raise ContentError(f"{name}: de tekens zijn niet te lezen; bewaar het bestand als UTF-8") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ContentError(f"{name}: {_place(error)}; herstel de inspringing of zet er aanhalingstekens om") from error
    if not isinstance(data, dict):
        raise ContentError(f"{name}: begin met een sleutel, zoals 'questions:'")
    return data


def _bytes(folder: Traversable, name: str) -> bytes:
    try:
        return folder.joinpath(*name.split("/")).read_bytes()
    except FileNotFoundError as error:
        raise ContentError(f"{name}: bestand ontbreekt; zet het terug") from error


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if isinstance(error, _Double):
        return str(error)
    return f"geen geldige YAML op regel {mark.line + 1}" if mark else "geen geldige YAML (een onmogelijke waarde)"


class _Double(yaml.YAMLError):
    """A key that stands twice."""


class _Strict(SafeLoader):  # type: ignore[misc]
    """YAML that refuses the same key twice: the second would silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """Build a mapping, or say which key stands twice."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        double = next((key for key in keys if keys.count(key) > 1), None)
        if double is not None:
            raise _Double(f"sleutel {double} staat twee keer bij elkaar, vanaf regel {node.start_mark.line + 1}")
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return found


def _parsed(name: str, data: dict[str, Any], key: str, form: type[T]) -> tuple[T, ...]:
    if key not in data:
        raise ContentError(f"{name}: sleutel {key} ontbreekt; voeg '{key}:' toe")
    try:
        return _list_of(form).validate_json(_as_json(_filled(data[key])), strict=True, extra="forbid")  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        raise ContentError(f"{name}: {_where(key, first['loc'], data)}: {_in_dutch(first)}") from error


@cache
def _list_of(form: type[T]) -> TypeAdapter[tuple[T, ...]]:
    """Give what reads a list of these; to make it takes longer than to read a file with it."""
    return TypeAdapter(tuple[form, ...])  # type: ignore[valid-type]


def _as_json(items: Any) -> str:
    # Strict, so that "3" is no number; read as JSON, because there a list may stand for a tuple and a word for a kind.
    return json.dumps(items, default=lambda odd: {"odd": str(odd)})


def _filled(items: Any) -> Any:
    """Fill in what a kind of question leaves out: an open one its aspect, one of several the score of its answers."""
    for item in items if isinstance(items, list) else ():
        kind = item.get("kind") if isinstance(item, dict) else None
        if kind == Kind.OPEN:
            item.setdefault("aspect", "")
        if kind == Kind.SEVERAL and isinstance(item.get("answers"), list):
            for answer in filter(lambda answer: isinstance(answer, dict), item["answers"]):
                answer.setdefault("score", 0)
    return items


def _where(key: str, loc: tuple[int | str, ...], data: dict[str, Any]) -> str:
    """Name the place of a mistake by ids where there are any: "questions.scope-kanalen.spoken"."""
    path, here = [key], data.get(key)
    for part in loc:
        try:
            here = here[part]  # type: ignore[index]
        except (TypeError, KeyError, IndexError):
            here = None
        path.append(str(here.get("id", part) if isinstance(here, dict) else part))
    return ".".join(path)


def _in_dutch(error: Any) -> str:
    if error["type"] == "enum":
        return f"kies uit {error['ctx']['expected'].replace(' or ', ' of ')}"
    known = {
        "missing": "ontbreekt; vul het in",
        "missing_argument": "ontbreekt; vul het in",
        "extra_forbidden": "onbekende sleutel; controleer de spelling of haal hem weg",
        "unexpected_keyword_argument": "onbekende sleutel; controleer de spelling of haal hem weg",
        "string_type": "moet tekst zijn; zet er aanhalingstekens om",
        "int_type": "moet een heel getal zijn, zonder aanhalingstekens",
        "bool_type": "moet true of false zijn, zonder aanhalingstekens",
        "tuple_type": "moet een lijst zijn; zet elk deel achter een streepje",
    }
    return known.get(error["type"], "heeft niet de goede vorm; kijk hoe het bij de andere staat")
