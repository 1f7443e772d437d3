"""A session: all that is known of one respondent's conversation between two turns."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from model.question import Question
from model.types import Model


class Step(StrEnum):
    """What the conversation is asking now."""

    CONSENT = "consent"
    QUESTION = "question"
    OFFER = "offer"
    ADDRESS = "address"
    CONFIRM = "confirm"
    RESUME = "resume"
    RESTART = "restart"
    ERASE = "erase"


class Outcome(StrEnum):
    """How a session ended for good. Storage acts on it: FINISHED is kept and mailed, the others leave nothing."""

    FINISHED = "finished"
    REFUSED = "refused"
    ERASED = "erased"


@dataclass(frozen=True)
class Session:
    """The state of one conversation. Never changed in place.

    `model_version` is the version of the model its questions come from. `given` maps question ids to answer
    ids, or to None for "weet ik niet"; `current` is the question asked now. `interrupted` is the step to go
    back to when a side question (resume, restart, erase) is answered. `misses` and `silences` count in a row;
    `tries` counts addresses that were turned down. `local` is the first half of an address while it is
    dictated in two parts, `address` one that waits for "ja" or was confirmed. `kept_days` is how long a
    session can be taken up again, `returnable` whether the platform will know this respondent again. `talk` is the
    platform's own id of the conversation that is going on. `confirmed` is the question whose answer the last reply
    confirmed in passing, and which can still be put right ("nee, de tweede").
    """

    id: str
    model_version: str
    kept_days: int = 7
    step: Step = Step.CONSENT
    interrupted: Step | None = None
    current: str | None = None
    given: Mapping[str, str | None] = field(default_factory=dict)
    misses: int = 0
    silences: int = 0
    tries: int = 0
    local: str | None = None
    address: str | None = None
    replies: int = 0
    outcome: Outcome | None = None
    returnable: bool = True
    talk: str = ""
    confirmed: str | None = None

    @property
    def consented(self) -> bool:
        """Whether the respondent agreed to take part."""
        return self.current is not None

    def at(self, step: Step) -> "Session":
        """Move to `step` with a clean slate: no misses or silences, no side question."""
        return replace(self, step=step, misses=0, silences=0, interrupted=None, confirmed=None)

    def aside(self, step: Step) -> "Session":
        """Put a side question between, and remember where to go back to; side questions do not stack."""
        return replace(self.at(step), interrupted=self.interrupted or self.step)

    def returned(self) -> "Session":
        """Go back to where a side question came in; without one, stay."""
        return self.at(self.interrupted) if self.interrupted else self

    def without_pending(self) -> "Session":
        """Drop a question that waits for a yes nobody can mean any more: a side question, or an address read back."""
        back = self.returned()
        return replace(back.at(Step.ADDRESS), address=None) if back.step is Step.CONFIRM else back

    def asking(self, question: Question) -> "Session":
        """Move to this question."""
        return replace(self.at(Step.QUESTION), current=question.id)

    def giving(self, question: Question, answer: str | None) -> "Session":
        """Take `answer` (None: "weet ik niet") as the answer to a question."""
        return replace(self, given={**self.given, question.id: answer})

    def unanswered(self, model: Model) -> Question | None:
        """Give the first question of the quick scan that has no answer yet, or None when the scan is done."""
        return next((question for question in model.quick_scan if question.id not in self.given), None)

    def fitting(self, model: Model) -> "Session":
        """Go on in another version of the model: answers that still exist stay, and the rest is asked again."""
        if self.model_version == model.version:
            return self
        known = {question.id: {None, *(a.id for a in question.answers)} for question in model.quick_scan}
        given = {id: answer for id, answer in self.given.items() if answer in known.get(id, ())}
        fitted = replace(self, model_version=model.version, given=given)
        asked = fitted.unanswered(model)
        if not self.consented:
            return fitted
        if asked:
            return fitted.asking(asked)
        return replace(fitted.asking(model.quick_scan[-1]), step=Step.OFFER)
