"""The PDF: tagged, Dutch, 4 to 8 pages whatever was answered, and what was said is never markup."""

from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typst
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from fulfillment.examples import DOORS, example
from fulfillment.report import fonts
from fulfillment.report.build import build
from fulfillment.report.change import Earlier
from fulfillment.report.pdf import render_pdf, source_files
from fulfillment.report.peers import Peers, compared
from fulfillment.report.stored import load as load_report
from fulfillment.report.theme import load_theme, own_theme
from fulfillment.report.types import Report
from local_sim.company import NAMES
from model.load import load
from model.question import Choice, Kind, Question
from model.tip import Profile

MODEL = load()
SIGNS = '#import "x" $x^2$ *vet* @bron <label> [a] `r` // c /* */ \\ = kop _a_ ~ (a|b) #eval("1+1")'
LONG = "x" * 400


def answered(question: Question, place: int) -> Choice:
    if question.kind is Kind.SEVERAL:
        return tuple(answer.id for answer in question.answers[:place])
    return question.answers[min(place, len(question.answers) - 1)].id


def made(questions: tuple[Question, ...], place: int | None, **more: Any) -> Report:
    given = {question.id: None if place is None else answered(question, place) for question in questions}
    return build(MODEL, given, created=date(2026, 11, 22), scan_id="f" * 32, kept_days=365, **more)


def everything() -> Report:
    """The longest report: sixty answers, an earlier scan, others beside it, and much said."""
    said = Profile("ict", "mode", "middel", {"open-doel": f"{SIGNS} {'meer omzet ' * 35}", "open-obstakel": LONG})
    earlier = Earlier(date(2026, 3, 3), {question.id: answered(question, 0) for question in MODEL.scored})
    report = made(MODEL.scored, 1, profile=said, earlier=earlier)
    names = ["Totaal", *(aspect.name for aspect in MODEL.aspects)]
    return compared(report, Peers(MODEL.version, {name: Counter(range(10, 60)) for name in names}))


EXTREMES = {
    "nothing known": lambda: made(MODEL.quick_scan, None),
    "nothing done": lambda: made(MODEL.quick_scan, 0),
    "everything": everything,
    "left early": lambda: made(MODEL.quick_scan[:5], 1, early=True),
    "one answer": lambda: made(MODEL.quick_scan[:1], 1),
}


def read(report: Report, **more: Any) -> PdfReader:
    return PdfReader(BytesIO(render_pdf(report, **{"doors": DOORS, **more})))


def words_of(reader: PdfReader) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in reader.pages).translate({0x200B: None, 0xAD: None}).split()
    )


def tags(node: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    item = node.get_object()
    if isinstance(item, ArrayObject):
        return sum((tags(child) for child in item), found)
    if isinstance(item, DictionaryObject):
        if "/S" in item:
            found[str(item["/S"])] += 1
        if "/K" in item:
            found += tags(item["/K"])
    return found


@pytest.fixture(scope="module")
def longest() -> PdfReader:
    return read(everything())


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_four_to_eight_pages(name: str) -> None:
    assert 4 <= len(read(example(name)).pages) <= 8


@pytest.mark.parametrize("extreme", EXTREMES)
def test_every_extreme_is_four_to_eight_pages(extreme: str) -> None:
    assert 4 <= len(read(EXTREMES[extreme]()).pages) <= 8


def test_it_is_tagged_as_accessible_and_dutch_with_a_title_and_a_day(longest: PdfReader) -> None:
    root = longest.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower().startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert longest.metadata is not None
    assert longest.metadata.title == "Jullie adviesrapport conversational commerce"
    assert str(longest.metadata.creation_date_raw).startswith("D:20261122")


def test_headings_tables_and_links_are_tagged_and_the_chart_has_words(longest: PdfReader) -> None:
    tree = longest.trailer["/Root"]["/StructTreeRoot"]
    found = tags(tree["/K"])
    assert found["/H1"] >= 6
    assert found["/H3"] == 12
    assert found["/TH"] >= 3 + 4 + 6 + 3
    assert found["/Link"] >= 3
    assert found["/Figure"] == 1
    assert b"Grafiek met de score per onderdeel" in everything_in(tree)


def everything_in(node: Any) -> bytes:
    """All alternative texts of a structure tree."""
    item = node.get_object()
    if isinstance(item, ArrayObject):
        return b"".join(everything_in(child) for child in item)
    if not isinstance(item, DictionaryObject):
        return b""
    return str(item.get("/Alt", "")).encode() + (everything_in(item["/K"]) if "/K" in item else b"")


def test_the_bookmarks_name_the_parts(longest: PdfReader) -> None:
    titles = [entry.title for entry in longest.outline if not isinstance(entry, list)]
    assert titles[0] == "Samenvatting"
    assert "De score per onderdeel" in titles
    assert "Zo kwam de score tot stand" in titles
    assert titles[-1] == "Wat we bewaren, en wie je kunt vragen"


def test_what_was_said_stays_as_it_was_said(longest: PdfReader) -> None:
    text = words_of(longest)
    for word in SIGNS.split():
        assert word in text, word
    assert LONG in text.replace(" ", "")


def test_nothing_runs_off_the_page() -> None:
    files = source_files(everything(), own_theme(), DOORS)
    pages = typst.compile(files, font_paths=[fonts.folder()], ignore_system_fonts=True, format="png", ppi=48)
    assert isinstance(pages, list)
    for number, page in enumerate(pages):
        picture = Image.open(BytesIO(page)).convert("L")
        margin = picture.width * 17 // 210
        head = picture.height // 4 if number == 0 else 0
        for left in (0, picture.width - margin):
            strip = picture.crop((left, head, left + margin, picture.height))
            assert strip.getextrema() == (255, 255), f"page {number + 1}"


def test_it_tells_what_the_report_tells() -> None:
    report = example("webshop")
    text = words_of(read(report)).replace("- ", "")
    squeezed = text.replace(" ", "").replace("-", "")
    for told in (
        *report.summary,
        *(tip.first_step for tip in report.tips),
        *(asked.answer for asked in report.questions),
        *report.kept,
        *report.sums,
    ):
        assert told.replace(" ", "").replace("-", "") in squeezed, told


def test_the_same_report_gives_the_same_bytes() -> None:
    report = example("starter")
    assert render_pdf(report) == render_pdf(report)


def test_an_older_stored_report_still_renders() -> None:
    text = (Path(__file__).parent / "stored" / "2026.1.json").read_text(encoding="utf-8")
    assert "Begin klein, met één soort vraag" in words_of(read(load_report(text)))


def test_a_brand_brings_its_colour_logo_foot_and_number(tmp_path: Path) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30"/></svg>'
    (tmp_path / "merk.svg").write_text(logo, encoding="utf-8")
    (tmp_path / "theme.yaml").write_text(
        'product: Winkelscan\nhead: "#5c1247"\nlogo: merk.svg\nlogo_alt: Het beeldmerk\nfooter: KvK 12345678\n'
        "contact: Bel 030 123 45 67\nfonts: [Bestaat Niet, Libertinus Serif]",
        encoding="utf-8",
    )
    reader = read(example("starter"), theme=load_theme(tmp_path / "theme.yaml"))
    text = words_of(reader)
    assert "Winkelscan · 22 november 2026 · KvK 12345678" in text
    assert "Bel 030 123 45 67" in text
    assert b"Het beeldmerk" in everything_in(reader.trailer["/Root"]["/StructTreeRoot"])
    fonts = {str(font["/BaseFont"]) for page in reader.pages for font in fonts_of(page)}
    assert any("Libertinus" in name for name in fonts)


def test_its_fonts_are_the_packages_own_and_embedded() -> None:
    names = {str(font["/BaseFont"]) for page in read(example("starter")).pages for font in fonts_of(page)}
    assert names
    assert all("SourceSansPro" in name for name in names), names
    assert own_theme().fonts[0] == "Source Sans Pro"


def fonts_of(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"].get("/Font", {}).values()]


def test_without_doors_it_offers_none() -> None:
    report = replace(example("starter"), kept=())
    reader = PdfReader(BytesIO(render_pdf(report)))
    assert not any(page.get("/Annots") for page in reader.pages)


@pytest.mark.parametrize(
    "sign", ["\U0001f600", "\u4e2d\u6587", "\x00", "\x1b[31m", "\uffff", "\U0001f468\u200d\U0001f469", "\ud55c"]
)
def test_a_sign_that_no_font_has_does_not_keep_the_report_back(sign: str) -> None:
    said = Profile("ict", "mode", "klein", {"open-doel": f"meer omzet {sign} ’s avonds, één → “x”"})
    pages = PdfReader(BytesIO(render_pdf(made(MODEL.quick_scan, 1, profile=said)))).pages
    written = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "meer omzet ?" in written
    assert "’s avonds, één → “x”" in written
