"""Hold data against a form, and say in Dutch where it does not fit: for files that an editor may have changed."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails

from voice_models.packages.package import Mistake


class Form(BaseModel):
    """A part of a platform's file: fields as the platform spells them (camelCase), and no others."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", strict=True, frozen=True)


T = TypeVar("T", bound=Form)
_KNOWN = {
    "missing": "ontbreekt; vul het in",
    "extra_forbidden": "kent het platform hier niet; controleer de spelling of haal het weg",
    "string_type": "moet tekst zijn; zet er aanhalingstekens om",
    "int_type": "moet een heel getal zijn, zonder aanhalingstekens",
    "bool_type": "moet true of false zijn, zonder aanhalingstekens",
    "list_type": "moet een lijst zijn; zet er blokhaken om",
    "dict_type": "moet een blok met sleutels zijn; zet er accolades om",
    "model_type": "moet een blok met sleutels zijn; zet er accolades om",
    "string_too_short": "is te kort; schrijf minstens {min_length} teken(s)",
    "string_too_long": "is te lang; maak er hoogstens {max_length} tekens van",
    "too_short": "heeft te weinig delen; geef er minstens {min_length}",
    "too_long": "heeft te veel delen; houd er hoogstens {max_length} over",
    "literal_error": "kan dit niet zijn; kies uit {expected}",
    "string_pattern_mismatch": "heeft niet de goede vorm; kijk hoe het bij de andere staat",
}


def formed(form: type[T], data: object, file: str) -> tuple[T | None, list[Mistake]]:
    """Read the data of a file into a form; None with the mistakes when it does not fit."""
    try:
        return form.model_validate(data), []
    except ValidationError as error:
        return None, [Mistake(file, _where(each["loc"], data), _in_dutch(each)) for each in error.errors()]


def named(place: int, part: object) -> str:
    """Name a part of a list in a key: by its id or name, else by its place from 0."""
    keys = part if isinstance(part, dict) else {}
    found = [keys[key] for key in ("id", "name") if isinstance(keys.get(key), str)]
    return str(found[0]) if found else str(place)


def _where(loc: Sequence[int | str], data: object) -> str:
    path = []
    for part in loc:
        data = _inside(data, part)
        path.append(named(part, data) if isinstance(part, int) else part)
    return ".".join(path)


def _inside(data: Any, part: int | str) -> object:
    try:
        return data[part]
    except (TypeError, KeyError, IndexError):
        return None


def _in_dutch(error: ErrorDetails) -> str:
    known = _KNOWN.get(error["type"], "heeft niet de goede vorm; kijk hoe het bij de andere staat")
    about = {key: str(value).replace(" or ", " of ") for key, value in error.get("ctx", {}).items()}
    return known.format(**about)
