"""The persona: who speaks. One YAML file; another brand replaces that file and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from fulfillment.conversation.wording import Section
from model.form import Form
from model.reading import parsed


class PersonaError(Exception):
    """The persona file can't be used; the message names file, key and what to do, in Dutch, for the editor."""


@dataclass(frozen=True)
class Persona:
    """Who speaks.

    `models` are the two or three well-known characters it is made of (bluepaper 000 §4.2, "Geef je chatbot een
    karakter"), `dos` and `donts` how that shows: they are for who writes the texts. `form` is how it addresses people.
    `answers` are what it says of itself, by the intent that asks; `texts` replace texts of prompts.yaml by section and
    key.
    """

    name: str
    product: str
    form: Form
    birthday: date
    models: tuple[str, ...]
    dos: tuple[str, ...]
    donts: tuple[str, ...]
    answers: Mapping[str, str]
    texts: Mapping[str, Section] = field(default_factory=dict)


def load_persona(path: Path | None = None) -> Persona:
    """Read a persona file; without `path` the one that comes with the package. Raises PersonaError."""
    named = path or "persona.yaml"
    try:
        return _read(path.read_text(encoding="utf-8-sig")) if path else _own()
    except OSError as error:
        raise PersonaError(f"{named}: niet te lezen ({error.strerror}); controleer pad en rechten") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PersonaError(f"{named}: geen geldige YAML in UTF-8; vergelijk hem met persona.yaml") from error
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "de inhoud"
        raise PersonaError(f"{named}: {where} ontbreekt of heeft niet de goede vorm; zie persona.yaml") from error


@cache
def _own() -> Persona:
    return _read(files("fulfillment.conversation.texts.nl").joinpath("persona.yaml").read_text(encoding="utf-8"))


def _read(text: str) -> Persona:
    return TypeAdapter(Persona).validate_python(parsed(text), extra="forbid")
