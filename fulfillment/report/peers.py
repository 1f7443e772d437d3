"""How a company scores beside others: a spread, and only where enough companies stand behind it. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from fulfillment.report import wording
from fulfillment.report.types import Report, Spread
from model.form import Form, in_form
from model.scoring import Result
from model.types import Model

FEWEST = 20
"""Other companies behind a number; with fewer, somebody could be recognised and the number says little."""
_LOW, _MIDDLE, _HIGH = 25, 50, 75


@dataclass(frozen=True)
class Peers:
    """How many companies have each score: per name of an aspect or wording.WHOLE the companies by score (0-100).
    Nothing else is known of them. Only scores made by the same version of the model can be compared."""

    model_version: str = ""
    counts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)


def count(model: Model, results: Iterable[Result]) -> Peers:
    """Count results, one per company."""
    counts: dict[str, Counter[int]] = {}
    for result in results:
        named = [(model.aspect(id).name, score.value) for id, score in result.aspects.items()]
        for name, value in [(wording.WHOLE, result.overall.value), *named]:
            if value is not None:
                counts.setdefault(name, Counter())[value] += 1
    return Peers(model.version, counts)


def compared(report: Report, peers: Peers) -> Report:
    """Give the report with a spread for every score that at least FEWEST other companies stand behind."""
    if report.model_version != peers.model_version:
        return report
    scores = [(wording.WHOLE, report.overall.score), *((part.name, part.score) for part in report.aspects)]
    spreads = (
        spread(name, own, peers.counts.get(name, {}), Form(report.form)) for name, own in scores if own is not None
    )
    return replace(report, spreads=tuple(found for found in spreads if found))


def spread(name: str, own: int, counts: Mapping[int, int], form: Form = Form.JE) -> Spread | None:
    """Give the spread of the others, None when they are too few. One company with our own score is left out: in
    `counts` that is ourselves, as a rule."""
    scores = sorted(Counter(counts).elements())
    if own in counts:
        scores.remove(own)
    if len(scores) < FEWEST:
        return None
    low, middle, high = (scores[(len(scores) - 1) * share // 100] for share in (_LOW, _MIDDLE, _HIGH))
    told = in_form(wording.beside(own, low=low, high=high, companies=len(scores)), form)
    return Spread(name, len(scores), low, middle, high, own, told)
