"""The maturity model as a whole: areas, aspects and levels, with its questions, tips, cases and themes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from model.form import Form
from model.question import Given, Kind, Question
from model.tip import Case, Theme, Tip


@dataclass(frozen=True)
class Level:
    """A step of maturity. `number` 1-5; `minimum` is the lowest score (0-100) that reaches it."""

    number: int
    name: str
    minimum: int
    meaning: str


@dataclass(frozen=True)
class Area:
    """One of the three areas of bluepaper 000 §4.1."""

    id: str
    name: str


@dataclass(frozen=True)
class Aspect:
    """One of the six aspects of bluepaper 000 §4.1.

    `spoken` fits in a running sentence ("de gebruikerservaring"); `asks` is the question behind the aspect;
    `bridge` is said when its first question comes.
    """

    id: str
    area: str
    name: str
    spoken: str
    asks: str
    bridge: str


@dataclass(frozen=True)
class Model:
    """The whole model in one version. Questions stand in the order in which they are asked; texts are in one `form`."""

    version: str
    levels: tuple[Level, ...]
    areas: tuple[Area, ...]
    aspects: tuple[Aspect, ...]
    questions: tuple[Question, ...]
    tips: tuple[Tip, ...]
    cases: tuple[Case, ...] = ()
    themes: tuple[Theme, ...] = ()
    form: Form = Form.JE

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _aspects(self) -> Mapping[str, Aspect]:
        return {aspect.id: aspect for aspect in self.aspects}

    def question(self, id: str) -> Question:
        """Give the question with this id. Raises KeyError if there is none."""
        return self._questions[id]

    def aspect(self, id: str) -> Aspect:
        """Give the aspect with this id. Raises KeyError if there is none."""
        return self._aspects[id]

    def level(self, number: int) -> Level:
        """Give the level with this number, 1-5. Raises IndexError outside that range."""
        return self.levels[number - 1]

    @cached_property
    def quick_scan(self) -> tuple[Question, ...]:
        """The questions of the quick scan, in the order in which they are asked."""
        return tuple(question for question in self.questions if question.quick_scan)

    @cached_property
    def scored(self) -> tuple[Question, ...]:
        """The questions of the full scan that make the score, in the order in which they are asked."""
        return tuple(question for question in self.questions if question.kind is not Kind.OPEN)

    def applicable(self, given: Given) -> tuple[Question, ...]:
        """The scored questions that make sense for who gave these answers, and those that were answered anyway."""
        return tuple(q for q in self.scored if given.get(q.id) is not None or not q.skipped(given))
