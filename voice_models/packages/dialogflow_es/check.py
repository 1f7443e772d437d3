"""Check a Dialogflow ES agent by its files alone, as somebody may have changed them by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from model.words import plain
from voice_models.names import ANSWER_ENTITY
from voice_models.packages.dialogflow_es import limits
from voice_models.packages.dialogflow_es.build import LANGUAGE
from voice_models.packages.dialogflow_es.form import Agent, Entity, Entry, Package, read
from voice_models.packages.dialogflow_es.intent_check import intent_mistakes
from voice_models.packages.dialogflow_es.names import WEBHOOK_ES
from voice_models.packages.package import Files, Mistake

_URL = re.compile(r"https://[\w.-]+(:\d+)?(/[\w.~-]+)*" + re.escape(WEBHOOK_ES))
_NAME = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


@dataclass
class _Sorted:
    """The files by kind: intents and entities by name, whether their own file is there or only their words."""

    intents: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    odd: list[str] = field(default_factory=list)


def mistakes(files: Files) -> Iterator[Mistake]:
    """Give all that Dialogflow would refuse, and all by which the agent would not do what our service counts on."""
    found = _sorted(files)
    for path in found.odd:
        yield Mistake(path, "", "dit bestand hoort niet in een Nederlandse agent; haal het weg")
    yield from _agent(files)
    yield from read(files, "package.json", Package)[1]
    yield from intent_mistakes(files, sorted(found.intents), found.entities)
    for name in sorted(found.entities | {ANSWER_ENTITY}):
        yield from _entity(files, name)


def _sorted(files: Files) -> _Sorted:
    found = _Sorted()
    for path in sorted(files):
        intent = re.fullmatch(rf"intents/([^/]+?)(_usersays_{LANGUAGE})?\.json", path)
        entity = re.fullmatch(rf"entities/([^/]+?)(_entries_{LANGUAGE})?\.json", path)
        if re.search(r"_(usersays|entries)_(?!nl\.)[\w-]+\.json$", path):
            found.odd.append(path)
        elif intent:
            found.intents.add(intent[1])
        elif entity:
            found.entities.add(entity[1])
        elif path not in ("agent.json", "package.json"):
            found.odd.append(path)
    return found


def _agent(files: Files) -> Iterator[Mistake]:
    path = "agent.json"
    agent, wrong = read(files, path, Agent)
    yield from wrong
    if agent is None:
        return
    if agent.language != LANGUAGE:
        yield Mistake(path, "language", f'de vragenlijst is Nederlands; zet hier "{LANGUAGE}"')
    webhook = agent.webhook
    if not _URL.fullmatch(webhook.url):
        yield Mistake(path, "webhook.url", f"moet het https-adres van onze dienst zijn en eindigen op {WEBHOOK_ES}")
    if not webhook.available:
        yield Mistake(path, "webhook.available", "moet true zijn; anders hoort onze dienst niets")
    secrets = {"username": webhook.username, "password": webhook.password}
    secrets |= {f"headers.{name}": value for name, value in webhook.headers.items() if name.lower() == "authorization"}
    for key, value in secrets.items():
        if value:
            yield Mistake(path, f"webhook.{key}", "haal dit weg; hierdoor stuurt Dialogflow geen identiteitsbewijs mee")


def _entity(files: Files, name: str) -> Iterator[Mistake]:
    path = f"entities/{name}.json"
    entity, wrong = read(files, path, Entity)
    yield from wrong
    if entity:
        yield from _named(path, name, entity)
    path = f"entities/{name}_entries_{LANGUAGE}.json"
    entries, wrong = read(files, path, list[Entry])
    yield from wrong
    if entries is not None:
        yield from _entries(path, entries)


def _named(path: str, name: str, entity: Entity) -> Iterator[Mistake]:
    if entity.name != name:
        yield Mistake(path, "name", f'heet anders dan het bestand; maak er "{name}" van')
    elif not _NAME.fullmatch(name) or len(name) > limits.NAME_LENGTH:
        what = f"gebruik alleen letters, cijfers, - en _, en hoogstens {limits.NAME_LENGTH} tekens"
        yield Mistake(path, "name", what)
    if name == ANSWER_ENTITY and not entity.is_overridable:
        yield Mistake(path, "isOverridable", "moet true zijn; onze dienst geeft bij elke vraag de antwoorden mee")


def _entries(path: str, entries: list[Entry]) -> Iterator[Mistake]:
    if not 0 < len(entries) <= limits.ENTRIES:
        yield Mistake(path, "", f"telt {len(entries)} waarden; het moeten er 1 tot en met {limits.ENTRIES} zijn")
    owners: dict[str, str] = {}
    values: set[str] = set()
    for place, entry in enumerate(entries):
        if entry.value in values:
            yield Mistake(path, f"{place}.value", f'"{entry.value}" staat er twee keer; haal er een weg')
        values.add(entry.value)
        yield from _word(path, f"{place}.value", entry.value)
        if len(entry.synonyms) > limits.SYNONYMS:
            what = f"telt {len(entry.synonyms)} synoniemen; Dialogflow neemt er hoogstens {limits.SYNONYMS}"
            yield Mistake(path, f"{place}.synonyms", what)
        for number, synonym in enumerate(entry.synonyms):
            key = f"{place}.synonyms.{number}"
            yield from _word(path, key, synonym)
            owner = owners.setdefault(plain(synonym), entry.value)
            if owner != entry.value:
                yield Mistake(path, key, f'"{synonym}" hoort ook bij {owner}; laat het bij een van de twee staan')


def _word(path: str, key: str, word: str) -> Iterator[Mistake]:
    if not word.strip():
        yield Mistake(path, key, "is leeg; vul het in of haal het weg")
    elif len(word) > limits.WORD_LENGTH:
        yield Mistake(path, key, f"is langer dan {limits.WORD_LENGTH} tekens; maak het korter")
