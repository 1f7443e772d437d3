"""The report as a PDF to print and pass on: tagged (PDF/UA-1), in Dutch, with bookmarks.

typst and the chart are imported on the first call: only the worker renders. What was said and asked goes to typst as
JSON, never as source, so that no sign in it means anything.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fulfillment.report import chart, fonts
from fulfillment.report.doors import NOWHERE, Doors
from fulfillment.report.theme import Theme, ThemeError, own_theme
from fulfillment.report.types import Part, Report
from model.form import Form, in_form

_LONG_WORD = re.compile(r"\S{24,}")
_BREAK_EVERY = 12
_ZERO_WIDTH_SPACE = "\u200b"


def render_pdf(report: Report, theme: Theme | None = None, doors: Doors = NOWHERE) -> bytes:
    """Render the report; the same report, theme and doors give the same bytes."""
    import typst

    theme = theme or own_theme()
    made = datetime.combine(date.fromisoformat(report.created), datetime.min.time(), UTC)
    paths = [fonts.folder(), *([theme.font_folder] if theme.font_folder else [])]
    parts = source_files(report, theme, doors)
    options: Any = {"font_paths": paths, "ignore_system_fonts": True, "pdf_standards": ["ua-1"], "timestamp": made}
    try:
        return bytes(typst.compile(parts, **options))
    except typst.TypstError:
        # PDF/UA takes no sign that cannot be drawn, and people type signs that are in no font of ours.
        drawable = json.dumps(_each(json.loads(parts["data.json"]), fonts.drawable)).encode()
        return bytes(typst.compile(parts | {"data.json": drawable}, **options))


def source_files(report: Report, theme: Theme, doors: Doors) -> Any:
    """Give the files that typst makes the pages of, by name: the layout, the words, the chart and the logo."""
    # Any: the type hints of typst know no files by name yet.
    return {
        "main": _source(Form(report.form)),
        "data.json": json.dumps(_data(report, theme, doors), ensure_ascii=False).encode(),
        "radar.svg": chart.svg(report, theme),
        **({"logo": theme.logo.read_bytes()} if theme.logo else {}),
    }


def check_logo(theme: Theme) -> None:
    """Draw the logo of a theme, if it has one. Raises ThemeError when that cannot be done."""
    if not theme.logo:
        return
    import typst

    source = f'#image("logo", format: "{_format(theme.logo)}")'.encode()
    drawn: Any = {"main": source, "logo": theme.logo.read_bytes()}
    try:
        typst.compile(drawn, ignore_system_fonts=True)
    except typst.TypstError as error:
        raise ThemeError(f"logo {theme.logo} is niet als tekening te lezen; sla hem opnieuw op") from error


def _format(logo: Path) -> str:
    return logo.suffix.lower().removeprefix(".")


@cache
def _source(form: Form) -> bytes:
    text = files("fulfillment.report").joinpath("templates", "report.typ").read_text(encoding="utf-8")
    return in_form(text, form).encode()


def _data(report: Report, theme: Theme, doors: Doors) -> Any:
    shown = asdict(report) | {
        "date": report.date_in_words,
        "overall": _part(report.overall),
        "areas": [{"whole": _part(a.whole), "aspects": [_part(p) for p in a.aspects]} for a in report.areas],
        "plan": [
            {"when": when, "tips": [{"number": number, **asdict(tip)} for number, tip in tips]}
            for when, tips in report.plan
        ],
        "change": report.change
        and {"since": report.change.since_in_words, "told": report.change.told, "rows": _rows(report)},
    }
    look = {key: getattr(theme, key) for key in ("product", "accent", "head", "logo_alt", "fonts", "footer", "contact")}
    look["logo"] = _format(theme.logo) if theme.logo else None
    told = {"report": shown, "theme": look, "chart_alt": chart.alt(report)}
    return _each(told, _breakable) | {"doors": asdict(doors)}


def _part(part: Part) -> dict[str, object]:
    return asdict(part) | {"result": part.result}


def _rows(report: Report) -> list[dict[str, object]]:
    assert report.change is not None  # noqa: S101 - tells mypy so
    return [asdict(moved) | {"step": moved.step} for moved in (report.change.whole, *report.change.parts)]


def _each(data: Any, change: Callable[[str], str]) -> Any:
    """Change every text in `data`."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list | tuple):
        return [_each(item, change) for item in data]
    return {key: _each(item, change) for key, item in data.items()} if isinstance(data, dict) else data


def _breakable(text: str) -> str:
    """Let words break that are too long for a column of a table."""
    return _LONG_WORD.sub(lambda word: _broken(word[0]), text)


def _broken(word: str) -> str:
    return _ZERO_WIDTH_SPACE.join(word[at : at + _BREAK_EVERY] for at in range(0, len(word), _BREAK_EVERY))
