"""The report as plain text, for mail programs and readers that want no HTML. It stands alone."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from fulfillment.report.doors import NOWHERE, Doors
from fulfillment.report.theme import Theme, own_theme
from fulfillment.report.types import Area, Change, Highlight, Report, ReportedTip, Spread
from fulfillment.report.wording import BY_VOICE
from model.form import Form, in_form

WIDTH = 76
"""The longest line in characters, so that a mail program need not break one when it is quoted."""


def render_text(report: Report, theme: Theme | None = None, doors: Doors = NOWHERE, *, attached: bool = False) -> str:
    """Render the report as Dutch plain text of at most WIDTH columns (a link may be longer), ending in a newline.
    `attached`: the PDF comes with it, and it says so."""
    blocks = (
        _head(report, attached=attached),
        *(_section(heading, told) for heading, told in _sections(report, theme, doors)),
    )
    return "\n\n\n".join(blocks) + "\n"


def _sections(report: Report, theme: Theme | None, doors: Doors) -> Iterator[tuple[str, Iterable[str]]]:
    if report.summary:
        yield "Samenvatting", _summary(report)
    yield _in(report, "Waar (jullie nu staan|u nu staat)"), _overall(report)
    yield "De score per onderdeel", _scores(report.areas)
    if report.change:
        yield f"Wat er sinds {report.change.since_in_words} veranderde", _moved(report.change)
    if report.spreads:
        yield "Naast andere bedrijven", _spreads(report.spreads)
    yield "Wat al goed gaat", _highlights(report.strong, report.strengths)
    yield "Waar de meeste winst zit", _highlights(report.weak, report.weakest)
    yield f"{len(report.tips)} tips, in de volgorde om ze te doen", _tips(report)
    yield _in(report, "(Jullie|Uw) antwoorden"), _answers(report, doors)
    if report.sums:
        yield "Zo kwam de score tot stand", _sums(report.sums)
    yield (
        _in(report, "Wat we bewaren, en wie (je kunt|u kunt) vragen"),
        _kept(report, (theme or own_theme()).contact, doors),
    )
    yield "Over dit rapport", _about(report)


def _head(report: Report, *, attached: bool) -> str:
    goal = "Hoe ver (zijn jullie|bent u) met verkopen en helpen via chat en spraak, en wat is een goede volgende stap?"
    lines = [_wrap(report.title.upper()), f"Scan van {report.date_in_words}", "", _wrap(_in(report, goal))]
    if attached:
        lines += ["", _wrap("In de bijlage zit dit rapport als PDF, handig om door te sturen.")]
    return "\n".join(lines)


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
    if not report.summary:
        yield _wrap(report.meaning)
    for note in filter(None, (report.sure, report.left_out)):
        yield _wrap(note)


def _summary(report: Report) -> Iterable[str]:
    yield from map(_wrap, report.summary)
    yield from _named((*report.own, *report.wishes))


def _moved(change: Change) -> Iterable[str]:
    yield _wrap(change.told)
    rows = (change.whole, *change.parts)
    yield "\n".join(_wrap(f"{row.name}: van {row.before} naar {row.now} ({row.step:+d})", bullet="- ") for row in rows)


def _spreads(spreads: Sequence[Spread]) -> Iterable[str]:
    yield _wrap("Een vergelijking staat er alleen als er minstens twintig andere bedrijven achter staan.")
    yield "\n".join(_wrap(f"{spread.name}: {spread.told}", bullet="- ") for spread in spreads)


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
    yield _wrap(f"Wat weinig tijd kost en hard nodig is, komt eerst. {_in(report, why)}")
    for when, tips in report.plan:
        if when:
            yield f"{when.upper()}:"
        yield from (_tip(number, tip) for number, tip in tips)


def _tip(number: int, tip: ReportedTip) -> str:
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
    return "\n".join((_wrap(tip.title, bullet=f"{number}. "), *(_wrap(line, indent="   ") for line in rest)))


def _answers(report: Report, doors: Doors) -> Iterable[str]:
    yield _wrap("Op deze antwoorden rusten de score en de tips.")
    if doors.correct:
        yield _linked(
            _in(report, "Klopt er een niet? Verbeter het, dan (krijg je|krijgt u) een nieuwe versie:"), doors.correct
        )
    for aspect, group in groupby(report.questions, key=lambda asked: asked.aspect):
        lines = [_wrap(aspect)]
        for asked in group:
            lines.append(_wrap(asked.question, bullet="- "))
            counts = f" ({asked.points})" if asked.points else ""
            lines.append(_wrap(f"Antwoord: {asked.answer}{counts}", indent="  "))
        yield "\n".join(lines)


def _sums(lines: Sequence[str]) -> Iterable[str]:
    yield _wrap("Elk antwoord telt voor 0 tot 100 punten. Een onderdeel krijgt het gemiddelde van zijn antwoorden.")
    yield "\n".join(_wrap(line, bullet="- ") for line in lines)


def _kept(report: Report, phone: str, doors: Doors) -> Iterable[str]:
    yield from map(_wrap, report.kept)
    if doors.erase:
        yield _linked(_in(report, "(Wil je|Wilt u) alles laten wissen? Dat kan meteen op deze pagina:"), doors.erase)
    elif report.kept:
        yield _wrap(_in(report, BY_VOICE))
    contact = f", of schrijf naar {doors.contact}" if doors.contact else ""
    yield _wrap(f"Vragen? {f'{phone}. ' if phone else ''}Antwoord gerust op deze mail{contact}.")
    if doors.privacy:
        yield _linked("Alles over privacy staat hier:", doors.privacy)


def _linked(told: str, link: str) -> str:
    """Put a link on a line of its own, never broken: mail programs then make all of it clickable."""
    return f"{_wrap(told)}\n{link}"


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
