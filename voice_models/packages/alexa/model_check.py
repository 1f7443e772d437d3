"""What Amazon would refuse in the language model.

Source: "Choose the Invocation Name for a Custom Skill", "Create Intents, Utterances, and Slots" (names, characters of a
sample), "Standard Built-in Intents", "Create and Edit Custom Slot Types" (50,000 values), "Slot Type Reference" (phrase
slots), and the 1.5 MB that the Skill Management API takes.
"""

import re
from collections.abc import Iterator

from voice_models.packages.alexa.model import heard_as
from voice_models.packages.alexa.model_form import Language, SlotType
from voice_models.packages.alexa.names import LAUNCH_WORDS, REQUIRED_INTENTS, SMALL_WORDS, WAKE_WORDS
from voice_models.packages.alexa.samples_check import NAME, intent_mistakes
from voice_models.packages.package import Mistake

_HERE = "interactionModel.languageModel"
_LARGEST = 1_500_000
_MOST_VALUES = 50_000
# Lower case alone: an accent is a letter too.
_SPOKEN = re.compile(r"(?:[^\W\d_A-Z]|[ '.])+")
Found = tuple[str, str]


def model_mistakes(path: str, language: Language, content: bytes) -> Iterator[Mistake]:
    """Check a language model that has its form; `content` is the whole file."""
    if len(content) > _LARGEST:
        yield Mistake(path, "", f"is groter dan 1,5 MB ({len(content)} bytes); haal voorbeeldzinnen of synoniemen weg")
    found = (*_name(language.invocation_name), *_required(language), *intent_mistakes(language), *_types(language))
    yield from (Mistake(path, f"{_HERE}.{key}", what) for key, what in found)


def _name(name: str) -> Iterator[Found]:
    words = name.split()
    key = "invocationName"
    if not 2 <= len(name) <= 50:
        yield key, "moet 2 tot 50 tekens lang zijn"
    elif not _SPOKEN.fullmatch(name) or name != name.lower():
        yield key, "mag alleen kleine letters, spaties, punten en apostrofs hebben; schrijf getallen voluit"
    elif len(words) < 2:
        yield key, "moet uit minstens twee woorden bestaan"
    elif taken := sorted(WAKE_WORDS.intersection(words)):
        yield key, f'mag "{taken[0]}" niet bevatten: daar luistert Alexa zelf naar'
    elif taken := sorted(LAUNCH_WORDS.intersection(words)):
        yield key, f'mag "{taken[0]}" niet bevatten: daarmee begint een opdracht aan Alexa'
    elif len(words) == 2 and (taken := sorted(SMALL_WORDS.intersection(words))):
        yield key, f'mag met twee woorden geen "{taken[0]}" bevatten; neem een ander woord of voeg er een toe'


def _required(language: Language) -> Iterator[Found]:
    names = {intent.name for intent in language.intents}
    for name in REQUIRED_INTENTS:
        if name not in names:
            yield "intents", f"{name} ontbreekt; Amazon eist die"


def _types(language: Language) -> Iterator[Found]:
    used = {slot.type for intent in language.intents for slot in intent.slots}
    seen: set[str] = set()
    for type_ in language.types:
        key = f"types.{type_.name}"
        if not NAME.fullmatch(type_.name):
            yield f"{key}.name", "mag alleen letters en _ hebben en moet met een letter beginnen"
        if type_.name in seen:
            yield f"{key}.name", "staat er twee keer; geef een van de twee een andere naam"
        elif type_.name not in used:
            yield key, "gebruikt geen enkele intent; haal dit type weg of gebruik het"
        seen.add(type_.name)
        yield from _values(key, type_)
    if _count(language) > _MOST_VALUES:
        yield "types", f"hebben samen meer dan {_MOST_VALUES} waarden en synoniemen; haal er weg"


def _count(language: Language) -> int:
    return sum(1 + len(value.name.synonyms) for type_ in language.types for value in type_.values)


def _values(key: str, type_: SlotType) -> Iterator[Found]:
    ids: set[str] = set()
    said: dict[str, str] = {}
    for place, value in enumerate(type_.values):
        here = f"{key}.values.{value.id if value.id is not None else place}"
        if value.id is not None and value.id in ids:
            yield f"{here}.id", "staat er twee keer; geef elke waarde een eigen id"
        ids.add(value.id or "")
        keyed = [("value", value.name.value), *((f"synonyms.{n}", each) for n, each in enumerate(value.name.synonyms))]
        for part, words in keyed:
            if heard_as(words) in said:
                yield (
                    f"{here}.name.{part}",
                    f'"{words}" hoort ook bij {said[heard_as(words)]}; houd het bij een van de twee',
                )
            said.setdefault(heard_as(words), value.id or value.name.value)
