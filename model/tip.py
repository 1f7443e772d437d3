"""Advice as data: tips, practice examples, and the themes of what people say they want or fear."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Effort(StrEnum):
    """How long a tip takes to carry out."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Effect(StrEnum):
    """How much a tip may be expected to bring."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True)
class Tip:
    """One piece of advice. `level` (1-5) is the level it helps a company up from (5: stay ahead);
    `called_by` maps question ids to the answers that call for it (see Question.calls); `spoken` is the tip in one
    short sentence. `roles`, `sectors` and `sizes` are those it fits best (empty: all)."""

    id: str
    aspect: str
    level: int
    title: str
    spoken: str
    text: str
    first_step: str
    source: str
    effort: Effort
    effect: Effect
    called_by: Mapping[str, tuple[str, ...]]
    roles: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A practice example: what a company did, and what a reader learns from it; tied to tips by their ids."""

    id: str
    company: str
    title: str
    what: str
    lesson: str
    source: str
    tips: tuple[str, ...]


@dataclass(frozen=True)
class Theme:
    """What an open answer can be about: `phrases` are what people say, `says` is what the report answers."""

    id: str
    question: str
    name: str
    says: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """Who answers: role, sector and size ("" when not known), and their own words by open question id.

    A profile changes which tips come first, never a score.
    """

    role: str = ""
    sector: str = ""
    size: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
