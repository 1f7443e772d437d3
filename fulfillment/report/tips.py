"""A piece of advice as the report tells it: what to do, why this company, and what others did."""

from collections.abc import Iterable

from fulfillment.report import wording, words
from fulfillment.report.highlights import shown
from fulfillment.report.plan import When
from fulfillment.report.types import ReportedTip
from model.advice import Advice
from model.question import Answer, Given, Kind
from model.tip import Case, Tip
from model.types import Model


def reported(model: Model, given: Given, planned: Iterable[tuple[When, Advice]]) -> tuple[ReportedTip, ...]:
    """Tell the tips in words. A practice example is told once, and not where the tip tells it itself."""
    told: set[str] = set()
    tips = []
    for time, advice in planned:
        case = _case(model, advice.tip, told)
        told |= {case.company} if case else set()
        tips.append(_reported(model, given, advice, case, time))
    return tuple(tips)


def _reported(model: Model, given: Given, advice: Advice, case: Case | None, time: When) -> ReportedTip:
    tip = advice.tip
    return ReportedTip(
        title=tip.title,
        text=tip.text,
        first_step=tip.first_step,
        level=tip.level,
        level_name=model.level(tip.level).name,
        aspect=model.aspect(tip.aspect).name,
        source=tip.source,
        because=_because(given, advice),
        effort=words.EFFORT[tip.effort],
        effect=words.EFFECT[tip.effect],
        example=words.example(case.company, case.what, case.lesson) if case else "",
        need=words.need([(term.name, term.points) for term in advice.terms], advice.need),
        when=wording.WHEN[time],
    )


def _because(given: Given, advice: Advice) -> str:
    wishes = (words.wish(wish.said, wish.theme.name) for wish in advice.because.wishes)
    return " ".join((_called(given, advice), *wishes))


def _called(given: Given, advice: Advice) -> str:
    because = advice.because
    question = because.question.screen
    if because.given is None:
        asked = because.question.id in given
        return words.because_unknown(question) if asked else words.because_not_asked(question)
    higher = shown(*because.higher) if because.higher else None
    if because.question.kind is Kind.SEVERAL:
        return words.because_several(question, shown(*because.given), _listed(because.higher))
    return words.because(question, shown(*because.given), higher)


def _listed(answers: tuple[Answer, ...]) -> str | None:
    return words.listed([answer.spoken for answer in answers]) if answers else None


def _case(model: Model, tip: Tip, told: set[str]) -> Case | None:
    cases = (case for case in model.cases if tip.id in case.tips)
    return next((case for case in cases if case.company not in told and case.company not in tip.text), None)
