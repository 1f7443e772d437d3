"""Check the intents of a Dialogflow ES agent: each by itself, and all together."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

from model.words import plain
from voice_models.contract import contract
from voice_models.packages.dialogflow_es import limits
from voice_models.packages.dialogflow_es.build import LANGUAGE
from voice_models.packages.dialogflow_es.form import Intent, Message, Parameter, Phrase, read
from voice_models.packages.dialogflow_es.names import FALLBACK, REPROMPT, SILENCE, SILENCE_EVENT, WELCOME
from voice_models.packages.package import Files, Mistake

_EVENTS = {WELCOME: "WELCOME", SILENCE: SILENCE_EVENT}
_EVENT = re.compile(r"[\w-]+", re.ASCII)
_PARAMETER = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_SYSTEM = re.compile(r"@sys\.[a-z-]+")
_REFERENCE = re.compile(r"[#$][\w.-]*\w")


@dataclass
class _Seen:
    """What earlier intents had, with the name of the first that had it: ids, events, and training phrases."""

    ids: dict[str, str] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)
    count: int = 0


def intent_mistakes(files: Files, names: Iterable[str], entities: Set[str]) -> Iterator[Mistake]:
    """Check the intents with these `names` and those that must be there; `entities` are the agent's own."""
    ours = contract()
    contracted = {*(intent.name for intent in ours.intents), *(intent.name for intent in ours.free)}
    seen = _Seen()
    for name in sorted({*names, FALLBACK, WELCOME, SILENCE} | contracted):
        path = f"intents/{name}.json"
        intent, wrong = read(files, path, Intent)
        yield from wrong
        if intent:
            yield from _intent(path, name, intent, seen)
            for number, response in enumerate(intent.responses):
                yield from _parameters(path, f"responses.{number}.parameters", response.parameters, entities)
                known = {f"${parameter.name}" for parameter in response.parameters} | {f"#{REPROMPT}"}
                yield from _messages(path, f"responses.{number}.messages", response.messages, known)
        yield from _usersays(files, name, intent, seen)
    if seen.count > limits.ALL_PHRASES:
        what = f"alle intents samen hebben {seen.count} trainingszinnen; het mogen er {limits.ALL_PHRASES} zijn"
        yield Mistake("agent.json", "", what)


def _intent(path: str, name: str, intent: Intent, seen: _Seen) -> Iterator[Mistake]:
    if intent.name != name:
        yield Mistake(path, "name", f'heet anders dan het bestand; maak er "{name}" van')
    elif len(name) > limits.INTENT_NAME_LENGTH:
        yield Mistake(path, "name", f"is langer dan {limits.INTENT_NAME_LENGTH} tekens; maak het korter")
    if seen.ids.setdefault(intent.id, name) != name:
        yield Mistake(path, "id", f"is ook het id van {seen.ids[intent.id]}; geef elk een eigen id")
    if intent.contexts:
        yield Mistake(path, "contexts", "moet leeg zijn; anders wordt dit niet op elk moment herkend")
    if not intent.webhook_used:
        yield Mistake(path, "webhookUsed", "moet true zijn; anders hoort onze dienst niet wat er gezegd is")
    if intent.fallback_intent != (name == FALLBACK):
        right = "true" if name == FALLBACK else "false"
        yield Mistake(path, "fallbackIntent", f"moet {right} zijn; {FALLBACK} is voor wat niet herkend is")
    yield from _events(path, name, intent, seen)


def _events(path: str, name: str, intent: Intent, seen: _Seen) -> Iterator[Mistake]:
    events = [event.name for event in intent.events]
    if name in _EVENTS and _EVENTS[name] not in events:
        yield Mistake(path, "events", f"hier ontbreekt {_EVENTS[name]}; zet het erbij")
    for number, event in enumerate(events):
        key = f"events.{number}.name"
        if not _EVENT.fullmatch(event) or len(event) > limits.EVENT_LENGTH:
            yield Mistake(path, key, f"gebruik alleen letters, cijfers, - en _, hoogstens {limits.EVENT_LENGTH} tekens")
        owner = seen.events.setdefault(event.lower(), name)
        if owner != name:
            yield Mistake(path, key, f"{event} staat ook bij {owner}; laat het bij een van de twee staan")


def _parameters(path: str, key: str, parameters: list[Parameter], entities: Set[str]) -> Iterator[Mistake]:
    if len(parameters) > limits.PARAMETERS:
        yield Mistake(path, key, f"telt {len(parameters)} parameters; het mogen er {limits.PARAMETERS} zijn")
    names: set[str] = set()
    for number, parameter in enumerate(parameters):
        here = f"{key}.{number}"
        if not _PARAMETER.fullmatch(parameter.name) or len(parameter.name) > limits.NAME_LENGTH:
            what = f"gebruik alleen letters, cijfers, - en _, hoogstens {limits.NAME_LENGTH} tekens"
            yield Mistake(path, f"{here}.name", what)
        elif parameter.name in names:
            yield Mistake(path, f"{here}.name", f'"{parameter.name}" staat er twee keer; haal er een weg')
        names.add(parameter.name)
        if not _SYSTEM.fullmatch(parameter.data_type) and parameter.data_type.removeprefix("@") not in entities:
            what = f"{parameter.data_type} is er niet; kies een entiteit uit de map entities of een van @sys"
            yield Mistake(path, f"{here}.dataType", what)
        if parameter.required:
            yield Mistake(path, f"{here}.required", "moet false zijn; anders stelt Dialogflow zelf vragen")


def _messages(path: str, key: str, messages: list[Message], known: Set[str]) -> Iterator[Mistake]:
    if not any(text.strip() for message in messages for text in message.speech):
        yield Mistake(path, key, "hier staat niets om te zeggen als onze dienst niet antwoordt; vul een zin in")
    for number, message in enumerate(messages):
        if message.lang != LANGUAGE:
            yield Mistake(path, f"{key}.{number}.lang", f'zet hier "{LANGUAGE}"; anders wordt dit nooit gezegd')
        for place, text in enumerate(message.speech):
            for reference in _REFERENCE.findall(text):
                if reference not in known:
                    what = f"{reference} verwijst naar niets, dan valt de hele zin weg; haal het eruit"
                    yield Mistake(path, f"{key}.{number}.speech.{place}", what)


def _usersays(files: Files, name: str, intent: Intent | None, seen: _Seen) -> Iterator[Mistake]:
    path = f"intents/{name}_usersays_{LANGUAGE}.json"
    if path not in files and (name in (FALLBACK, SILENCE) or (intent and intent.events)):
        return
    phrases, wrong = read(files, path, list[Phrase])
    yield from wrong
    if phrases is None:
        return
    seen.count += len(phrases)
    if not 0 < len(phrases) <= limits.PHRASES:
        yield Mistake(
            path, "", f"telt {len(phrases)} trainingszinnen; het moeten er 1 tot en met {limits.PHRASES} zijn"
        )
    types = (
        {each.name: each.data_type for response in intent.responses for each in response.parameters} if intent else None
    )
    for number, phrase in enumerate(phrases):
        yield from _phrase(path, str(number), phrase, types)
        first = seen.phrases.setdefault(plain(phrase.text) or phrase.text, f"{name}, zin {number}")
        if first != f"{name}, zin {number}":
            yield Mistake(path, f"{number}.data", f'"{phrase.text}" staat ook bij {first}; laat het op een plek staan')


def _phrase(path: str, key: str, phrase: Phrase, types: dict[str, str] | None) -> Iterator[Mistake]:
    if not phrase.text.strip():
        yield Mistake(path, f"{key}.data", "is leeg; vul een zin in of haal het weg")
    elif len(phrase.text) > limits.PHRASE_LENGTH:
        yield Mistake(path, f"{key}.data", f"is langer dan {limits.PHRASE_LENGTH} tekens; maak de zin korter")
    for place, part in enumerate(phrase.data):
        here = f"{key}.data.{place}"
        if bool(part.meta) != bool(part.alias):
            missing = "alias" if part.meta else "meta"
            yield Mistake(path, f"{here}.{missing}", "ontbreekt; meta en alias horen bij elkaar")
        elif part.alias and types is not None and part.alias not in types:
            yield Mistake(path, f"{here}.alias", f"{part.alias} is geen parameter van deze intent; zet hem erbij")
        elif part.alias and types is not None and part.meta != types[part.alias]:
            yield Mistake(path, f"{here}.meta", f"moet {types[part.alias]} zijn, zoals bij de parameter {part.alias}")
