"""From what was given to the report. Pure: the same answers and content give the same report."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from fulfillment.report import wording, words
from fulfillment.report.change import Earlier, change
from fulfillment.report.highlights import strengths, weakest
from fulfillment.report.plan import plan
from fulfillment.report.stored import dump, load
from fulfillment.report.summary import helping, own, summary
from fulfillment.report.sums import asked, sums
from fulfillment.report.tips import reported
from fulfillment.report.types import Area, Highlight, Part, Report, Rung
from model.advice import FEWEST, Advice, advise
from model.form import in_form
from model.glassbox import Derivation, derive
from model.question import Given
from model.scoring import Result, Score
from model.tip import Profile
from model.types import Model

_NOBODY = Profile()
_BAR = "\ue000"
"""Stands for the "|" of a respondent while the texts get their form: only ours hold "(je|u)"."""


def build(
    model: Model,
    given: Given,
    *,
    created: date,
    scan_id: str,
    profile: Profile = _NOBODY,
    early: bool = False,
    earlier: Earlier | None = None,
    kept_days: int = 0,
) -> Report:
    """Build the report of one scan, with at least five tips where the content has them, also after a scan that stopped
    early; `early` says so in the report. `earlier` is a scan to compare with; `kept_days` is how long all of it is kept
    (0: not told). Raises KeyError for a question or answer id that the model does not have."""
    profile = replace(profile, words={id: said.replace("|", _BAR) for id, said in profile.words.items()})
    derivation = derive(model, given, profile)
    result = derivation.result
    overall = _part(model, words.OVERALL, result.overall)
    strong, strong_items = strengths(model, given, result)
    weak, weak_items = weakest(model, result)
    planned = plan(_advice(model, given, profile, derivation))
    tips = reported(model, given, planned)
    moved = change(model, given, earlier) if earlier else None
    meaning = words.NO_MEANING if overall.level is None else model.level(overall.level).meaning
    told = summary(
        model,
        overall,
        meaning=meaning,
        strong=strong_items,
        weak=weak_items,
        change=moved,
        tips=tips,
        helping=helping([advice for _, advice in planned]),
    )
    missed = sum(question.id not in given for question in model.quick_scan)
    report = Report(
        scan_id=scan_id,
        model_version=model.version,
        created=created.isoformat(),
        title=words.TITLE,
        scale=tuple(Rung(level.number, level.name, level.minimum) for level in model.levels),
        overall=overall,
        meaning=meaning,
        areas=_areas(model, result),
        strong=strong,
        strengths=strong_items,
        weak=weak,
        weakest=weak_items,
        tips=tips,
        questions=tuple(asked(derivation)),
        about=words.about(result.overall.asked, len(model.quick_scan), early=early),
        left_out=words.left_out(result.overall.asked - result.overall.answered, result.overall.asked, missed),
        sure=_sure(result.overall),
        wishes=tuple(_wishes(derivation)),
        sums=tuple(sums(derivation)),
        form=model.form,
        summary=tuple(told),
        own=tuple(own(model, profile)),
        change=moved,
        kept=(wording.STORED, wording.kept(kept_days)) if kept_days else (),
    )
    return load(in_form(dump(report), model.form).replace(_BAR, "|"))


def _sure(score: Score) -> str:
    if score.value is None:
        return ""
    between = max(0, score.value - score.doubt), min(100, score.value + score.doubt)
    return words.sure(score.answered, score.full, between, score.spread)


def _wishes(derivation: Derivation) -> Iterable[Highlight]:
    for match in derivation.themes:
        title = match.theme.name[:1].upper() + match.theme.name[1:]
        yield Highlight(title, words.wished(match.said, match.theme.says))


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


def _advice(model: Model, given: Given, profile: Profile, derivation: Derivation) -> tuple[Advice, ...]:
    found = derivation.advice
    if len(found) >= FEWEST:
        return found
    # A scan that stopped early calls for few tips; the questions that never came call for the rest.
    supposed = {question.id: None for question in model.quick_scan} | dict(given)
    known = {advice.tip.id for advice in found}
    more = [advice for advice in advise(model, supposed, profile) if advice.tip.id not in known]
    return (*found, *more[: FEWEST - len(found)])
