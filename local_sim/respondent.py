"""A synthetic respondent: somebody of an invented company, who answers whatever the bot asks.

The person hears only what a caller hears, always says the same things in the same order, and notices when the bot took
another answer, or another address, than was meant.
"""

from collections.abc import Iterable

from local_sim.asked import asked
from local_sim.company import Company
from local_sim.cues import CONSENT, GIVE_UP, ONCE_MORE, Cue, cue, is_passed_over
from local_sim.dictation import dictated, is_read_back
from local_sim.errors import SimulatorError
from local_sim.phrasing import voiced
from local_sim.platforms import Heard
from local_sim.words import folded
from model.question import Answer, Kind, Question
from model.types import Model

MOST_TURNS = 120
DONT_KNOW = "weet ik niet"
BACK = "vorige"
_MOST_CORRECTIONS = 2
"""Times that a person goes back to one question; then it is left as it is."""


class Respondent:
    """Answers for `company`.

    `repaired` holds the ids of the questions that took more than one answer, because the bot did not understand it,
    or took another one than was meant.
    """

    def __init__(self, model: Model, company: Company) -> None:
        self._questions = model.questions
        self._company = company
        self._instead = dict(company.instead)
        self._own = {
            "name": company.person,
            "role": company.role,
            "sector": company.sector,
            "size": company.size,
            **company.says,
        }
        self._met: list[str] = []
        self._tries: dict[str, int] = {}
        self._corrections: dict[str, int] = {}
        self._addresses = 0
        self._current: Question | None = None
        self._answered: Question | None = None
        self._wandered = False
        self._unknown = self._cue = ""
        self.turns = 0
        self.repaired: set[str] = set()

    def reply(self, heard: Heard) -> str:
        """Give the person's words for one turn. Raises SimulatorError after MOST_TURNS turns."""
        self.turns += 1
        if self.turns > MOST_TURNS:
            raise SimulatorError(
                f"Na {MOST_TURNS} beurten was het gesprek nog niet klaar: kijk met --verbose welke vraag terugkomt."
            )
        found = cue(heard.speech)
        question = self._asked(heard.speech, found)
        if self._is_mistaken(heard.speech, question):
            return self._go_back()
        if found and found.name == "meant" and self._current and not asked(heard.speech, self._questions):
            return self._confirm(self._current, heard.speech)
        if question is None:
            self._current = self._answered = None
            return self._react(heard.speech, found)
        return self._tell(question) if question.kind is Kind.OPEN else self._answer(question)

    def meant(self, question: Question) -> Answer | None:
        """Give the answer that this person means, None for "weet ik niet"."""
        id = self._company.given.get(question.id)
        return question.answer(id) if id else None

    def _asked(self, speech: str, found: Cue | None) -> Question | None:
        question = asked(speech, self._questions)
        if question is None and self._wandered and found is None:
            return self._current
        return question

    def _is_mistaken(self, speech: str, question: Question | None) -> bool:
        """Whether the bot left the question that was just answered with another answer than was meant, and says so."""
        last = self._answered
        if not self._company.corrects or last is None or question == last:
            return False
        meant, taken = self.meant(last), _taken(speech, last.answers)
        wrong = taken != meant if taken else meant is not None and is_passed_over(speech)
        return wrong and self._corrections.get(last.id, 0) < _MOST_CORRECTIONS

    def _go_back(self) -> str:
        last = self._answered
        if last:
            self.repaired.add(last.id)
            self._corrections[last.id] = self._corrections.get(last.id, 0) + 1
        self._answered = None
        self._wandered = False
        return BACK

    def _confirm(self, question: Question, speech: str) -> str:
        """React to "bedoel je …?": yes when it is so; of two, and when it is not so, in this person's own words."""
        self.repaired.add(question.id)
        answer = self.meant(question)
        if answer is None:
            return DONT_KNOW
        named = [each for each in question.answers if folded(each.spoken) in folded(speech)]
        if named == [answer]:
            return "ja"
        return voiced(question, answer, "own words") if answer in named else "nee"

    def _answer(self, question: Question) -> str:
        if question.id not in self._met:
            self._met.append(question.id)
        self._current = question
        instead = self._instead.pop(question.id, None)
        if instead is not None:
            self._answered, self._wandered = question, True
            return instead
        return self._choose(question)

    def _choose(self, question: Question) -> str:
        tries = self._tries.get(question.id, 0)
        if tries and not self._wandered:
            self.repaired.add(question.id)
        self._tries[question.id] = tries + 1
        self._answered, self._wandered = question, False
        answer = self.meant(question)
        forms = self._company.forms
        number = self._met.index(question.id)
        return voiced(question, answer, forms[(number + tries) % len(forms)]) if answer else DONT_KNOW

    def _tell(self, question: Question) -> str:
        """Answer an open question: what they want at the first, what is in the way at the next."""
        self._answered = None
        first = next(each for each in self._questions if each.kind is Kind.OPEN)
        return self._company.goal if question == first else self._company.obstacle

    def _react(self, speech: str, found: Cue | None) -> str:
        found = CONSENT if self.turns == 1 else found
        if found is None:
            again = folded(speech) == self._unknown
            self._unknown = folded(speech)
            return GIVE_UP if again else ONCE_MORE
        if found.name == "address":
            return self._dictate()
        if found.name == "read back":
            return "ja, dat klopt" if is_read_back(self._company.address, speech) else "nee"
        again, self._cue = found.name == self._cue, found.name
        return self._own.get(found.name) or (again and found.shorter) or found.says or "ja"

    def _dictate(self) -> str:
        """Say the address; when that did not help, spell it; then say it again."""
        self._addresses += 1
        return dictated(self._company.address, spelled=self._addresses % 2 == 0)


def _taken(speech: str, answers: Iterable[Answer]) -> Answer | None:
    """Give the answer that the bot says it took, with one word before it or none: "Oké, via meer kanalen." None when it
    names none."""
    said = folded(speech)
    begins = (f"{said} ", f"{said.partition(' ')[2]} ")
    named = [answer for answer in answers if any(text.startswith(f"{folded(answer.spoken)} ") for text in begins)]
    return max(named, key=lambda answer: len(folded(answer.spoken)), default=None)
