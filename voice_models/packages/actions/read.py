"""Read the files of an Actions project: each by its path as Google lays them out, in Dutch when it is wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from model.reading import parsed
from voice_models.packages.actions.model_schema import GlobalIntentEvent, Intent, Scene, StaticPrompt, Type, Webhook
from voice_models.packages.actions.schema import DUTCH, Actions, Manifest, Settings, Translation
from voice_models.packages.package import Files, Mistake

_LOCALE, _NAME = r"(?P<locale>[a-z]{2}(?:-[A-Z]{2})?)/", r"(?P<name>[^/]+)\.yaml"
_PATHS: tuple[tuple[re.Pattern[str], type[BaseModel]], ...] = (
    (re.compile(r"manifest\.yaml"), Manifest),
    (re.compile(r"settings/settings\.yaml"), Settings),
    (re.compile(rf"settings/{_LOCALE}settings\.yaml"), Translation),
    (re.compile(rf"actions/(?:{_LOCALE})?actions\.yaml"), Actions),
    (re.compile(rf"webhooks/{_NAME}"), Webhook),
    (re.compile(rf"custom/global/{_NAME}"), GlobalIntentEvent),
    (re.compile(rf"custom/scenes/{_NAME}"), Scene),
    (re.compile(rf"custom/intents/(?:{_LOCALE})?{_NAME}"), Intent),
    (re.compile(rf"custom/types/(?:{_LOCALE})?{_NAME}"), Type),
    (re.compile(rf"custom/prompts/(?:{_LOCALE})?{_NAME}"), StaticPrompt),
)
"""Source: the allowed file paths of google.actions.sdk.v2.ConfigFile."""
_DATA = re.compile(r"resources/(images|audio)/.+|webhooks/[^/]+/.+")
_DUTCH = {
    "missing": "deze sleutel ontbreekt; vul hem in",
    "extra_forbidden": "deze sleutel kent Google niet; haal hem weg",
    "invalid_key": "een sleutel moet tekst zijn; zet er aanhalingstekens om",
    "string_type": "hier hoort tekst; zet er aanhalingstekens om",
    "string_too_short": "hier hoort tekst; vul dit in",
    "string_too_long": "dit mag hoogstens {max_length} tekens lang zijn; maak het korter",
    "string_pattern_mismatch": "dit heeft niet de vorm die Google vraagt, bijvoorbeeld nl of nl-NL",
    "literal_error": "dit kent Google niet; kies uit {expected}",
    "bool_type": "hier hoort true of false",
    "int_type": "hier hoort een geheel getal",
    "list_type": "hier hoort een lijst",
    "dict_type": "hier horen sleutels met waarden",
    "model_type": "hier horen sleutels met waarden",
    "too_short": "dit mag niet leeg zijn; vul het aan of haal het weg",
    "too_long": "hier passen er hoogstens {max_length}; haal er een paar weg",
}
_ELSE = "deze waarde past hier niet; vergelijk haar met een pas gebouwd pakket"


Content = TypeVar("Content", bound=BaseModel)


@dataclass(frozen=True)
class Item:
    """A file that could be read: its `name` ("" when its path says all) and the language of its folder ("" for the
    default one)."""

    path: str
    name: str
    locale: str
    content: BaseModel


@dataclass
class Project:
    """All that could be read, the mistakes met on the way, and the paths of every kind of file, readable or not."""

    items: list[Item] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    names: dict[type[BaseModel], set[str]] = field(default_factory=dict)


def read(files: Files) -> Project:
    """Read every file by its path."""
    project = Project()
    for path, content in files.items():
        _read_one(project, path, content)
    return project


def _read_one(project: Project, path: str, content: bytes) -> None:
    found = next(((match, form) for shape, form in _PATHS if (match := shape.fullmatch(path))), None)
    if found is None:
        if not _DATA.fullmatch(path):
            project.mistakes.append(Mistake(path, "", "zo'n bestand kent Google niet; haal het weg"))
        return
    match, form = found
    groups: Mapping[str, str | None] = match.groupdict()
    name, locale = groups.get("name") or "", groups.get("locale") or ""
    if not locale:
        project.names.setdefault(form, set()).add(name)
    try:
        project.items.append(Item(path, name, locale, form.model_validate(parsed(content.decode("utf-8")))))
    except ValidationError as error:
        project.mistakes.extend(Mistake(path, _key(each), _dutch(each)) for each in error.errors())
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        project.mistakes.append(
            Mistake(path, "", f"dit is geen YAML ({reason}); herstel het of bouw de pakketten opnieuw")
        )


def _key(error: ErrorDetails) -> str:
    return ".".join(str(part) for part in error["loc"] if part != "[key]")


def _dutch(error: ErrorDetails) -> str:
    if error["type"] == DUTCH:
        return error["msg"]
    context = {name: str(value).replace(" or ", " of ") for name, value in error.get("ctx", {}).items()}
    return _DUTCH.get(error["type"], _ELSE).format(**context)


def of(project: Project, form: type[Content]) -> Iterator[tuple[Item, Content]]:
    """Give the files of one kind, with what stands in them."""
    return ((item, item.content) for item in project.items if isinstance(item.content, form))
