"""The Dialogflow ES agent, as the files that "Restore from zip" takes.

Google does not document the format; the keys are those of agents that Dialogflow exported, the way the newest has them.

Each utterance goes to our webhook, whichever intent matched. The intents serve three ends: a command that is put in
words of its own reaches us with a name; Dialogflow's speech recognition learns what may be said; and when the webhook
does not answer, there is still something to say. No intent has an input context: a command may come at any moment, and
the webhook alone knows which question was asked. The webhook's context "checkbot" holds our reply's number and the
reprompt; nothing here depends on it but the answer to silence.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from voice_models.agent import agent
from voice_models.answers import of_model
from voice_models.names import ANSWER_ENTITY, ASPECT_ENTITY, DOMAIN_ENTITY
from voice_models.packages.dialogflow_es.names import (
    FALLBACK,
    REPROMPT,
    SILENCE,
    SILENCE_EVENT,
    WEBHOOK_ES,
    WELCOME,
)
from voice_models.packages.dialogflow_es.training import (
    Part,
    Phrase,
    aspect_words,
    training,
)
from voice_models.packages.package import Source, as_json

LANGUAGE = "nl"
WELCOME_EVENTS = ("WELCOME", "TELEPHONY_WELCOME")
"""Other integrations' own welcome events fall back on WELCOME (Dialogflow's "Platform events")."""
_SURE = 0.7
"""From which certainty an intent counts. Above Dialogflow's own 0.3: without an intent we understand the words as well,
but a command that was not meant may be obeyed."""
_NORMAL = 500_000
Json = dict[str, Any]


def files(source: Source) -> dict[str, bytes]:
    """Build the agent: settings, intents with their training phrases, and entities, by path."""
    phrases = training(source)
    built: dict[str, Any] = {"agent.json": _agent(source), "package.json": {"version": "1.0.0"}}
    for name in (*phrases, FALLBACK, SILENCE):
        built[f"intents/{name}.json"] = _intent(name, phrases.get(name, ()))
    for name, said in phrases.items():
        built[f"intents/{name}_usersays_{LANGUAGE}.json"] = [_usersays(name, phrase) for phrase in said]
    for name, entries in _entities(source).items():
        built[f"entities/{name}.json"] = _entity(name)
        built[f"entities/{name}_entries_{LANGUAGE}.json"] = entries
    return {path: as_json(data) for path, data in built.items()}


def _agent(source: Source) -> Json:
    return {
        "description": "",
        "language": LANGUAGE,
        "shortDescription": "",
        "examples": "",
        "linkToDocs": "",
        # What respondents say is kept by our service alone.
        "disableInteractionLogs": True,
        "disableStackdriverLogs": True,
        "defaultTimezone": "Europe/Amsterdam",
        # Without a user name, password or authorization header, Dialogflow sends its service identity token (Google's
        # "Webhook service", authentication), which our door asks for.
        "webhook": {
            "url": source.url + WEBHOOK_ES,
            "username": "",
            "headers": {},
            "available": True,
            "useForDomains": False,
            "cloudFunctionsEnabled": False,
            "cloudFunctionsInitialized": False,
        },
        "isPrivate": True,
        "mlMinConfidence": _SURE,
        "supportedLanguages": [],
        "enableOnePlatformApi": True,
        "onePlatformApiVersion": "v2",
        "analyzeQueryTextSentiment": False,
        "enabledKnowledgeBaseNames": [],
        "knowledgeServiceConfidenceAdjustment": 0.0,
        "dialogBuilderMode": False,
        "baseActionPackagesUrl": "",
        "enableSpellCorrection": False,
    }


def _intent(name: str, phrases: Iterable[Phrase]) -> Json:
    entities = {part.name: part.entity for phrase in phrases for part in phrase if part.entity}
    events = {WELCOME: WELCOME_EVENTS, SILENCE: (SILENCE_EVENT,)}.get(name, ())
    return {
        "id": _id("intent", name),
        "name": name,
        "auto": True,
        "contexts": [],
        "responses": [
            {
                "resetContexts": False,
                "action": {WELCOME: "input.welcome", FALLBACK: "input.unknown"}.get(name, ""),
                "affectedContexts": [],
                "parameters": [_parameter(name, alias, entity) for alias, entity in entities.items()],
                "messages": [_message(variants) for variants in _said(name)],
                "speech": [],
            }
        ],
        "priority": _NORMAL,
        "webhookUsed": True,
        "webhookForSlotFilling": False,
        "fallbackIntent": name == FALLBACK,
        "events": [{"name": event} for event in events],
        "conditionalResponses": [],
        "condition": "",
        "conditionalFollowupEvents": [],
    }


def _said(name: str) -> tuple[tuple[str, ...], ...]:
    """Give the messages for when the webhook does not answer, each in variants."""
    # Two messages: Dialogflow leaves out a text whose reference is empty.
    return (agent().no_input, (f"#{REPROMPT}",)) if name == SILENCE else (agent().unreachable,)


def _message(variants: Iterable[str]) -> Json:
    return {"type": "0", "title": "", "textToSpeech": "", "lang": LANGUAGE, "speech": list(variants), "condition": ""}


def _parameter(intent: str, name: str, entity: str) -> Json:
    return {
        "id": _id("parameter", intent, name),
        "name": name,
        "required": False,
        "dataType": entity,
        "value": f"${name}",
        "defaultValue": "",
        "isList": False,
        "prompts": [],
        "promptMessages": [],
        "noMatchPromptMessages": [],
        "noInputPromptMessages": [],
        "outputDialogContexts": [],
    }


def _usersays(intent: str, phrase: Phrase) -> Json:
    return {
        "id": _id("phrase", intent, *(part.text for part in phrase)),
        "data": [_part(part) for part in phrase],
        "isTemplate": False,
        "count": 0,
        "lang": LANGUAGE,
        "updated": 0,
    }


def _part(part: Part) -> Json:
    if not part.entity:
        return {"text": part.text, "userDefined": False}
    return {"text": part.text, "meta": part.entity, "alias": part.name, "userDefined": True}


def _entities(source: Source) -> dict[str, list[Json]]:
    answers = {value.id: (value.name, *value.synonyms) for value in of_model(source.model)}
    domains = {domain: (domain,) for domain in source.contract.domains}
    entities: Mapping[str, Mapping[str, tuple[str, ...]]]
    entities = {ANSWER_ENTITY: answers, ASPECT_ENTITY: aspect_words(source), DOMAIN_ENTITY: domains}
    return {
        name: [{"value": value, "synonyms": list(words)} for value, words in entries.items()]
        for name, entries in entities.items()
    }


def _entity(name: str) -> Json:
    return {
        "id": _id("entity", name),
        "name": name,
        "isOverridable": True,
        "isEnum": False,
        "isRegexp": False,
        "automatedExpansion": False,
        "allowFuzzyExtraction": False,
    }


def _id(*names: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(("dialogflow_es", *names))))
