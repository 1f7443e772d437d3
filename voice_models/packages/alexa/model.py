"""The language model of the Alexa skill: what people call it, the intents with their samples, and the slot types.

Source: Amazon's "Interaction Model Schema", "Create Intents, Utterances, and Slots" and "Slot Type Reference".
"""

import re
from collections.abc import Iterator
from typing import Any

from model.types import Model
from voice_models.answers import of_model
from voice_models.contract import Contract, Intent, Kind
from voice_models.names import ADDRESS_TYPE, ANSWER_TYPE, ASPECT_TYPE

Json = dict[str, Any]
SLOT_TYPES = {
    Kind.ANSWER: ANSWER_TYPE,
    Kind.NUMBER: "AMAZON.NUMBER",
    Kind.ASPECT: ASPECT_TYPE,
    Kind.ADDRESS: ADDRESS_TYPE,
    Kind.WORDS: "AMAZON.SearchQuery",
}
FALLBACK = "AMAZON.FallbackIntent"
SAMPLE = re.compile(r"(?:[^\W\d]|[ '.{}-])+")
"""Amazon's characters of a sample: letters, spaces, periods, underscores, apostrophes, hyphens, and { } of a slot."""
IN_BRACES = re.compile(r"\{([^{}]*)\}")


def model(contract: Contract, content: Model, name: str) -> Json:
    """Give the language model of the skill that people call by `name`."""
    intents = [*_intents(contract), {"name": FALLBACK, "samples": []}]
    types = [_answers(contract, content), _aspects(contract, content), _addresses(contract)]
    return {"interactionModel": {"languageModel": {"invocationName": name, "intents": intents, "types": types}}}


def heard_as(sample: str) -> str:
    """Give the sample as Alexa compares it: case and spaces mean nothing."""
    return " ".join(sample.casefold().split())


def _intents(contract: Contract) -> Iterator[Json]:
    """Give the intents. A sample that two of them have is the first's alone."""
    taken: set[str] = set()
    for intent in contract.intents:
        for name in intent.alexa:
            said = (*intent.fixed, *intent.samples) if name == _speaking(intent) else ()
            yield _intent(name, said, contract, taken)
    for free in contract.free:
        yield _intent(free.alexa, free.samples, contract, taken)


def _speaking(intent: Intent) -> str:
    """Name the one of Alexa's intents that gets the samples. One of our own if there is any: Amazon's can hold no
    slots."""
    ours = [name for name in intent.alexa if not name.startswith("AMAZON.")]
    return ours[-1] if ours else intent.alexa[0]


def _intent(name: str, said: tuple[str, ...], contract: Contract, taken: set[str]) -> Json:
    samples = [sample for sample in said if SAMPLE.fullmatch(sample) and _new(sample, taken)]
    names = dict.fromkeys(name for sample in samples for name in IN_BRACES.findall(sample))
    slots = [{"name": name, "type": SLOT_TYPES[contract.slot[name].kind]} for name in names]
    return {"name": name, "slots": slots, "samples": samples} if slots else {"name": name, "samples": samples}


def _answers(contract: Contract, content: Model) -> Json:
    taken: set[str] = set()
    answers = [_value(value.id, value.name, value.synonyms, taken) for value in of_model(content)]
    others = [{"name": {"value": words}} for words in map(_spoken, contract.about) if _new(words, taken)]
    return {"name": ANSWER_TYPE, "values": [*answers, *others]}


def _aspects(contract: Contract, content: Model) -> Json:
    taken: set[str] = set()
    values = [
        _value(aspect.id, aspect.name, (aspect.spoken, *contract.aspects.get(aspect.id, ())), taken)
        for aspect in content.aspects
    ]
    return {"name": ASPECT_TYPE, "values": values}


def _addresses(contract: Contract) -> Json:
    values = [{"name": {"value": value}} for value in dict.fromkeys((*contract.addresses, *contract.domains))]
    return {"name": ADDRESS_TYPE, "values": values}


def _value(id_: str, name: str, synonyms: tuple[str, ...], taken: set[str]) -> Json:
    value = _spoken(name)
    taken.add(heard_as(value))
    others = [synonym for synonym in map(_spoken, synonyms) if _new(synonym, taken)]
    return {"id": id_, "name": {"value": value, "synonyms": others}}


def _spoken(text: str) -> str:
    """Leave out what nobody says: "ja, dat kan" is heard as "ja dat kan"."""
    return " ".join(re.sub(r"[^\w '.-]", " ", text).split())


def _new(sample: str, taken: set[str]) -> bool:
    """Tell whether nobody has this sample yet, and take it."""
    key = heard_as(sample)
    return not (key in taken or taken.add(key))  # type: ignore[func-returns-value]
