"""The public Dutch models, as public.yaml tells of them."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from model.reading import parsed


@dataclass(frozen=True)
class Public:
    """A model that can be fetched. `bytes` is the size of its zip, 0 when unknown; `sha256` that of the zip, "" when
    unknown; `most_bytes` is more than zip or model ever are."""

    name: str
    url: str
    bytes: int
    sha256: str
    most_bytes: int


@cache
def public() -> dict[str, Public]:
    """Give them by size, "small" first."""
    text = files("local_sim.listen").joinpath("public.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Public]).validate_python(parsed(text))
