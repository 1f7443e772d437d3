"""How the report looks: colours, logo, fonts and foot. One YAML file; another brand replaces that file and nothing
else."""

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import StringConstraints, TypeAdapter, ValidationError

from model.reading import parsed

_LEGIBLE = 4.5
"""The least contrast for text: WCAG 2.2, 1.4.3."""
_WHITE, _DARK = "#ffffff", "#182326"
_LARGEST_LOGO = 500_000

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class ThemeError(Exception):
    """The theme file can't be used; the message names file, key and what to do, in Dutch, for the editor."""


@dataclass(frozen=True)
class Theme:
    """The look of a brand; what each field is for stands in theme.yaml. Colours are #rrggbb."""

    product: str
    accent: Colour
    head: Colour
    dark_accent: Colour
    fonts: tuple[str, ...]
    logo: Path | None = None
    logo_alt: str = ""
    font_folder: Path | None = None
    footer: str = ""
    contact: str = ""


def load_theme(path: Path | None = None) -> Theme:
    """Read a theme file; without `path` the one that comes with the package. Raises ThemeError."""
    if path is None:
        return own_theme()
    try:
        found = parsed(path.read_text(encoding="utf-8-sig"))
        if not isinstance(found, dict):
            raise ThemeError(f"{path}: geen lijst van sleutels en waarden; vergelijk hem met theme.yaml")
        theme = TypeAdapter(Theme).validate_python({**_own_values(), **found}, extra="forbid")
    except OSError as error:
        raise ThemeError(f"{path}: niet te lezen ({error.strerror}); controleer pad en rechten") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ThemeError(f"{path}: geen geldige YAML in UTF-8; vergelijk hem met theme.yaml") from error
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ThemeError(f"{path}: {where} hoort hier niet of heeft niet de goede vorm; zie theme.yaml") from error
    return _checked(path, theme)


@cache
def own_theme() -> Theme:
    """Give the theme that comes with the package."""
    return TypeAdapter(Theme).validate_python(_own_values(), extra="forbid")


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, 1-21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _own_values() -> dict[str, object]:
    values: dict[str, object] = parsed(files("fulfillment.report").joinpath("theme.yaml").read_text(encoding="utf-8"))
    return values


def _checked(path: Path, theme: Theme) -> Theme:
    for key, colour, behind in (
        ("accent", theme.accent, _WHITE),
        ("head", theme.head, _WHITE),
        ("dark_accent", theme.dark_accent, _DARK),
    ):
        if (found := contrast(colour, behind)) < _LEGIBLE:
            shown = f"{found:.1f}".replace(".", ",")
            raise ThemeError(
                f"{path}: {key} heeft een contrast van {shown} op {behind}; kies een kleur met 4,5 of meer"
            )
    if not theme.fonts:
        raise ThemeError(f"{path}: fonts is leeg; noem minstens één lettertype")
    logo = path.parent / theme.logo if theme.logo else None
    folder = path.parent / theme.font_folder if theme.font_folder else None
    if folder and not folder.is_dir():
        raise ThemeError(f"{path}: font_folder {folder} is geen map; controleer het pad")
    if logo:
        _check_logo(path, logo, theme.logo_alt)
    return replace(theme, logo=logo, font_folder=folder)


def _check_logo(path: Path, logo: Path, alt: str) -> None:
    if logo.suffix.lower() not in (".svg", ".png") or not logo.is_file():
        raise ThemeError(f"{path}: logo {logo} is geen SVG- of PNG-bestand; controleer het pad")
    if logo.stat().st_size > _LARGEST_LOGO:
        raise ThemeError(f"{path}: logo {logo} is groter dan 500 kB; maak het kleiner")
    if not alt:
        raise ThemeError(f"{path}: logo_alt ontbreekt; zeg in een paar woorden wat het logo laat zien")


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
