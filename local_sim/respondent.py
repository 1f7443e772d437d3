"""A made-up caller for an unattended scan: Sanne of the webshop Groen & Doen, sixty people, garden goods.

She hears only what a caller hears and always says the same things in the same order.
"""

from local_sim.asked import asked
from local_sim.cues import CONSENT, GIVE_UP, OPEN, cue
from local_sim.errors import SimulatorError
from local_sim.phrasing import FORMS, voiced
from local_sim.platforms import Heard
from local_sim.words import folded
from model.question import Answer, Kind, Question
from model.types import Model

MOST_TURNS = 80

_PLAN = ("middle", "middle", "high", "low", "high", "middle")
"""How mature her answers are, question by question and then again: a shop that is on its way."""
DONT_KNOW = "weet ik niet"
_INSTEAD = {2: "herhaal", 4: "paarse krokodil", 7: "hoe ver zijn we", 9: "vorige", 11: DONT_KNOW}
"""Said once instead of an answer, by the number of the question, so that help and repair are seen too."""


class Respondent:
    """Answers whatever the bot asks.

    `given` maps the ids of the questions answered so far to answer ids, or to None for "weet ik niet".
    """

    def __init__(self, model: Model) -> None:
        self._questions = model.questions
        self._instead = dict(_INSTEAD)
        self._met: list[str] = []
        self._tries: dict[str, int] = {}
        self._open = list(OPEN)
        self._current: Question | None = None
        self._wandered = False
        self._unknown = ""
        self._turns = 0
        self.given: dict[str, str | None] = {}

    def reply(self, heard: Heard) -> str:
        """Give the caller's words for one turn. Raises SimulatorError after MOST_TURNS turns."""
        self._turns += 1
        if self._turns > MOST_TURNS:
            raise SimulatorError(
                f"Na {MOST_TURNS} beurten was het gesprek nog niet klaar: kijk hierboven welke vraag steeds terugkomt."
            )
        question = self._asked(heard.speech)
        if question and question.kind is not Kind.OPEN:
            return self._answer(question)
        self._current = None
        return self._react(heard.speech)

    def _asked(self, speech: str) -> Question | None:
        question = asked(speech, self._questions)
        if question is None and self._wandered and cue(speech) is None:
            return self._current
        return question

    def _answer(self, question: Question) -> str:
        if question.id not in self._met:
            self._met.append(question.id)
        self._current = question
        number = self._met.index(question.id)
        instead = self._instead.pop(number, None)
        self._wandered = instead is not None and instead != DONT_KNOW
        if instead is None:
            return self._choose(question, number)
        if instead == DONT_KNOW:
            self.given[question.id] = None
        return instead

    def _choose(self, question: Question, number: int) -> str:
        answer = _planned(question, number)
        self.given[question.id] = answer.id
        tries = self._tries.get(question.id, 0)
        self._tries[question.id] = tries + 1
        return voiced(question, answer, FORMS[(number + tries) % len(FORMS)])

    def _react(self, speech: str) -> str:
        found = CONSENT if self._turns == 1 else cue(speech)
        if found:
            return found.says
        again = folded(speech) == self._unknown
        self._unknown = folded(speech)
        return GIVE_UP if again or not self._open else self._open.pop(0)


def _planned(question: Question, number: int) -> Answer:
    low_to_high = sorted(question.answers, key=lambda answer: answer.score)
    places = {"low": 0, "middle": len(low_to_high) // 2, "high": -1}
    return low_to_high[places[_PLAN[number % len(_PLAN)]]]
