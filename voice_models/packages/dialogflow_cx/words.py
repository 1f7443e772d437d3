"""What a Dialogflow CX agent recognises: the intents with their training phrases, and the entities.

All words reach the service as they were said, so that a parameter is there only to tell which words vary. An address or
any other free words get none: a phrase that is a parameter as a whole (@sys.any) would match everything, and parameters
land in logs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count, islice

from model.types import Model
from model.words import plain
from voice_models.agent import agent
from voice_models.answers import FIGURES, of_model
from voice_models.contract import Contract, FreeIntent, Kind
from voice_models.names import ANSWER_ENTITY, ASPECT_ENTITY
from voice_models.packages.package import Source

LANGUAGE = "nl"
MOST_PHRASES = 2000
"""Training phrases of one intent in one language. Source: cloud.google.com/dialogflow/quotas."""
WELCOME, NEGATIVE = "Default Welcome Intent", "Default Negative Intent"
"""Intents that every agent has by itself, with ids of zeros."""
_ENTITIES = {Kind.ANSWER: f"@{ANSWER_ENTITY}", Kind.ASPECT: f"@{ASPECT_ENTITY}", Kind.NUMBER: "@sys.number"}
_NUMBERS = {"code": ("482910", "175306", "620894"), "steps": FIGURES[1:]}
_SLOT = re.compile(r"\{(\w+)\}")
_TIMES = 3
"""How often a sample stands among the phrases, with other values."""

Part = tuple[str, str]
"""Words, and the parameter they stand for ("" for none)."""
Phrase = tuple[Part, ...]


@dataclass(frozen=True)
class Words:
    """One intent: its phrases, and the entity of each parameter."""

    name: str
    phrases: tuple[Phrase, ...]
    parameters: dict[str, str]


@dataclass(frozen=True)
class Entry:
    """One value of an entity with all that people say for it."""

    value: str
    synonyms: tuple[str, ...]


def intents(source: Source) -> list[Words]:
    """Give all intents with phrases. What stands in one already is left out of the next: it would match either."""
    taken: set[str] = set()
    filler = _Filler(source)
    found = []
    for name, phrases in _all(source, filler):
        fresh = tuple(islice((each for each in phrases if _is_new(each, taken)), MOST_PHRASES))
        used = {parameter for phrase in fresh for _, parameter in phrase if parameter}
        found.append(Words(name, fresh, {slot: filler.entity(slot) for slot in sorted(used)}))
    return found


def entities(source: Source) -> dict[str, tuple[Entry, ...]]:
    """Give the entities of the agent by name."""
    answers = (Entry(value.id, (value.name, *value.synonyms)) for value in of_model(source.model))
    return {ANSWER_ENTITY: tuple(answers), ASPECT_ENTITY: tuple(_aspects(source.model, source.contract))}


def _all(source: Source, filler: "_Filler") -> Iterator[tuple[str, Iterable[Phrase]]]:
    for intent in source.contract.intents:
        yield intent.name, chain(map(_unvaried, intent.fixed), filler.filled(intent.samples))
    yield WELCOME, map(_unvaried, agent().greetings)
    for free in source.contract.free:
        yield free.name, _of_free(free, source, filler)


def _of_free(free: FreeIntent, source: Source, filler: "_Filler") -> Iterable[Phrase]:
    if source.contract.slot[free.slot].kind is Kind.ADDRESS:
        spoken = (*source.contract.addresses, *source.contract.domains)
        return map(_unvaried, chain(spoken, _carried(free, spoken)))
    samples = [*filler.filled(free.samples), *map(_unvaried, source.contract.about)]
    return chain(samples, map(_unvaried, _utterances(source.model, MOST_PHRASES - len(samples))))


def _carried(free: FreeIntent, spoken: tuple[str, ...]) -> Iterator[str]:
    whole = [sample for sample in free.samples if f"{{{free.slot}}}" in sample]
    for place, sample in enumerate(whole):
        for time in range(_TIMES):
            yield sample.replace(f"{{{free.slot}}}", spoken[(place * _TIMES + time) % len(spoken)])


def _utterances(model: Model, most: int) -> Iterator[str]:
    """Give what people answer, as many for one answer as for the next."""
    answers = [said for question in model.scored for said in question.utterances.values()]
    each = most // len(answers) if answers else 0
    return (utterance for said in answers for utterance in said[:each])


def _aspects(model: Model, contract: Contract) -> Iterator[Entry]:
    taken: set[str] = set()
    for aspect in model.aspects:
        names = (aspect.spoken, aspect.name, *contract.aspects.get(aspect.id, ()))
        yield Entry(aspect.id, tuple(name for name in names if _is_new(_unvaried(name), taken)))


def _unvaried(text: str) -> Phrase:
    return ((text, ""),)


def _is_new(phrase: Phrase, taken: set[str]) -> bool:
    words = plain("".join(text for text, _ in phrase))
    if not words or words in taken:
        return False
    taken.add(words)
    return True


class _Filler:
    """Fills the slots of samples, each time with the next values. Samples with free words are left out."""

    def __init__(self, source: Source) -> None:
        self._slots = source.contract.slot
        self._answers = tuple(value.name for value in of_model(source.model))
        self._aspects = tuple(aspect.spoken for aspect in source.model.aspects)
        self._next = count()

    def entity(self, slot: str) -> str:
        return _ENTITIES[self._slots[slot].kind]

    def filled(self, samples: tuple[str, ...]) -> Iterator[Phrase]:
        for sample in samples:
            slots = _SLOT.findall(sample)
            if all(self._slots[slot].kind in _ENTITIES for slot in slots):
                whole = _SLOT.fullmatch(sample)
                for _ in self._values(slots[0]) if whole else range(_TIMES):
                    yield self._once(sample)

    def _once(self, sample: str) -> Phrase:
        turn = next(self._next)
        parts = []
        for place, text in enumerate(_SLOT.split(sample)):
            if place % 2:
                values = self._values(text)
                parts.append((values[turn % len(values)], text))
            elif text:
                parts.append((text, ""))
        return tuple(parts)

    def _values(self, slot: str) -> tuple[str, ...]:
        if self._slots[slot].kind is Kind.NUMBER:
            return _NUMBERS.get(slot, FIGURES)
        return self._answers if self._slots[slot].kind is Kind.ANSWER else self._aspects
