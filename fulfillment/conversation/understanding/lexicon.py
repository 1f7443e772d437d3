"""The small words that understanding rests on, from texts/nl/lexicon.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BeforeValidator, TypeAdapter

from model.reading import parsed


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
class RatingWords:
    """Words around a figure, and words for the figures at the ends of the scale, in utterances of few words."""

    around: Words
    most_words: int
    diminutives: Mapping[str, str]
    ends: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class SeveralWords:
    """How all, none (`nothing` only when nothing else is said), and all but some of a list of things are named;
    `closing` names nothing ("en dat is alles")."""

    all: tuple[str, ...]
    none: tuple[str, ...]
    nothing: tuple[str, ...]
    closing: tuple[str, ...]
    but: Words


@dataclass(frozen=True)
class Lexicon:
    """All of them. The YAML explains each."""

    hesitations: Words
    around: Words
    small: Words
    smallest: Words
    done: Words
    dialect: Mapping[str, str]
    denials: Words
    refusals: Words
    agreements: Words
    plain_yes: Words
    reservations: Words
    numbers: Mapping[str, str]
    places: tuple[Place, ...]
    last_place: Words
    middle_place: Words
    names_a_place: Words
    after_a_place: Words
    corrections: tuple[str, ...]
    retractions: tuple[str, ...]
    contrasts: Words
    between: Words
    hesitant: Words
    rating: RatingWords
    several: SeveralWords
    objections: tuple[str, ...]
    before_a_name: tuple[str, ...]
    after_a_name: tuple[str, ...]
    no_names: Words
    people: Mapping[str, str]
    aspects: Mapping[str, Words]
    sensitive: tuple[str, ...]
    digit_words: Mapping[str, str]


@cache
def lexicon() -> Lexicon:
    """Load the lexicon that comes with the package. Raises pydantic.ValidationError when a key is wrong."""
    text = files("fulfillment.conversation.texts.nl").joinpath("lexicon.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Lexicon).validate_python(parsed(text))
