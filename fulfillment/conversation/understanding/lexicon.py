"""The small words that understanding rests on, from texts/nl/lexicon.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import BeforeValidator, TypeAdapter


def _split(value: object) -> object:
    return value.split() if isinstance(value, str) else value


Words = Annotated[frozenset[str], BeforeValidator(_split)]
Sequence = Annotated[tuple[str, ...], BeforeValidator(_split)]


@dataclass(frozen=True)
class Place:
    """How one place in a list of options is named: anywhere, or only when nothing else is said."""

    ordinals: Words
    alone: Words


@dataclass(frozen=True)
class AddressWords:
    """How the parts of an e-mail address are said; the keys of `signs`, `letters` and `joined` are what is meant."""

    signs: Mapping[str, Words]
    short_at: Words
    joined: Mapping[str, tuple[str, ...]]
    digits: Sequence
    letters: Mapping[str, Words]
    alphabets: Words
    doubles: Words
    lead_in: tuple[str, ...]
    lead_out: tuple[str, ...]
    known_domains: Mapping[str, str]


@dataclass(frozen=True)
class Lexicon:
    """All of them. The YAML explains each."""

    hesitations: Words
    around: Words
    denials: Words
    refusals: Words
    agreements: Words
    reservations: Words
    weak_commands: Words
    numbers: Mapping[str, str]
    places: tuple[Place, ...]
    last_place: Words
    middle_place: Words
    names_a_place: Words
    after_a_place: Words
    corrections: tuple[str, ...]
    objections: tuple[str, ...]
    address: AddressWords


@cache
def lexicon() -> Lexicon:
    """Load the lexicon that comes with the package. Raises pydantic.ValidationError when a key is wrong."""
    text = files("fulfillment.conversation.texts.nl").joinpath("lexicon.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Lexicon).validate_python(yaml.safe_load(text))
