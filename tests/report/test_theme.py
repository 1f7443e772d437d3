"""The look of the report: one file, and a mistake in it is one line that says what to do."""

from pathlib import Path

import pytest

from fulfillment.report.html import render_html
from fulfillment.report.pdf import check_logo
from fulfillment.report.theme import ThemeError, contrast, load_theme, own_theme
from fulfillment.report.types import Report

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def written(folder: Path, text: str) -> Path:
    (folder / "theme.yaml").write_text(text, encoding="utf-8")
    return folder / "theme.yaml"


def test_the_own_theme_passes_its_own_rules() -> None:
    file = Path(__file__).parents[2] / "fulfillment" / "report" / "theme.yaml"
    assert load_theme(file) == load_theme() == own_theme()


def test_black_on_white_is_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_another_brand_changes_what_it_names(tmp_path: Path, report: Report) -> None:
    (tmp_path / "merk.svg").write_text(SVG, encoding="utf-8")
    theme = load_theme(written(tmp_path, 'accent: "#7a1f5c"\nlogo: merk.svg\nlogo_alt: Merk\ncontact: Bel 030 123'))
    check_logo(theme)
    page = render_html(report, theme=theme)
    assert (theme.accent, theme.head, theme.logo) == ("#7a1f5c", own_theme().head, tmp_path / "merk.svg")
    assert "#7a1f5c" in page
    assert own_theme().accent not in page
    assert "Bel 030 123. Antwoord gerust" in page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('accent: "#ffee00"', "accent heeft een contrast van 1,2 op #ffffff; kies een kleur met 4,5 of meer"),
        ('dark_accent: "#222222"', "dark_accent heeft een contrast van"),
        ("accent: rood", "accent hoort hier niet of heeft niet de goede vorm"),
        ("kleur: rood", "kleur hoort hier niet"),
        ("fonts: []", "fonts is leeg"),
        ("logo: weg.svg\nlogo_alt: x", "is geen SVG- of PNG-bestand"),
        ("logo: theme.yaml\nlogo_alt: x", "is geen SVG- of PNG-bestand"),
        ("logo: merk.svg", "logo_alt ontbreekt"),
        ("font_folder: weg", "is geen map"),
        ("- a", "geen lijst van sleutels"),
        ("a: [", "geen geldige YAML"),
    ],
)
def test_a_mistake_names_file_key_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "merk.svg").write_text(SVG, encoding="utf-8")
    with pytest.raises(ThemeError) as raised:
        load_theme(written(tmp_path, text))
    assert told in str(raised.value)
    assert "theme.yaml" in str(raised.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match="niet te lezen"):
        load_theme(tmp_path / "weg.yaml")


def test_a_logo_that_is_no_picture_is_told(tmp_path: Path) -> None:
    (tmp_path / "merk.png").write_bytes(b"geen png")
    with pytest.raises(ThemeError, match="niet als tekening te lezen"):
        check_logo(load_theme(written(tmp_path, "logo: merk.png\nlogo_alt: Merk")))
