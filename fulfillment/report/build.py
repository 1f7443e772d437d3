"""From what was given to the report. Pure: the same answers and content give the same report."""

from collections.abc import Iterable
from datetime import date

from fulfillment.report import words
from fulfillment.report.highlights import shown, strengths, weakest
from fulfillment.report.types import Area, Asked, Part, Report, ReportedTip, Step
from model.advice import FEWEST, Advice, advise
from model.scoring import Result, Score, score
from model.types import Given, Model


def build(model: Model, given: Given, *, created: date, scan_id: str) -> Report:
    """Build the report of one scan, with at least five tips where the content has them, also after a scan
    that stopped early. Raises KeyError for a question or answer id that the model does not have."""
    result = score(model, given)
    overall = _part(model, words.OVERALL, result.overall)
    strong, strong_items = strengths(model, given, result)
    weak, weak_items = weakest(model, result)
    missed = sum(question.id not in given for question in model.quick_scan)
    return Report(
        scan_id=scan_id,
        model_version=model.version,
        created=created.isoformat(),
        title=words.TITLE,
        scale=tuple(Step(level.number, level.name, level.minimum) for level in model.levels),
        overall=overall,
        meaning=words.NO_MEANING if overall.level is None else model.level(overall.level).meaning,
        areas=_areas(model, result),
        strong=strong,
        strengths=strong_items,
        weak=weak,
        weakest=weak_items,
        tips=tuple(_tip(model, given, advice) for advice in _advice(model, given)),
        questions=tuple(_asked(model, given)),
        about=words.about(result.overall.asked),
        left_out=words.left_out(result.overall.asked - result.overall.answered, result.overall.asked, missed),
    )


def _areas(model: Model, result: Result) -> tuple[Area, ...]:
    return tuple(
        Area(
            whole=_part(model, area.name, result.areas[area.id]),
            aspects=tuple(
                _part(model, aspect.name, result.aspects[aspect.id])
                for aspect in model.aspects
                if aspect.area == area.id
            ),
        )
        for area in model.areas
    )


def _part(model: Model, name: str, score: Score) -> Part:
    level_name = None if score.level is None else model.level(score.level).name
    return Part(name, score.value, score.level, level_name, score.answered, score.asked)


def _advice(model: Model, given: Given) -> tuple[Advice, ...]:
    found = advise(model, given)
    if len(found) >= FEWEST:
        return found
    # A scan that stopped early calls for few tips; the questions that never came call for the rest.
    supposed = {question.id: None for question in model.quick_scan} | dict(given)
    known = {advice.tip.id for advice in found}
    more = [advice for advice in advise(model, supposed) if advice.tip.id not in known]
    return (*found, *more[: FEWEST - len(found)])


def _tip(model: Model, given: Given, advice: Advice) -> ReportedTip:
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
    )


def _because(given: Given, advice: Advice) -> str:
    because = advice.because
    question = because.question.screen
    if because.given is not None:
        return words.because(question, shown(because.given), None if because.higher is None else shown(because.higher))
    return words.because_unknown(question) if because.question.id in given else words.because_not_asked(question)


def _asked(model: Model, given: Given) -> Iterable[Asked]:
    for question in model.questions:
        if question.id in given:
            answer_id = given[question.id]
            answer = words.UNKNOWN if answer_id is None else shown(question.answer(answer_id))
            yield Asked(model.aspect(question.aspect).name, question.screen, answer, answer_id is not None)
