"""The Dialogflow CX agent (Conversational Agents) as Google restores it from a zip with JSON files.

Every turn is the service's. The start flow only leads to the page where the conversation is held: entering it calls the
webhook with the tag "start", and every intent and event on it with "turn" ("no-input" for silence).

No route both calls the webhook and goes elsewhere: "If the handler has a transition target defined, the webhook
silently fails", and the caller would hear nothing. Source: "State handlers", evaluation order
(docs.cloud.google.com/dialogflow/cx/docs/concept/handler).

Keys of a telephone need no parameter. A sequence that matches nothing comes to the no-match handler as it was pressed,
once the time between two keys is over. So there is no finish digit, which would swallow a "#" pressed alone, and no
most number of digits, after which the "#" behind a code would be a turn of its own. Source: "DTMF for telephony
integrations" (docs.cloud.google.com/dialogflow/cx/docs/concept/dtmf).

The format is that of exports: a file names others by their display name, durations are {"seconds": 7}, maps are lists
of {"key", "value"}. Everything else is called as in the v3 API.
"""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from voice_models.agent import agent
from voice_models.packages.dialogflow_cx.words import (
    LANGUAGE,
    NEGATIVE,
    WELCOME,
    Entry,
    Phrase,
    Words,
    entities,
    intents,
)
from voice_models.packages.package import Files, Source, as_json

Json = dict[str, Any]
FLOW, PAGE, WEBHOOK = "Default Start Flow", "Gesprek", "Maturity Checkbot"
PATH = "/google/dialogflow/cx"
_ZEROS = "00000000-0000-0000-0000-00000000000"
_IDS = {FLOW: f"{_ZEROS}0", WELCOME: f"{_ZEROS}0", NEGATIVE: f"{_ZEROS}1"}
_NORMAL = 500_000
"""The priority that the console calls normal."""
_FAILURES = ("", ".timeout", ".bad-request", ".rejected", ".unavailable", ".not-found")


def files(source: Source) -> Files:
    """Give the files of the agent by path."""
    words = intents(source)
    return {path: as_json(content) for path, content in _files(source, words).items()}


def _files(source: Source, words: list[Words]) -> dict[str, Json]:
    found = {
        "agent.json": _agent(),
        f"flows/{FLOW}/{FLOW}.json": _flow(),
        f"flows/{FLOW}/pages/{PAGE}.json": _page(words),
        f"webhooks/{WEBHOOK}.json": _webhook(source.url),
        f"intents/{NEGATIVE}/{NEGATIVE}.json": _intent(Words(NEGATIVE, (), {})) | {"isFallback": True},
    }
    for intent in words:
        found[f"intents/{intent.name}/{intent.name}.json"] = _intent(intent)
        found[f"intents/{intent.name}/trainingPhrases/{LANGUAGE}.json"] = {
            "trainingPhrases": [_phrase(phrase) for phrase in intent.phrases]
        }
    for name, entries in entities(source).items():
        found[f"entityTypes/{name}/{name}.json"] = _entity_type(name)
        found[f"entityTypes/{name}/entities/{LANGUAGE}.json"] = {"entities": [_entity(entry) for entry in entries]}
    return found


def _id(kind: str, name: str) -> str:
    return _IDS.get(name) or str(uuid5(NAMESPACE_URL, f"maturity-checkbot/dialogflow-cx/{kind}/{name}"))


def _agent() -> Json:
    # Timeout-based endpointing: without it, the sensitivity to the end of speech works in English alone ("Advanced
    # speech settings"). 90 is Google's default; people who think aloud need longer. Logs are off: they'd hold what
    # people say.
    return {
        "displayName": WEBHOOK,
        "defaultLanguageCode": LANGUAGE,
        "timeZone": "Europe/Amsterdam",
        "speechToTextSettings": {"enableSpeechAdaptation": True},
        "startFlow": FLOW,
        "enableStackdriverLogging": False,
        "advancedSettings": {
            "enabled": True,
            "speechSettings": {
                "endpointerSensitivity": 70,
                "noSpeechTimeout": {"seconds": 7},
                "useTimeoutBasedEndpointing": True,
            },
            "dtmfSettings": {
                "enabled": True,
                "interdigitTimeoutDuration": {"seconds": 3},
                "endpointingTimeoutDuration": {"seconds": 3},
            },
            "loggingSettings": {"enableStackdriverLogging": False, "enableInteractionLogging": False},
        },
    }


def _flow() -> Json:
    begins = ("WELCOME", "sys.no-match-default", "sys.no-input-default", "sys.long-utterance")
    route = {"intent": WELCOME, "triggerFulfillment": {}, "targetPage": PAGE, "name": _id("flow", "welcome")}
    return {
        "name": _id("flow", FLOW),
        "displayName": FLOW,
        "transitionRoutes": [route],
        "eventHandlers": [{**_handler("flow", event, {}), "targetPage": PAGE} for event in begins],
        "nluSettings": {"modelType": "MODEL_TYPE_ADVANCED", "classificationThreshold": 0.3},
    }


def _page(words: list[Words]) -> Json:
    tags = {"sys.no-match-default": "turn", "sys.no-input-default": "no-input", "sys.long-utterance": "turn"}
    return {
        "name": _id("page", PAGE),
        "displayName": PAGE,
        "entryFulfillment": _called("start"),
        "transitionRoutes": [
            {"intent": intent.name, "triggerFulfillment": _called("turn"), "name": _id("route", intent.name)}
            for intent in words
        ],
        "eventHandlers": [
            *(_handler("page", event, _called(tag)) for event, tag in tags.items()),
            *(_handler("page", f"webhook.error{failure}", _sorry()) for failure in _FAILURES),
        ],
    }


def _handler(level: str, event: str, fulfillment: Json) -> Json:
    return {"event": event, "triggerFulfillment": fulfillment, "name": _id(level, event)}


def _called(tag: str) -> Json:
    return {"webhook": WEBHOOK, "tag": tag}


def _sorry() -> Json:
    return {"messages": [{"text": {"text": list(agent().unreachable)}, "languageCode": LANGUAGE}]}


def _webhook(url: str) -> Json:
    service = {"uri": url + PATH, "webhookType": "STANDARD", "serviceAgentAuth": "ID_TOKEN"}
    return {
        "name": _id("webhook", WEBHOOK),
        "displayName": WEBHOOK,
        "genericWebService": service,
        "timeout": {"seconds": 5},
    }


def _intent(words: Words) -> Json:
    parameters = [{"id": slot, "entityType": entity} for slot, entity in words.parameters.items()]
    return {
        "name": _id("intent", words.name),
        "displayName": words.name,
        **({"parameters": parameters} if parameters else {}),
        "priority": _NORMAL,
        "numTrainingPhrases": len(words.phrases),
    }


def _phrase(phrase: Phrase) -> Json:
    parts = [{"text": text, **({"parameterId": parameter} if parameter else {})} for text, parameter in phrase]
    return {"parts": parts, "repeatCount": 1, "languageCode": LANGUAGE}


def _entity_type(name: str) -> Json:
    return {"name": _id("entity", name), "displayName": name, "kind": "KIND_MAP"}


def _entity(entry: Entry) -> Json:
    return {"value": entry.value, "synonyms": list(entry.synonyms), "languageCode": LANGUAGE}
