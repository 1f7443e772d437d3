"""What a manager reads first: where the company stands, what the respondent wants, and what to begin with. Pure."""

from collections.abc import Iterator, Sequence

from fulfillment.report import wording
from fulfillment.report.types import Change, Highlight, Part, ReportedTip
from model.advice import Advice
from model.question import Kind
from model.tip import Profile
from model.types import Model


def own(model: Model, profile: Profile) -> Iterator[Highlight]:
    """Give the role, and what was answered to the open questions in the words in which it was said."""
    if profile.role:
        yield Highlight(wording.OWN_ROLE, wording.role(profile.role))
    for question in model.questions:
        said = profile.words.get(question.id, "") if question.kind is Kind.OPEN else ""
        if said.strip():
            yield Highlight(question.screen, wording.quoted(said))


def summary(
    model: Model,
    overall: Part,
    *,
    meaning: str,
    strong: Sequence[Highlight],
    weak: Sequence[Highlight],
    change: Change | None,
    tips: Sequence[ReportedTip],
    helping: Sequence[int],
) -> Iterator[str]:
    """Give a few paragraphs. `helping` are the numbers of the tips that help with the respondent's own words."""
    if overall.score is None or overall.level is None:
        yield meaning
    else:
        stand = wording.stand(overall.score, overall.level, len(model.levels), overall.level_name or "")
        yield f"{stand} {meaning}"
    if change:
        yield change.told
    if told := wording.extremes([h.title for h in strong[:1]], [h.title for h in weak]):
        yield told
    if tips:
        begin = wording.first(tips[0].title, tips[0].effort)
        yield f"{begin} {wording.helped(helping)}" if helping else begin


def helping(planned: Sequence[Advice]) -> tuple[int, ...]:
    """Give the numbers, from 1, of the tips that help with what the respondent said."""
    return tuple(number for number, advice in enumerate(planned, start=1) if advice.because.wishes)
