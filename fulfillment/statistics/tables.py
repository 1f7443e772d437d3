"""The statistics as tables for a terminal, in Dutch."""

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table

from fulfillment.conversation.bot import Bot
from fulfillment.statistics.course import Course, mean, median
from fulfillment.statistics.intents import Intent
from fulfillment.statistics.overview import Overview
from fulfillment.statistics.places import FEWEST, Place, worst
from fulfillment.statistics.wording import ENDED, intent_name, order, place_name

_HIDDEN = "·"
_NOTE = f"{_HIDDEN} staat voor minder dan {FEWEST} gesprekken: daarvan tonen we geen cijfers."


def tables(found: Overview, bot: Bot) -> Iterator[RenderableType]:
    """Give all tables, or one line when there are too few sessions to show anything of."""
    if found.courses.all.began < FEWEST:
        yield f"Er zijn nog geen {FEWEST} gesprekken in deze keuze: te weinig om iets te laten zien."
        return
    yield _course(found)
    yield _endings(found.courses.all)
    ranks = order(bot)
    reached = [place for place in found.places if place.reached >= FEWEST]
    in_order = sorted(reached, key=lambda place: (ranks.get(place.name, len(ranks)), place.name))
    yield _stops(in_order)
    yield _misunderstood([place for place in in_order if place.turns])
    yield _intents([intent for intent in found.intents if intent.sessions >= FEWEST])
    yield _worst(worst(found.places))
    yield _NOTE


def _course(found: Overview) -> Table:
    table = _table("Hoe ver gesprekken komen", "", "start", "akkoord", "klaar", "rapport",
                   "duur", "beurten", "tevreden", "gemak")  # fmt: skip
    table.caption = "duur en beurten: mediaan van wat is afgerond; tevreden en gemak: gemiddeld cijfer, 1-5"
    table.add_row("alles", *_course_cells(found.courses.all), end_section=True)
    for groups in (found.courses.channels, found.courses.weeks):
        for name in sorted(groups):
            table.add_row(name, *_course_cells(groups[name]), end_section=name == max(groups))
    return table


def _course_cells(course: Course) -> list[str]:
    if course.began < FEWEST:
        return [_HIDDEN] * 8
    enough = course.finished >= FEWEST
    figures = (course.satisfaction, course.effort)
    return [
        str(course.began),
        _share(course.consented, course.began),
        _share(course.finished, course.began),
        _share(course.reported, course.began),
        _minutes(median(course.seconds)) if enough else _HIDDEN,
        str(median(course.turns)) if enough else _HIDDEN,
        *(_figure(mean(given)) if given.total() >= FEWEST else _HIDDEN for given in figures),
    ]


def _endings(course: Course) -> Table:
    table = _table("Hoe gesprekken eindigen", "", "gesprekken", "")
    for how, name in ENDED.items():
        count = course.ended[how]
        shown = count >= FEWEST or not count
        table.add_row(name, *((str(count), _share(count, course.began)) if shown else (_HIDDEN, _HIDDEN)))
    return table


def _stops(places: list[Place]) -> Table:
    table = _table("Waar gesprekken stoppen", "", "gesprekken", "gestopt", "")
    for place in places:
        share = _share(place.stopped, place.reached)
        table.add_row(place_name(place.name), str(place.reached), str(place.stopped), share)
    return table


def _misunderstood(places: list[Place]) -> Table:
    table = _table("Wat niet wordt begrepen", "", "beurten", "niet begrepen", "bedoel je?", "iets anders", "stil",
                   "zeker")  # fmt: skip
    table.caption = "bedoel je?: eerst nagevraagd; zeker: hoe zeker de antwoorden gemiddeld waren"
    for place in places:
        shares = (place.missed, place.asked_back, place.off_topic, place.silent)
        counted = [_share(count, place.turns) for count in shares]
        table.add_row(place_name(place.name), str(place.turns), *counted, _percent(place.sure))
    return table


def _intents(intents: list[Intent]) -> Table:
    table = _table("Per intentie", "", "gesprekken", "gedaan", "misverstaan", "zeker")
    table.caption = "misverstaan: genoemd maar niet begrepen, of meteen daarna ging het mis"
    for intent in intents:
        wrong = _percent(intent.misunderstood)
        table.add_row(intent_name(intent.name), str(intent.sessions), str(intent.acted), wrong, _percent(intent.sure))
    return table


def _worst(places: list[Place]) -> Table:
    table = _table("Waar gesprekken vastlopen", "", "gesprekken", "vastgelopen", "", "waarvan gestopt")
    table.caption = "vastgelopen: gestopt, of minstens twee keer niet begrepen of stil"
    for place in places:
        share = _share(place.stalled, place.reached)
        table.add_row(place_name(place.name), str(place.reached), str(place.stalled), share, str(place.stopped))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", caption_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=not number)
    return table


def _share(count: int, of: int) -> str:
    return _percent(count / of if of else None)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{round(100 * share)}%"


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}".replace(".", ",")


def _minutes(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"
