"""The maturity model as data: areas, aspects, levels, questions and tips."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

Given = Mapping[str, str | None]
"""What a respondent gave: question id to answer id, or to None for "weet ik niet / niet van toepassing"."""


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
class Answer:
    """One option. `score` 0-100 rises with maturity; `spoken` is the option as it is read out;
    `label` fits on a chip (at most 25 characters); `keywords` are what people say when they mean it."""

    id: str
    score: int
    spoken: str
    label: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question of the scan.

    `spoken` is read out and followed by the options; `short` says it anew and shorter, for silence and the
    first misunderstanding; `example` helps after the second; `screen` is shown; `why` is said on request;
    `source` names the section of the bluepaper it rests on.
    """

    id: str
    aspect: str
    spoken: str
    short: str
    example: str
    screen: str
    why: str
    source: str
    answers: tuple[Answer, ...]
    quick_scan: bool = True

    def answer(self, id: str) -> Answer:
        """Give the answer with this id. Raises KeyError if there is none."""
        for answer in self.answers:
            if answer.id == id:
                return answer
        raise KeyError(id)

    def next_step(self, answer_id: str) -> Answer | None:
        """Give the answer one step above, or None at the top."""
        ids = [answer.id for answer in self.answers]
        above = ids.index(answer_id) + 1
        return self.answers[above] if above < len(ids) else None


@dataclass(frozen=True)
class Tip:
    """One piece of advice. `level` (1-5) is the level it helps a company up from (5: stay ahead);
    `called_by` maps question ids to the answer ids that call for it; `spoken` is the tip in one short sentence."""

    id: str
    aspect: str
    level: int
    title: str
    spoken: str
    text: str
    first_step: str
    source: str
    called_by: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Model:
    """The whole model in one version. Questions stand in the order in which they are asked."""

    version: str
    levels: tuple[Level, ...]
    areas: tuple[Area, ...]
    aspects: tuple[Aspect, ...]
    questions: tuple[Question, ...]
    tips: tuple[Tip, ...]

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
