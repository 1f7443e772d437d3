"""The management summary: where the company stands, in the respondent's own words, and what to begin with."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fulfillment.report.build import build
from fulfillment.report.doors import Doors
from fulfillment.report.html import render_html
from fulfillment.report.text import render_text
from fulfillment.report.types import Report
from model.form import Form
from model.load import load
from model.tip import Profile

DOORS = Doors("https://x.nl/rapport/t1", "https://x.nl/wissen/t2", "https://x.nl/privacy", "bot@x.nl")
SAID = "Meer omzet (of minder|bijna geen) retouren <b>"


def made(**changes: Any) -> Report:
    model = changes.pop("model", None) or load()
    given = {question.id: question.answers[1].id for question in model.quick_scan}
    profile = Profile("ict", "mode", "klein", {"open-doel": SAID, "open-obstakel": "te weinig tijd"})
    return build(model, given, **{"created": date(2026, 10, 5), "scan_id": "s", "profile": profile, **changes})


def test_it_begins_with_the_stand_and_ends_with_what_to_do_first() -> None:
    report = made()
    assert report.summary[0].startswith(f"Jullie staan op niveau {report.overall.level} van 5, ")
    assert f"Begin met tip 1: “{report.tips[0].title}”." in report.summary[-1]
    assert "Bij wat je zelf noemde, help" in report.summary[-1]


def test_role_goal_and_obstacle_are_the_respondents_own_words() -> None:
    assert [item.text for item in made().own] == ["ICT", f"“{SAID}”", "“te weinig tijd”"]


@pytest.mark.parametrize("form", Form)
def test_what_was_said_keeps_its_signs_in_every_form(form: Form) -> None:
    report = made(model=load(form=form))
    assert SAID in " ".join(render_text(report).split())
    assert SAID.replace("<", "&lt;").replace(">", "&gt;") in render_html(report)


def test_nothing_is_made_up_when_nothing_was_said() -> None:
    report = made(profile=Profile())
    assert report.own == ()
    assert "zelf noemde" not in " ".join(report.summary)


def test_what_is_kept_and_for_how_long_is_told() -> None:
    text = " ".join(render_text(made(kept_days=30), doors=DOORS).split())
    assert "blijft bewaard tot 30 dagen na je laatste gesprek" in text
    assert made(kept_days=1).kept[1].startswith("Dat blijft bewaard tot één dag na")
    assert made().kept == ()


@pytest.mark.parametrize("link", [DOORS.correct, DOORS.erase, DOORS.privacy])
def test_every_door_stands_in_mail_and_text(link: str) -> None:
    report = made(kept_days=30)
    assert f'href="{link}"' in render_html(report, doors=DOORS)
    assert link in render_text(report, doors=DOORS).splitlines()


def test_without_doors_the_voice_erases() -> None:
    assert "Open de Checkbot en zeg: verwijder mijn gegevens." in " ".join(render_text(made(kept_days=9)).split())


def test_an_attachment_is_told_of_only_when_it_is_there() -> None:
    for render in (render_text, render_html):
        assert "In de bijlage" in render(made(), attached=True)
        assert "In de bijlage" not in render(made())


def test_a_polite_report_says_u() -> None:
    report = replace(made(model=load(form=Form.U), kept_days=9))
    assert report.summary[0].startswith("U staat op niveau")
    assert "(" + "jullie|" not in render_html(report, doors=DOORS).lower()
