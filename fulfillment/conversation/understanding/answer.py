"""An answer to any question of the scan, or to a slot with options: one door, whatever the kind."""

from collections.abc import Iterator
from typing import Protocol

from fulfillment.conversation.understanding import choice, several
from fulfillment.conversation.understanding.choice import Choice
from fulfillment.conversation.understanding.kept import Lesson
from fulfillment.conversation.understanding.keyword import Keywords
from fulfillment.conversation.understanding.rating import rating
from fulfillment.conversation.understanding.several import Several
from fulfillment.conversation.understanding.understood import Understood
from fulfillment.conversation.understanding.yes_no import yes_no
from model.question import Answer, Kind, Question
from model.types import Model

_PLAIN = 0.97


class Listed(Protocol):
    """Something with options to choose from."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Its options."""


class Understander:
    """Understands the answers to the questions of one model. Learns a question when it is first asked."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._choices: dict[str, Choice] = {}
        self._several: dict[str, Several] = {}
        self._slots: dict[str, Keywords] = {}

    def answer(self, question: Question, words: tuple[str, ...]) -> Understood | None:
        """Give what was answered, or None for other talk. An open question is answered by anything: not here."""
        match question.kind:
            case Kind.RATING:
                return rating(words, question.low, question.high)
            case Kind.SEVERAL:
                return self._things(question).understand(words)
            case Kind.YES_NO:
                return _yes_or_no(question, words) or self._choice(question).understand(words)
            case Kind.OPEN:
                return None
        return self._choice(question).understand(words)

    def option(self, slot: Listed, words: tuple[str, ...]) -> Understood | None:
        """Give the option of a slot that was meant."""
        if slot.id not in self._slots:
            self._slots[slot.id] = Keywords(slot.answers)
        return self._slots[slot.id].understand(words)

    def learn(self) -> None:
        """Learn all questions now, so that nobody waits for it later."""
        for question in self._model.scored:
            self.answer(question, ("niets",))

    def lessons(self) -> Iterator[Lesson]:
        """Give what there is to learn of all questions."""
        for question in self._model.scored:
            if question.kind is Kind.SEVERAL:
                yield several.what_to_learn(question)
            elif question.kind is not Kind.RATING:
                yield choice.what_to_learn(question)

    def _choice(self, question: Question) -> Choice:
        if question.id not in self._choices:
            self._choices[question.id] = Choice(question)
        return self._choices[question.id]

    def _things(self, question: Question) -> Several:
        if question.id not in self._several:
            self._several[question.id] = Several(question)
        return self._several[question.id]


def _yes_or_no(question: Question, words: tuple[str, ...]) -> Understood | None:
    """Hear a plain yes or no as the higher or the lower of the two answers."""
    said = yes_no(words)
    if said is None:
        return None
    lower, higher = sorted(question.answers, key=lambda answer: answer.score)
    return Understood(((higher if said else lower).id,), _PLAIN, "ja" if said else "nee")
