"""The HTML mail: safe, accessible and without anything fetched from outside."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from fulfillment.examples import DOORS
from fulfillment.report.build import build
from fulfillment.report.change import Earlier
from fulfillment.report.html import render_html
from fulfillment.report.types import Report
from model.question import Given
from model.types import Model
from tests.report.test_pdf import everything

VOID = {"meta", "img", "br", "hr", "link"}
GMAIL_CLIPS_AT = 102 * 1024


class Page(HTMLParser):
    """Collects tags with their attributes, and fails on a tag that is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def page(report: Report) -> Page:
    return Page(render_html(report, "cid:score"))


def test_it_is_a_dutch_page_with_a_title(page: Page, report: Report) -> None:
    assert page.attributes("html") == [{"lang": "nl"}]
    assert report.title in page.text


def test_markup_in_content_stays_text(report: Report) -> None:
    evil = replace(report.questions[0], answer="<script>alert(1)</script>")
    page = Page(render_html(replace(report, questions=(evil,)), "cid:score"))
    assert page.attributes("script") == []
    assert any("<script>alert(1)</script>" in text for text in page.text)


def test_the_only_image_is_the_chart_and_its_alt_text_carries_the_scores(page: Page) -> None:
    (image,) = page.attributes("img")
    assert image["src"] == "cid:score"
    assert "Verandermanagement: 0 punten, niveau 1 (Toeschouwer)." in (image["alt"] or "")


def test_nothing_is_fetched_from_outside(report: Report) -> None:
    html = render_html(report, "cid:score")
    assert "http" not in html
    assert "url(" not in html


def test_headings_do_not_skip_a_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_layout_tables_are_hidden_from_screen_readers(page: Page) -> None:
    data_tables = [table for table in page.attributes("table") if table.get("role") != "presentation"]
    assert data_tables == []


def test_figures_stand_in_a_table_with_headings(model: Model, given: Given) -> None:
    earlier = Earlier(date(2025, 1, 1), dict(given) | {"kanalen": "niets"})
    page = Page(render_html(build(model, given, created=date(2026, 1, 1), scan_id="s", earlier=earlier)))
    tables = [table for table in page.attributes("table") if table.get("role") != "presentation"]
    assert [table["class"] for table in tables] == ["figures"]
    assert [heading["scope"] for heading in page.attributes("th")] == ["col"] * 4


def test_styles_are_inlined_but_dark_mode_stays(page: Page) -> None:
    assert all("style" in heading for heading in page.attributes("h2"))
    assert any("prefers-color-scheme: dark" in text for text in page.text)


def test_every_tip_question_and_note_is_there(page: Page, report: Report) -> None:
    text = " ".join(page.text)
    assert all(tip.because in text and tip.first_step in text for tip in report.tips)
    assert all(asked.question in text for asked in report.questions)
    assert report.about in text
    assert report.left_out in text


@pytest.mark.parametrize("answer", ["niets", "volop", None])
def test_extreme_scans_render(model: Model, given: Given, answer: str | None) -> None:
    scan = dict.fromkeys(given, answer)
    Page(render_html(build(model, scan, created=date(2026, 1, 1), scan_id="s"), "cid:score"))


def test_gmail_does_not_clip_the_longest() -> None:
    html = render_html(everything(), "cid:score", doors=DOORS, attached=True)
    assert len(html.encode()) < GMAIL_CLIPS_AT
