"""A session: all that is known of one respondent's conversation between two turns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fulfillment.conversation.reply import Expects
from model.question import Choice, Kind, Question
from model.records import replace
from model.tip import Profile
from model.types import Model


class Step(StrEnum):
    """What the conversation is asking now."""

    CONSENT = "consent"
    SLOT = "slot"
    QUESTION = "question"
    MEANT = "meant"
    OFFER = "offer"
    ADDRESS = "address"
    CONFIRM = "confirm"
    RESUME = "resume"
    RESTART = "restart"
    ERASE = "erase"
    CODE = "code"
    PERSON = "person"
    REACH = "reach"
    REACHED = "reached"
    MEANWHILE = "meanwhile"


_WAITING = {Step.CONFIRM: Step.ADDRESS}
"""Where a step that waits for a yes goes back to when nobody can mean that yes any more."""


_BRISK = 3
"""Quick answers in a row from which on less is said."""


class Account(StrEnum):
    """Whether the platform was asked for the address of the respondent's account: not yet; asked, without one that is
    of use; an address is read back; or he has not allowed it so far."""

    UNASKED = "unasked"
    ASKED = "asked"
    GIVEN = "given"
    NO_CONSENT = "no_consent"


class Outcome(StrEnum):
    """How a session ended so that nothing of it is left."""

    REFUSED = "refused"
    ERASED = "erased"


@dataclass(frozen=True)
class Session:
    """The state of one conversation. Never changed in place.

    What is known: `consented` tells whether the respondent agreed to take part; `given` maps question ids to what was
    chosen; `slots` what was asked besides (name, role, the ending), None where it was passed over; `address` an address
    that was confirmed, `reach` how a colleague can call back; `deepened` the aspects that are asked in full, beyond the
    quick scan.

    Where we are: `step` asks now, about question `current` or slot `slot`, and `expects` an answer of that kind
    (NOTHING before the first reply of a conversation); `interrupted` is the step to go back to when a side question is
    answered; `meant` are the choices between which is asked ("Bedoel je …?"); `pending` is an address or number that
    waits for "ja", `local` the first half of one dictated in two parts; `confirmed` is the question whose answer was
    confirmed in passing and can still be put right ("nee, de tweede"); `denied` are choices for the current question
    that were asked back about in vain.

    How it goes: `misses` and `silences` count in a row, `tries` addresses turned down, `stuck` questions given up;
    `said` counts how often a text with variants was said; `said_at` and `spoke` tell when the last reply was given
    and of how many words; `quick` counts answers in a row that came before it could have been heard out.

    What came of it: `reported` tells whether a report was asked for or declined since the last answer, `reports` and
    `handovers` count those to be made (storage acts when they rise), `reason` is why a colleague is asked for (asked,
    angry, stuck), `claim` is the code of a conversation that is to be taken over. `code` opens this one elsewhere, once
    it was `told`, and the report page once that was named (`paged`). `account` is about the address of the platform's
    account. `asked` is what was said to ask for the consent that is waited for. `kept_days` is how long it can be taken
    up again, `returnable` whether the platform will know this respondent again, `talk` which conversation of the
    platform is going on, `last` the id of its last request as the platform gave it and as it is known here, and
    `fixed_ids` whether it gives all its requests the same.
    """

    id: str
    model_version: str
    kept_days: int = 7
    code: str = ""
    step: Step = Step.CONSENT
    expects: Expects = Expects.NOTHING
    consented: bool = False
    interrupted: Step | None = None
    current: str | None = None
    slot: str | None = None
    given: Mapping[str, Choice] = field(default_factory=dict)
    slots: Mapping[str, str | None] = field(default_factory=dict)
    deepened: tuple[str, ...] = ()
    address: str | None = None
    reach: str | None = None
    meant: tuple[Choice, ...] = ()
    pending: str | None = None
    local: str | None = None
    confirmed: str | None = None
    denied: tuple[Choice, ...] = ()
    misses: int = 0
    silences: int = 0
    tries: int = 0
    stuck: int = 0
    said: Mapping[str, int] = field(default_factory=dict)
    said_at: datetime | None = None
    spoke: int = 0
    quick: int = 0
    replies: int = 0
    reported: bool = False
    reports: int = 0
    handovers: int = 0
    handed: bool = False
    reason: str = ""
    note: str = ""
    told: bool = False
    paged: bool = False
    claim: str | None = None
    claims: int = 0
    outcome: Outcome | None = None
    account: Account = Account.UNASKED
    asked: tuple[str, ...] = ()
    returnable: bool = True
    talk: str = ""
    last: tuple[str, str] = ("", "")
    fixed_ids: bool = False

    @property
    def brisk(self) -> bool:
        """Whether this respondent answers before all is said, so that less may be said."""
        return self.quick >= _BRISK

    @property
    def name(self) -> str:
        """The first name, or ""."""
        return self.slots.get("name") or ""

    def profile(self, model: Model) -> Profile:
        """Give who answers, as far as that is known."""
        told = {key: self.slots.get(key) or "" for key in ("role", "sector", "size")}
        known = {key: "" if value == "anders" else value for key, value in told.items()}
        words = {q.id: said for q in model.questions if q.kind is Kind.OPEN and (said := self.slots.get(q.id))}
        return Profile(**known, words=words)

    def at(self, step: Step) -> "Session":
        """Move to `step` with a clean slate: no misses or silences, no side question."""
        return replace(self, step=step, misses=0, silences=0, interrupted=None, confirmed=None, meant=())

    def aside(self, step: Step) -> "Session":
        """Put a side question between, and remember where to go back to; side questions do not stack."""
        back = self.interrupted or _WAITING.get(self.step, self.step)
        return replace(self.at(step), interrupted=back)

    def returned(self) -> "Session":
        """Go back to where a side question came in; without one, stay."""
        return replace(self.at(self.interrupted), pending=None) if self.interrupted else self

    def without_pending(self) -> "Session":
        """Drop a question that waits for a yes nobody can mean any more: a side question, or an address read back."""
        back = self.returned()
        return replace(back.at(_WAITING.get(back.step, back.step)), pending=None, local=None, asked=())

    def forgetting(self) -> "Session":
        """Drop the address once its mail is on its way, unless it may be used for later contact."""
        return replace(self, address=None) if self.reports and self.slots.get("contact") != "ja" else self

    def asking(self, question: Question) -> "Session":
        """Move to this question."""
        denied = self.denied if question.id == self.current else ()
        return replace(self.at(Step.QUESTION), current=question.id, denied=denied)

    def giving(self, question: Question, choice: Choice) -> "Session":
        """Take `choice` (None: "weet ik niet") as the answer to a question."""
        return replace(self, given={**self.given, question.id: choice}, reported=False)

    def filling(self, slot: str, value: str | None) -> "Session":
        """Keep what was said for a slot; None when it was passed over."""
        return replace(self, slots={**self.slots, slot: value})

    def course(self, model: Model) -> tuple[Question, ...]:
        """Give the questions of this session in order: the quick scan, then the rest of the aspects asked in full."""
        if not self.deepened:
            return model.quick_scan
        deeper = [
            question
            for question in model.scored
            if not question.quick_scan and question.aspect in self.deepened and not question.skipped(self.given)
        ]
        return (*model.quick_scan, *deeper)

    def unanswered(self, model: Model) -> Question | None:
        """Give the first question of the course that has no answer yet, or None when there is none."""
        return next((question for question in self.course(model) if question.id not in self.given), None)

    def fitting(self, model: Model) -> "Session":
        """Go on in another version of the model: answers that still exist stay, and the rest is asked again."""
        if self.model_version == model.version:
            return self
        known = {question.id: question for question in model.scored}
        given = {id: choice for id, choice in self.given.items() if id in known and _exists(known[id], choice)}
        deepened = tuple(aspect.id for aspect in model.aspects if aspect.id in self.deepened)
        fitted = replace(self, model_version=model.version, given=given, deepened=deepened)
        if self.current is None:
            return fitted
        asked = fitted.unanswered(model)
        if asked:
            return fitted.asking(asked)
        return replace(fitted.asking(model.quick_scan[-1]), step=Step.OFFER)


def _exists(question: Question, choice: Choice) -> bool:
    try:
        question.chosen(choice)
    except KeyError:
        return False
    return (question.kind is Kind.SEVERAL) == isinstance(choice, tuple) or choice is None
