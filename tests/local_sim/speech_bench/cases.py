"""What is said to the ear, and what it means: every phrase the scan expects, and talk that answers nothing."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from local_sim.listen.expected import Expected, commands, of_question_asked
from local_sim.listen.phrases import LAST
from local_sim.words import folded
from model.question import Kind as Asks
from model.question import Question
from voice_models.answers import ORDINALS, of_question
from voice_models.contract import contract

_FOLDER = Path(__file__).parent


class Kind(StrEnum):
    """What sort of thing is said. TALK answers nothing."""

    OPTION = "option names"
    ORDINAL = "ordinals"
    KEYWORD = "keywords"
    COMMAND = "commands"
    TALK = "other talk"


@dataclass(frozen=True)
class Asked:
    """A question, with what the ear expects as its answer and what each of these phrases means."""

    question: Question

    @cached_property
    def expected(self) -> Expected:
        """What the ear is told."""
        return of_question_asked(self.question)

    @cached_property
    def _meanings(self) -> dict[str, set[str]]:
        found = defaultdict(set)
        for value in of_question(self.question):
            for text in (value.name, *value.synonyms):
                found[folded(text)].add(value.id)
        if self.question.answers:
            found[folded(LAST)].add(f"{self.question.id}-{self.question.answers[-1].id}")
        for intent in contract().intents:
            for text in intent.phrases:
                found[folded(text)].add(intent.name)
        return dict(found)

    def means(self, text: str) -> set[str]:
        """Give the answers and commands that this phrase stands for; the empty set for none."""
        return self._meanings.get(folded(text), set())


@dataclass(frozen=True)
class Case:
    """`text` is said when `asked` was asked."""

    asked: Asked
    text: str
    kind: Kind


def phrases(questions: Iterable[Question], seed: int) -> Iterator[Case]:
    """Give every answer at its own question, and every command at one of them."""
    asked = [Asked(question) for question in questions if question.kind is not Asks.OPEN]
    for each in asked:
        for value in of_question(each.question):
            yield Case(each, value.name, Kind.OPTION)
            yield from (Case(each, text, _kind(text)) for text in value.synonyms)
        if each.question.answers:
            yield Case(each, LAST, Kind.ORDINAL)
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    for text in commands():
        yield Case(chance.choice(asked), text, Kind.COMMAND)


def talk(questions: Iterable[Question], name: str, seed: int) -> Iterator[Case]:
    """Give the lines of talk_`name`.txt, each at one of the questions."""
    asked = [Asked(question) for question in questions if question.kind is not Asks.OPEN]
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    for line in (_FOLDER / f"talk_{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield Case(chance.choice(asked), line, Kind.TALK)


def sample(questions: Iterable[Question], each: int, seed: int) -> Iterator[Case]:
    """Draw `each` phrases of every kind, so that the many keywords do not hide the few names and ordinals; when there
    are fewer they come again."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    of_kind = defaultdict(list)
    for case in phrases(questions, seed):
        of_kind[case.kind].append(case)
    for known in of_kind.values():
        drawn = [case for _ in range(-(-each // len(known))) for case in chance.sample(known, len(known))]
        yield from drawn[:each]


def _kind(text: str) -> Kind:
    return Kind.ORDINAL if text in ORDINALS else Kind.KEYWORD
