"""The texts from which the model learns what word follows what: lines of dialogue, phrases, and the scan itself."""

from collections.abc import Iterator
from importlib.resources import files

from local_sim.listen.phrases import of_scan
from local_sim.listen.vocabulary import spoken
from model.types import Model

_DIALOGUE = 3
"""How often each line of people's dialogue counts: there are few of them."""


def texts(model: Model) -> Iterator[str]:
    """Give them all: what people say for every answer of `model` too."""
    for _ in range(_DIALOGUE):
        yield from _lines("lines.txt")
    yield from _lines("phrases.txt")
    said = (text for question in model.questions for each in question.utterances.values() for text in each)
    for text in (*of_scan(model), *said):
        yield " ".join(spoken(text))


def _lines(name: str) -> list[str]:
    return files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
