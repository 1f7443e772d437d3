"""Do the words of a Dialogflow CX package fit: parameters, entities, numbers of phrases, and phrases that clash?

Source of the limits: cloud.google.com/dialogflow/quotas.
"""

from collections.abc import Iterator

from model.words import plain
from voice_models.packages.dialogflow_cx.form import Entities, Entity, Intent, Phrase
from voice_models.packages.dialogflow_cx.whole import Whole
from voice_models.packages.dialogflow_cx.words import LANGUAGE, MOST_PHRASES
from voice_models.packages.package import Mistake

MOST_ENTRIES = 30_000
MOST_SYNONYMS = 200
"""Of one value of an entity."""
LONGEST_PHRASE = 768
Found = Iterator[tuple[str, str]]


def broken(whole: Whole) -> Iterator[Mistake]:
    """Give what is wrong with the words."""
    for path, intent in whole.of(Intent).items():
        yield from (Mistake(path, key, what) for key, what in _parameters(whole, intent))
    yield from _phrases(whole)
    for path, entities in whole.of(Entities).items():
        yield from (Mistake(path, key, what) for key, what in _entries(entities))


def _parameters(whole: Whole, intent: Intent) -> Found:
    seen: set[str] = set()
    for place, parameter in enumerate(intent.parameters):
        name = parameter.entity_type.removeprefix("@")
        if not name.startswith("sys.") and not whole.has(f"entityTypes/{name}/{name}.json"):
            yield (
                f"parameters.{place}.entityType",
                f"de entiteit „{name}” zit niet in het pakket; neem er een die er wel is",
            )
        if parameter.id in seen:
            yield f"parameters.{place}.id", "deze parameter staat er al; haal er een weg"
        seen.add(parameter.id)
    found = whole.phrases().get(intent.display_name)
    if found and intent.num_training_phrases != len(found[1].training_phrases):
        yield "numTrainingPhrases", f"er zijn {len(found[1].training_phrases)} zinnen; vul dat getal in"


def _phrases(whole: Whole) -> Iterator[Mistake]:
    intents = {intent.display_name: intent for intent in whole.of(Intent).values()}
    taken: dict[str, str] = {}
    for name, (path, found) in whole.phrases().items():
        parameters = {each.id for each in intents[name].parameters} if name in intents else None
        if len(found.training_phrases) > MOST_PHRASES:
            yield Mistake(path, "trainingPhrases", f"een intent heeft hoogstens {MOST_PHRASES} zinnen; haal er weg")
        for place, phrase in enumerate(found.training_phrases):
            key = f"trainingPhrases.{place}"
            yield from (Mistake(path, f"{key}{rest}", what) for rest, what in _phrase(phrase, parameters))
            other = taken.setdefault(_said(phrase), name)
            if other != name:
                yield Mistake(path, key, f"deze zin staat ook bij „{other}”; laat hem maar op één plaats staan")


def _phrase(phrase: Phrase, parameters: set[str] | None) -> Found:
    if phrase.language_code != LANGUAGE:
        yield ".languageCode", "de agent verstaat Nederlands; maak er „nl” van"
    if sum(len(part.text) for part in phrase.parts) > LONGEST_PHRASE:
        yield ".parts", f"deze zin is langer dan {LONGEST_PHRASE} tekens; kort hem in"
    for place, part in enumerate(phrase.parts):
        if parameters is not None and part.parameter_id and part.parameter_id not in parameters:
            yield (
                f".parts.{place}.parameterId",
                "deze parameter heeft de intent niet; voeg hem daar toe of haal hem weg",
            )
        before = phrase.parts[place - 1].text if place else " "
        if before[-1].isalnum() and part.text[0].isalnum():
            yield f".parts.{place}.text", "hier staan twee woorden aan elkaar; zet er een spatie tussen"


def _said(phrase: Phrase) -> str:
    return plain("".join(part.text for part in phrase.parts))


def _entries(found: Entities) -> Found:
    if len(found.entities) > MOST_ENTRIES:
        yield "entities", f"een entiteit heeft hoogstens {MOST_ENTRIES} waarden; haal er weg"
    values: set[str] = set()
    taken: dict[str, str] = {}
    for place, entity in enumerate(found.entities):
        if entity.value in values:
            yield f"entities.{place}.value", "deze waarde staat er al; haal er een weg"
        values.add(entity.value)
        yield from _entity(f"entities.{place}", entity, taken)


def _entity(key: str, entity: Entity, taken: dict[str, str]) -> Found:
    if entity.language_code != LANGUAGE:
        yield f"{key}.languageCode", "de agent verstaat Nederlands; maak er „nl” van"
    if len(entity.synonyms) > MOST_SYNONYMS:
        yield f"{key}.synonyms", f"een waarde heeft hoogstens {MOST_SYNONYMS} synoniemen; haal er weg"
    for place, synonym in enumerate(entity.synonyms):
        other = taken.setdefault(plain(synonym), entity.value)
        if other != entity.value:
            yield f"{key}.synonyms.{place}", f"dit synoniem hoort al bij „{other}”; laat het maar op één plaats staan"
