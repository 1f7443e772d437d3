"""Where a reader of the report can turn to. The links are signed and made when it is rendered, never stored."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Doors:
    """`correct` is the page where an answer is mended and a new version comes of it, `erase` the one that deletes
    everything, `privacy` the one that tells all about what is kept; `contact` an address that somebody reads. ""
    where there is none."""

    correct: str = ""
    erase: str = ""
    privacy: str = ""
    contact: str = ""


NOWHERE = Doors()
