"""A question of the scan, in five kinds, and what an answer to it is worth."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

Choice = str | tuple[str, ...] | None
"""What was answered: an answer's id, the ids of several, () for none of them, or None for "weet ik niet"."""

Given = Mapping[str, Choice]
"""What a respondent gave, by question id."""

NONE_OF_THEM = "geen"
"""The id that stands for () where a tip names the answers that call for it."""
_FULL = 100


class Kind(StrEnum):
    """How a question is answered: by one rung of a ladder, yes or no, a figure 1-5, several things, or freely."""

    LADDER = "ladder"
    YES_NO = "yes_no"
    RATING = "rating"
    SEVERAL = "several"
    OPEN = "open"


@dataclass(frozen=True)
class Answer:
    """One option. `score` 0-100 rises with maturity (unused in a question of several); `spoken` is the option
    as it is read out; `label` fits on a chip (at most 25 characters); `keywords` are what people say for it."""

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
    `source` names the section of the bluepaper it rests on. `skip_when` maps question ids to the answers after
    which this one makes no sense. `roles` and `sectors` are those it matters most to (empty: all). A rating has
    `low` and `high` for what 1 and 5 mean; a question of several is full at `enough` of them.
    `equivalent_to` names released versions in which it asked the same in other words. `utterances` are whole answers as
    people give them, by answer id (`geen` for none of several): understanding learns from them.
    """

    id: str
    aspect: str
    spoken: str
    short: str
    example: str
    screen: str
    why: str
    source: str
    answers: tuple[Answer, ...] = ()
    quick_scan: bool = False
    kind: Kind = Kind.LADDER
    skip_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    enough: int = 0
    equivalent_to: tuple[str, ...] = ()
    utterances: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """The file and the id, as an editor is told of a mistake."""
        file = f"questions/{self.aspect}.yaml" if self.aspect else "open.yaml"
        return f"{file}: vraag {self.id}"

    @property
    def scale(self) -> str:
        """What is said after a rating instead of options."""
        return f"Geef een cijfer van één, {self.low}, tot vijf, {self.high}."

    def answer(self, id: str) -> Answer:
        """Give the answer with this id. Raises KeyError if there is none."""
        for answer in self.answers:
            if answer.id == id:
                return answer
        raise KeyError(id)

    def chosen(self, choice: Choice) -> tuple[Answer, ...]:
        """Give the answers of a choice, none for "weet ik niet". Raises KeyError for an unknown id."""
        ids = (choice,) if isinstance(choice, str) else choice or ()
        return tuple(self.answer(id) for id in ids)

    def points(self, choice: Choice) -> Fraction | None:
        """Give what a choice is worth, 0-100; None for "weet ik niet" and for what is not scored."""
        if choice is None or self.kind is Kind.OPEN:
            return None
        chosen = self.chosen(choice)
        if self.kind is Kind.SEVERAL:
            return min(Fraction(_FULL), Fraction(_FULL * len(set(chosen)), self.enough))
        return Fraction(chosen[0].score)

    def higher(self, choice: Choice) -> tuple[Answer, ...]:
        """Give the answers one step up: the next rung, or the things that are missing; () at the top."""
        if self.kind is Kind.SEVERAL:
            chosen = self.chosen(choice)
            return () if self.points(choice) == _FULL else tuple(a for a in self.answers if a not in chosen)
        if not isinstance(choice, str):
            return ()
        above = self.answers.index(self.answer(choice)) + 1
        return self.answers[above : above + 1]

    def skipped(self, given: Given) -> bool:
        """Whether earlier answers leave this question without sense."""
        return any(given.get(id) in answers for id, answers in self.skip_when.items())

    def calls(self, choice: Choice, calling: tuple[str, ...]) -> bool:
        """Whether a choice is among `calling`: answer ids; of several `geen` for none, "-id" for one missing."""
        if not isinstance(choice, tuple):
            return choice in calling
        held = set(choice) or {NONE_OF_THEM}
        missing = {f"-{answer.id}" for answer in self.answers if answer.id not in choice}
        return not (held | missing).isdisjoint(calling)
