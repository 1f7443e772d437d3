"""The report as data. It holds every word it shows, so that a stored one outlives a change of the content."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fulfillment.report import words
from model.form import Form


@dataclass(frozen=True)
class Rung:
    """One level of the scale. `number` 1-5; `minimum` is the lowest score (0-100) that reaches it."""

    number: int
    name: str
    minimum: int


@dataclass(frozen=True)
class Part:
    """How one aspect, one area or the whole scores.

    `score` 0-100, `level` 1-5 and `level_name` are None together, when no question had an answer that counts;
    `answered` of `asked` questions count.
    """

    name: str
    score: int | None
    level: int | None
    level_name: str | None
    answered: int
    asked: int

    @property
    def result(self) -> str:
        """The score in words, as in "52 punten, niveau 3 (Bouwer)", or "geen score"."""
        return words.result(self.score, self.level, self.level_name)


@dataclass(frozen=True)
class Area:
    """An area with its own score and its aspects, in the order of the model."""

    whole: Part
    aspects: tuple[Part, ...]


@dataclass(frozen=True)
class Highlight:
    """Something worth a headline: what it is, and one or two sentences about it."""

    title: str
    text: str


@dataclass(frozen=True)
class ReportedTip:
    """A tip and why this company gets it. `level` (1-5) is the level it helps a company up from; `effort` and
    `effect` are words; `example` is a practice example, `need` the sum that put the tip in its place, `when` the time
    to do it ("" for none)."""

    title: str
    text: str
    first_step: str
    level: int
    level_name: str
    aspect: str
    source: str
    because: str
    effort: str = ""
    effect: str = ""
    example: str = ""
    need: str = ""
    when: str = ""


@dataclass(frozen=True)
class Moved:
    """How the whole or an aspect moved since the earlier scan: two scores (0-100) on the same questions."""

    name: str
    before: int
    now: int

    @property
    def step(self) -> int:
        """The difference in points; below 0 when it fell."""
        return self.now - self.before


@dataclass(frozen=True)
class Change:
    """What changed since the scan of ISO date `since`: the whole, and each aspect that can be compared. `told` says it
    in words, and on how many questions it rests."""

    since: str
    told: str
    whole: Moved
    parts: tuple[Moved, ...]

    @property
    def since_in_words(self) -> str:
        """The day of the earlier scan, as in "5 oktober 2026"."""
        return words.day(date.fromisoformat(self.since))


@dataclass(frozen=True)
class Spread:
    """How other companies score: half of `companies` lie from `low` to `high`, half below `middle` (scores 0-100).
    `own` is the score of this company, `told` the same in a sentence."""

    name: str
    companies: int
    low: int
    middle: int
    high: int
    own: int
    told: str


@dataclass(frozen=True)
class Asked:
    """A question as it was shown and the answer given. `counted` is False for "weet ik niet"; `points` is what the
    answer counts for, in words."""

    aspect: str
    question: str
    answer: str
    counted: bool
    points: str = ""


@dataclass(frozen=True)
class Report:
    """One scan's report. `created` is an ISO date; `left_out` is empty when every question counts.

    `sure` says how sure the score is, `wishes` answers what the respondent said in own words, and `sums` shows how
    each score came about. `summary` is what a manager reads first, `own` what the respondent said of role, goal and
    obstacle; `change`, `spreads` and `kept` tell what changed since an earlier scan, how others score, and what is
    stored. What a newer version added is empty in an older stored report.
    `strong` and `weak` say in one sentence what `strengths` and `weakest` show, also when these are empty.
    Tips come in the order to do them, questions in the order of the model. `form` is how the reader is addressed.
    """

    scan_id: str
    model_version: str
    created: str
    title: str
    scale: tuple[Rung, ...]
    overall: Part
    meaning: str
    areas: tuple[Area, ...]
    strong: str
    strengths: tuple[Highlight, ...]
    weak: str
    weakest: tuple[Highlight, ...]
    tips: tuple[ReportedTip, ...]
    questions: tuple[Asked, ...]
    about: str
    left_out: str
    sure: str = ""
    wishes: tuple[Highlight, ...] = ()
    sums: tuple[str, ...] = ()
    form: str = Form.JE
    summary: tuple[str, ...] = ()
    own: tuple[Highlight, ...] = ()
    change: Change | None = None
    spreads: tuple[Spread, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def plan(self) -> tuple[tuple[str, tuple[tuple[int, ReportedTip], ...]], ...]:
        """The tips with their numbers (from 1) by the time to do them, "" in an older stored report."""
        numbered = enumerate(self.tips, start=1)
        return tuple((when, tuple(tips)) for when, tips in groupby(numbered, key=lambda pair: pair[1].when))

    @property
    def aspects(self) -> tuple[Part, ...]:
        """The aspects of all areas, in the order of the model."""
        return tuple(aspect for area in self.areas for aspect in area.aspects)

    @property
    def date_in_words(self) -> str:
        """The day on which it was made, as in "5 oktober 2026"."""
        return words.day(date.fromisoformat(self.created))
