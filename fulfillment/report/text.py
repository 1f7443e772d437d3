"""The report as plain text, for mail programs and readers that want no HTML. It stands alone."""

import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby

from fulfillment.report.types import Area, Asked, Highlight, Report
from model.form import Form, in_form

WIDTH = 76
"""The longest line in characters, so that a mail program need not break one when it is quoted."""


def render_text(report: Report) -> str:
    """Render the report as Dutch plain text of at most WIDTH columns, ending in a newline."""
    blocks = (
        _head(report),
        _section(_in(report, "Waar (jullie nu staan|u nu staat)"), _overall(report)),
        _section("De score per onderdeel", _scores(report.areas)),
        _section("Wat al goed gaat", _highlights(report.strong, report.strengths)),
        _section("Waar de meeste winst zit", _highlights(report.weak, report.weakest)),
        *([_section(_in(report, "Wat (je|u) zelf zei"), _named(report.wishes))] if report.wishes else []),
        _section(f"{len(report.tips)} tips voor de volgende stap", _tips(report)),
        _section(_in(report, "(Jullie|Uw) antwoorden"), _answers(report.questions)),
        *([_section("Zo kwam de score tot stand", _sums(report.sums))] if report.sums else []),
        _section("Over dit rapport", _about(report)),
    )
    return "\n\n\n".join(blocks) + "\n"


def _head(report: Report) -> str:
    goal = "Hoe ver (zijn jullie|bent u) met verkopen en helpen via chat en spraak, en wat is een goede volgende stap?"
    return "\n".join(
        (_wrap(report.title.upper()), f"Quick scan van {report.date_in_words}", "", _wrap(_in(report, goal)))
    )


def _in(report: Report, text: str) -> str:
    return in_form(text, Form(report.form))


def _section(heading: str, paragraphs: Iterable[str]) -> str:
    lines = _wrap(heading.upper())
    return f"{lines}\n{'-' * len(heading)}\n\n" + "\n\n".join(paragraphs)


def _overall(report: Report) -> Iterable[str]:
    overall = report.overall
    if overall.score is None:
        yield "Nog geen score"
    else:
        yield (
            _wrap(f"Niveau {overall.level} van {len(report.scale)}: {overall.level_name}")
            + "\n"
            + (f"{overall.score} van de 100 punten")
        )
    yield _wrap(report.meaning)
    for note in filter(None, (report.sure, report.left_out)):
        yield _wrap(note)


def _scores(areas: Sequence[Area]) -> Iterable[str]:
    for area in areas:
        lines = [_wrap(f"{area.whole.name}: {area.whole.result}")]
        lines += [_wrap(f"{aspect.name}: {aspect.result}", bullet="- ") for aspect in area.aspects]
        yield "\n".join(lines)


def _highlights(lead: str, highlights: Sequence[Highlight]) -> Iterable[str]:
    yield _wrap(lead)
    yield from _named(highlights)


def _named(highlights: Sequence[Highlight]) -> Iterable[str]:
    for highlight in highlights:
        yield _wrap(f"{highlight.title}: {highlight.text}", bullet="- ")


def _tips(report: Report) -> Iterable[str]:
    why = "Bij elke tip (lees je|leest u) waarom (jullie hem krijgen|u hem krijgt)."
    yield _wrap(f"De tip die het hardst nodig is, staat bovenaan. {_in(report, why)}")
    for number, tip in enumerate(report.tips, start=1):
        title = _wrap(tip.title, bullet=f"{number}. ")
        rest = (
            f"{tip.aspect}, hoort bij niveau {tip.level} ({tip.level_name})",
            tip.text,
            f"Eerste stap: {tip.first_step}",
            *([f"Tijd: {tip.effort}. Effect: {tip.effect}."] if tip.effort else []),
            *([f"Zo deed een ander het. {tip.example}"] if tip.example else []),
            f"Waarom deze tip? {tip.because}",
            *([f"Zo komt de tip op deze plek: {tip.need}."] if tip.need else []),
            f"Bron: {tip.source}",
        )
        yield "\n".join((title, *(_wrap(line, indent="   ") for line in rest)))


def _answers(questions: Sequence[Asked]) -> Iterable[str]:
    yield _wrap("Op deze antwoorden rusten de score en de tips.")
    for aspect, group in groupby(questions, key=lambda asked: asked.aspect):
        lines = [_wrap(aspect)]
        for asked in group:
            lines.append(_wrap(asked.question, bullet="- "))
            counts = f" ({asked.points})" if asked.points else ""
            lines.append(_wrap(f"Antwoord: {asked.answer}{counts}", indent="  "))
        yield "\n".join(lines)


def _sums(lines: Sequence[str]) -> Iterable[str]:
    yield _wrap("Elk antwoord telt voor 0 tot 100 punten. Een onderdeel krijgt het gemiddelde van zijn antwoorden.")
    yield "\n".join(_wrap(line, bullet="- ") for line in lines)


def _about(report: Report) -> Iterable[str]:
    yield _wrap(report.about)
    yield _wrap(f"Kenmerk {report.scan_id}, versie van het model {report.model_version}, {report.date_in_words}")


def _wrap(text: str, *, bullet: str = "", indent: str = "") -> str:
    """Wrap one paragraph; the lines after the first stand under the text behind the bullet."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent + bullet,
        subsequent_indent=indent + " " * len(bullet),
        break_on_hyphens=False,
    )
