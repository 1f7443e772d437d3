"""The phrases of the scan: what it expects to hear, everywhere together."""

from collections.abc import Iterator

from model.types import Model
from voice_models.answers import ALL, FIGURES, NONE, ORDINALS, of_question
from voice_models.contract import contract

LAST = "de laatste"


def of_scan(model: Model) -> Iterator[str]:
    """Give every option, its keywords, the ordinals and figures, the commands, and what people say of themselves."""
    for question in model.questions:
        for value in of_question(question):
            yield from (value.name, *value.synonyms)
    yield from (*ORDINALS, LAST, *FIGURES, NONE, ALL)
    known = contract()
    for intent in known.intents:
        yield from intent.phrases
    yield from (*known.about, *known.addresses, *known.domains)
    for aspect in model.aspects:
        yield from (aspect.name, *known.aspects.get(aspect.id, ()))
