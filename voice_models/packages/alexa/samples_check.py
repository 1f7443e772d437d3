"""What Amazon would refuse in the intents: their names, slots and samples.

Source: "Create Intents, Utterances, and Slots", "Standard Built-in Intents", and "Slot Type Reference": a sample with a
phrase slot (AMAZON.SearchQuery) holds words besides it and no other slot.
"""

import re
from collections.abc import Iterator

from voice_models.packages.alexa.model import IN_BRACES, SAMPLE, heard_as
from voice_models.packages.alexa.model_form import Intent, Language, Slot
from voice_models.packages.alexa.names import AMAZONS_INTENTS, FIXED_INTENTS

NAME = re.compile(r"[A-Za-z][A-Za-z_]*")
_AMAZONS_TYPE = re.compile(r"AMAZON\.[A-Za-z_]+")
_PHRASES = frozenset({"AMAZON.SearchQuery"})
Found = tuple[str, str]


def intent_mistakes(language: Language) -> Iterator[Found]:
    """Check all intents, and that no two have the same name or sample."""
    types = {type_.name for type_ in language.types}
    names: set[str] = set()
    samples: dict[str, str] = {}
    for intent in language.intents:
        key = f"intents.{intent.name}"
        if intent.name.casefold() in names:
            yield f"{key}.name", "staat er twee keer; voeg de twee samen"
        names.add(intent.name.casefold())
        found = _amazons(intent) if intent.name.startswith("AMAZON.") else (*_ours(intent), *_slots(intent, types))
        yield from ((f"{key}.{part}", what) for part, what in found)
        for place, sample in enumerate(intent.samples):
            what = _sample(sample, intent) or _taken(sample, samples)
            if what:
                yield f"{key}.samples.{place}", what
            samples.setdefault(heard_as(sample), intent.name)


def _amazons(intent: Intent) -> Iterator[Found]:
    if intent.name not in AMAZONS_INTENTS:
        yield "name", "kent Amazon niet; controleer de spelling of neem een naam zonder AMAZON."
    if intent.slots:
        yield "slots", "horen niet bij een intent van Amazon; maak een eigen intent"
    if intent.samples and intent.name in FIXED_INTENTS:
        yield "samples", "horen hier niet: deze intent herkent Amazon zelf; maak de lijst leeg"


def _ours(intent: Intent) -> Iterator[Found]:
    if not NAME.fullmatch(intent.name):
        yield "name", "mag alleen letters en _ hebben en moet met een letter beginnen"
    if not intent.samples:
        yield "samples", "is leeg; geef minstens één voorbeeldzin"


def _slots(intent: Intent, types: set[str]) -> Iterator[Found]:
    used = {name for sample in intent.samples for name in IN_BRACES.findall(sample)}
    seen: set[str] = set()
    for slot in intent.slots:
        key = f"slots.{slot.name}"
        if not NAME.fullmatch(slot.name):
            yield f"{key}.name", "mag alleen letters en _ hebben en moet met een letter beginnen"
        if slot.name in seen:
            yield f"{key}.name", "staat er twee keer; haal een van de twee weg"
        elif slot.name not in used:
            yield key, f"staat in geen voorbeeldzin; gebruik {{{slot.name}}} of haal het slot weg"
        seen.add(slot.name)
        if slot.type not in types and not _AMAZONS_TYPE.fullmatch(slot.type):
            yield f"{key}.type", f"{slot.type} bestaat niet; voeg het toe bij types of kies een ander"


def _sample(sample: str, intent: Intent) -> str:
    """Say what is wrong with a sample; "" when nothing is."""
    slots: dict[str, Slot] = {slot.name: slot for slot in intent.slots}
    names = IN_BRACES.findall(sample)
    words = IN_BRACES.sub(" ", sample)
    if not SAMPLE.fullmatch(sample) or not sample.strip() or set(words) & {"{", "}"}:
        return "mag alleen letters, spaties, apostrofs, streepjes, punten en {slots} hebben; schrijf getallen voluit"
    if unknown := [name for name in names if name not in slots]:
        return f"{{{unknown[0]}}} is geen slot van deze intent; voeg het toe of controleer de spelling"
    if len(set(names)) < len(names):
        return "noemt een slot twee keer; houd er één over"
    if any(slots[name].type in _PHRASES for name in names) and (len(names) > 1 or not words.strip()):
        return "een slot met vrije woorden (AMAZON.SearchQuery) staat alleen, met vaste woorden ervoor of erna"
    return ""


def _taken(sample: str, samples: dict[str, str]) -> str:
    owner = samples.get(heard_as(sample))
    return f'"{sample}" staat ook bij {owner}; houd het bij een van de twee' if owner else ""
