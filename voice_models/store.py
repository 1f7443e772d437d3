"""Read store.yaml: what the shops of the platforms show."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from model.reading import parsed


@dataclass(frozen=True)
class Store:
    """The texts of a shop, in Dutch. `spoken` is the name as people say it, in lower case; `examples` are whole
    sentences without a wake word, of which the first opens the Checkbot; `testing` is for the platform's testers."""

    name: str
    spoken: str
    summary: str
    description: str
    examples: tuple[str, ...]
    keywords: tuple[str, ...]
    testing: str


@cache
def store() -> Store:
    """Load the texts that come with the package. Raises pydantic.ValidationError when a key is wrong."""
    text = files("voice_models").joinpath("store.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Store).validate_python(parsed(text))
