"""A piece of advice as the report tells it: what to do, why this company, and what others did."""

from fulfillment.report import words
from fulfillment.report.highlights import shown
from fulfillment.report.types import ReportedTip
from model.advice import Advice
from model.question import Answer, Given, Kind
from model.types import Model


def reported_tip(model: Model, given: Given, advice: Advice) -> ReportedTip:
    """Tell one tip in words."""
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
        example=_example(model, tip.id),
        need=words.need([(term.name, term.points) for term in advice.terms], advice.need),
    )


def _because(given: Given, advice: Advice) -> str:
    wish = advice.because.wish
    told = [_called(given, advice)]
    if wish:
        told.append(words.wish(wish.said, wish.theme.name))
    return " ".join(told)


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


def _example(model: Model, tip_id: str) -> str:
    case = next((case for case in model.cases if tip_id in case.tips), None)
    return words.example(case.company, case.what, case.lesson) if case else ""
