"""The font files of the report: package data, so that it looks the same on every machine."""

from functools import cache
from importlib.resources import files
from pathlib import Path

FAMILY = "Source Sans Pro"
_INSTEAD = "?"
_INVISIBLE = "\u200b\n\t"


def folder() -> Path:
    """Give the folder with the files of FAMILY (OpenType, SIL Open Font License)."""
    return Path(str(files("font_source_sans_pro").joinpath("files")))


def drawn_with() -> tuple[Path, ...]:
    """Give the files that the chart draws its words with."""
    return tuple(folder() / f"SourceSansPro-{weight}.ttf" for weight in ("Regular", "Bold"))


def drawable(text: str) -> str:
    """Give `text` with a question mark for every sign that FAMILY cannot draw: an emoji, or a control character."""
    return "".join(sign if sign in _INVISIBLE or ord(sign) in _signs() else _INSTEAD for sign in text)


@cache
def _signs() -> frozenset[int]:
    # Heavy to load, and seldom needed.
    from fontTools.ttLib import TTFont

    with TTFont(folder() / "SourceSansPro-Regular.ttf") as font:
        return frozenset(font.getBestCmap())
