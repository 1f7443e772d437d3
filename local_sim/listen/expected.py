"""What a reply expects to hear: the answers to what was asked, and the commands that work at any moment."""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from local_sim.asked import asked
from local_sim.cues import cue
from local_sim.listen.nearest import readings
from local_sim.listen.phrases import LAST
from local_sim.platforms import Heard
from local_sim.words import folded
from model.question import Kind, Question
from model.types import Model
from voice_models.answers import of_question
from voice_models.contract import contract

_MOST_COMMAND_WORDS = 4
_FIGURES = re.compile(r"\b(cijfers|code)\b[^?]*\?$", re.IGNORECASE)
_SLOT = re.compile(r"\{\w+\}")
_ANSWER = "answer"


@dataclass(frozen=True)
class Expected:
    """What may be said now. `phrases` are whole answers and commands, the answers first; `around` is what people say
    before an answer ("ik denk"). When `free`, anything may come; when `spelled`, letters and figures, with pauses."""

    phrases: tuple[str, ...]
    around: tuple[str, ...] = ()
    free: bool = False
    spelled: bool = False

    def whole(self, words: str) -> bool:
        """Tell whether these words are one of the phrases, to the letter, with or without what is said before it."""
        return any(reading in self._folded for reading in readings(words, self.around))

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(map(folded, self.phrases))


def expected(heard: Heard, model: Model) -> Expected:
    """Give what the reply expects, told by its words and its chips."""
    question = asked(heard.speech, model.questions)
    if question:
        return of_question_asked(question)
    found = cue(heard.speech)
    spelled = _FIGURES.search(heard.speech) is not None or (found is not None and found.name == "address")
    if spelled or (found is not None and found.name == "name"):
        # An address or a name is what was heard: no other one is near enough to put in its place.
        return Expected(commands(), free=True, spelled=spelled)
    return Expected((*heard.chips, *contract().about, *commands()), around())


def of_question_asked(question: Question) -> Expected:
    """Give what this question expects; an open one lets people talk freely."""
    answers = tuple(text for value in of_question(question) for text in (value.name, *value.synonyms))
    last = (LAST,) if question.answers else ()
    return Expected((*answers, *last, *commands()), around(), free=question.kind is Kind.OPEN)


@cache
def commands() -> tuple[str, ...]:
    """Give the shorter phrases of the commands: long ones make every answer look like one."""
    phrases = (phrase for intent in contract().intents for phrase in intent.phrases)
    return tuple(dict.fromkeys(phrase for phrase in phrases if len(phrase.split()) <= _MOST_COMMAND_WORDS))


@cache
def around() -> tuple[str, ...]:
    """Give what is said before an answer, by the contract."""
    free = next(intent for intent in contract().free if intent.name == _ANSWER)
    leads = (sample.removesuffix("{answer}").strip() for sample in free.samples if sample.endswith("{answer}"))
    return tuple(dict.fromkeys(lead for lead in leads if lead and not _SLOT.search(lead)))
