"""The font files of the report: package data, so that it looks the same on every machine."""

from importlib.resources import files
from pathlib import Path

FAMILY = "Source Sans Pro"


def folder() -> Path:
    """Give the folder with the files of FAMILY (OpenType, SIL Open Font License)."""
    return Path(str(files("font_source_sans_pro").joinpath("files")))


def drawn_with() -> tuple[Path, ...]:
    """Give the files that the chart draws its words with."""
    return tuple(folder() / f"SourceSansPro-{weight}.ttf" for weight in ("Regular", "Bold"))
