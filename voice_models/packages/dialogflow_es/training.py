"""The training phrases of the Dialogflow ES agent: what people say, and the samples with words in their slots."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, cycle, islice, zip_longest

from model.words import plain
from voice_models.agent import agent
from voice_models.answers import FIGURES, ORDINALS, of_model
from voice_models.contract import Contract, Intent, Kind, Slot
from voice_models.names import ANSWER_ENTITY, ASPECT_ENTITY, DOMAIN_ENTITY
from voice_models.packages.dialogflow_es.limits import PHRASES
from voice_models.packages.dialogflow_es.names import WELCOME
from voice_models.packages.package import Source

_EACH = 8
"""How many words a sample is filled with; together the samples use all words there are."""
_ROOM = 100
"""Training phrases that are left for who tries things out in the console."""
_CODES = ("482915", "731046", "205837")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Part:
    """A piece of a training phrase; words that vary have an entity ("@answer") and the name of their parameter."""

    text: str
    entity: str = ""
    name: str = ""


Phrase = tuple[Part, ...]


def training(source: Source) -> dict[str, tuple[Phrase, ...]]:
    """Give the training phrases by intent, each text once: an intent that comes earlier keeps it.

    Dialogflow passes on the words themselves, so that all phrases of the contract count, also those of `worded`
    intents. Samples with any {words} are left out: they are for platforms that take free words only after fixed ones,
    and here "de {words}" would take everything. In their place stand whole answers from the model.
    """
    contract = source.contract
    samples = _Samples(source)
    wanted: dict[str, Iterable[Phrase]] = {intent.name: _of_intent(intent, samples) for intent in contract.intents}
    wanted[WELCOME] = _whole(agent().greetings)
    for free in contract.free:
        whole = chain(contract.about, _utterances(source)) if free.slot == ANSWER_ENTITY else iter(())
        wanted[free.name] = chain(samples.filled(free.samples), _whole(whole))
    taken: set[str] = set()
    return {name: tuple(islice(_new(phrases, taken), PHRASES - _ROOM)) for name, phrases in wanted.items()}


def text(phrase: Phrase) -> str:
    """Give a training phrase as it is said."""
    return "".join(part.text for part in phrase)


def aspect_words(source: Source) -> dict[str, tuple[str, ...]]:
    """Give what the aspects are called, by aspect id."""
    everyday = source.contract.aspects
    return {
        aspect.id: tuple(dict.fromkeys((aspect.name.lower(), aspect.spoken, *everyday.get(aspect.id, ()))))
        for aspect in source.model.aspects
    }


class _Samples:
    """Fills samples with words, turn by turn."""

    def __init__(self, source: Source) -> None:
        self._contract = source.contract
        # The plainest names of all aspects before the next of each.
        aspects = tuple(filter(None, chain(*zip_longest(*aspect_words(source).values()))))
        self._words: Mapping[Kind, tuple[str, ...]] = {
            Kind.ANSWER: tuple(_answers(source)),
            Kind.ASPECT: aspects,
            Kind.ADDRESS: (*source.contract.addresses, *source.contract.domains),
        }

    def filled(self, samples: Iterable[str]) -> Iterator[Phrase]:
        for place, sample in enumerate(samples):
            slots = [self._contract.slot[name] for name in _SLOT.findall(sample)]
            if any(slot.kind is Kind.WORDS for slot in slots):
                continue
            most = max((len(self._of(slot)) for slot in slots), default=1)
            alone = _SLOT.fullmatch(sample) is not None
            for turn in range(most if alone else min(most, _EACH)):
                yield self._with(sample, turn if alone else place * _EACH + turn)

    def _with(self, sample: str, turn: int) -> Phrase:
        parts: list[Part] = []
        for piece in re.split(r"(\{\w+\})", sample):
            found = _SLOT.fullmatch(piece)
            if found:
                slot = self._contract.slot[found[1]]
                words = self._of(slot)
                parts += _annotated(self._contract, slot, words[turn % len(words)])
            elif piece:
                parts.append(Part(piece))
        return tuple(parts)

    def _of(self, slot: Slot) -> tuple[str, ...]:
        if slot.kind is Kind.NUMBER:
            return {"number": FIGURES, "code": _CODES}.get(slot.name, FIGURES[1:])
        return self._words[slot.kind]


def _answers(source: Source) -> Iterator[str]:
    """Give the names of the answers, and among each few an ordinal: no answer's own, but the shortest way to answer."""
    names = (value.name for value in of_model(source.model) if value.name not in FIGURES)
    ordinals = cycle(ORDINALS)
    for place, name in enumerate(names):
        if place % (_EACH - 1) == 0:
            yield next(ordinals)
        yield name


def _annotated(contract: Contract, slot: Slot, words: str) -> list[Part]:
    match slot.kind:
        case Kind.ANSWER:
            return [Part(words, f"@{ANSWER_ENTITY}", slot.name)]
        case Kind.NUMBER:
            return [Part(words, "@sys.number", slot.name)]
        case Kind.ASPECT:
            return [Part(words, f"@{ASPECT_ENTITY}", slot.name)]
        case _:
            return _address(contract, words)


def _address(contract: Contract, words: str) -> list[Part]:
    # Of a dictated address only the mail domain is one of a list; @sys.email wants an address as it is written.
    domain = next((domain for domain in contract.domains if f" {words}".endswith(f" {domain}")), "")
    before = words.removesuffix(domain) if domain else words
    parts = [Part(before)] if before else []
    return [*parts, Part(domain, f"@{DOMAIN_ENTITY}", DOMAIN_ENTITY)] if domain else parts


def _of_intent(intent: Intent, samples: _Samples) -> Iterator[Phrase]:
    yield from samples.filled(intent.samples)
    yield from _whole((*intent.bare, *intent.phrases))


def _utterances(source: Source) -> Iterator[str]:
    """Give one answer of each option of each question, then a second of each, and so on."""
    options = [said for question in source.model.scored for said in question.utterances.values()]
    return (said for turn in zip_longest(*options) for said in turn if said)


def _whole(sentences: Iterable[str]) -> Iterator[Phrase]:
    return ((Part(sentence),) for sentence in sentences)


def _new(phrases: Iterable[Phrase], taken: set[str]) -> Iterator[Phrase]:
    for phrase in phrases:
        said = plain(text(phrase))
        if said not in taken:
            taken.add(said)
            yield phrase
