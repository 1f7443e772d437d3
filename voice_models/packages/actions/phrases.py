"""The training phrases of the Actions project: the contract's, with its {slots} marked up as Google does.

Source of the form "($name 'words' auto=false)": google.actions.sdk.v2.interactionmodel.Intent.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import count

from model.words import plain
from voice_models.agent import agent
from voice_models.answers import of_model
from voice_models.contract import FreeIntent, Intent, Kind, Slot
from voice_models.packages.package import Source

TYPES = {
    Kind.ANSWER: "answer",
    Kind.NUMBER: "actions.type.Number",
    Kind.ASPECT: "aspect",
    Kind.ADDRESS: "address",
    Kind.WORDS: "words",
}
"""The types of the project, by what a slot holds; Google's own start with `actions.`."""
_SLOT = re.compile(r"\{(\w+)\}")
_EACH = 4
"""Phrases made of one sample, each with another value."""
_FIGURES = {"place": ("drie", "vijf", "twaalf", "7"), "steps": ("twee", "drie", "vier"), "code": ("482915", "307164")}
_NUMBERS = ("vier", "3", "één", "vijf", "2")


def called(source: Source) -> Iterator[tuple[str, Intent | FreeIntent]]:
    """Give the intents of the contract by their names in the project; Google's own, `actions.`, need no training.

    The answers stand last: they take any words, and a scene tries its intents in order.
    """
    for intent in source.contract.intents:
        yield from ((name, intent) for name in intent.actions if not name.startswith("actions."))
    free = sorted(source.contract.free, key=lambda each: _takes_any(source, each))
    yield from ((each.actions, each) for each in free)


def slots(source: Source, intent: Intent | FreeIntent) -> tuple[Slot, ...]:
    """Give the slots that the samples of this intent hold, and the one that a free one carries."""
    carried = [intent.slot] if isinstance(intent, FreeIntent) else []
    carried += [_any(source).name] if _takes_any(source, intent) else []
    found = [name for sample in intent.samples for name in _SLOT.findall(sample)]
    return tuple(source.contract.slot[name] for name in dict.fromkeys([*carried, *found]))


def phrases(source: Source) -> dict[str, list[str]]:
    """Give the training phrases by intent. A phrase of several intents is the first one's alone: two would share it."""
    taken: set[str] = set()
    found: dict[str, list[str]] = {}
    for name, intent in called(source):
        found[name] = list(_new(_all(source, intent), taken))
    return found


def said(phrase: str) -> str:
    """Give what is said in a training phrase, without its mark-up."""
    return re.sub(r"\(\$\w+ '([^']*)'[^)]*\)", r"\1", phrase)


def _new(candidates: Iterator[str], taken: set[str]) -> Iterator[str]:
    for phrase in candidates:
        if (words := plain(said(phrase))) not in taken:
            taken.add(words)
            yield phrase


def _all(source: Source, intent: Intent | FreeIntent) -> Iterator[str]:
    if isinstance(intent, Intent):
        yield from intent.fixed
    turn = count()
    for sample in intent.samples:
        slot = source.contract.slot[_SLOT.findall(sample)[0]]
        values = _values(source, slot, sample)
        for _ in range(min(_EACH, len(values))):
            yield _SLOT.sub(_marked(slot, values[next(turn) % len(values)]), sample)
    if _takes_any(source, intent):
        yield from (_marked(_any(source), answer) for answer in agent().actions.open_answers)


def _takes_any(source: Source, intent: Intent | FreeIntent) -> bool:
    return isinstance(intent, FreeIntent) and source.contract.slot[intent.slot].kind is Kind.ANSWER


def _any(source: Source) -> Slot:
    return next(slot for slot in source.contract.slots if slot.kind is Kind.WORDS)


def _marked(slot: Slot, value: str) -> str:
    return f"(${slot.name} '{value}' auto=false)"


def _values(source: Source, slot: Slot, sample: str) -> Sequence[str]:
    match slot.kind:
        case Kind.ANSWER:
            values: Sequence[str] = [value.name for value in of_model(source.model)]
        case Kind.NUMBER:
            values = _FIGURES.get(slot.name, _NUMBERS)
        case Kind.ASPECT:
            values = [aspect.spoken for aspect in source.model.aspects]
        case Kind.ADDRESS:
            values = source.contract.addresses
        case Kind.WORDS:
            values = [_example(sample)]
    # An apostrophe would end the mark-up.
    return [value for value in values if "'" not in value]


def _example(sample: str) -> str:
    words = agent().actions.words
    return words.get(_SLOT.split(sample)[0].strip(), words[""])
