"""The agent's JSON is Google's: its v3 messages know every field, exports of other agents have every key, and the
service reads the tags as they are meant."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from google.cloud import dialogflowcx_v3
from google.protobuf.json_format import ParseDict, ParseError
from pydantic import TypeAdapter

from fulfillment.channels.channel import Incoming
from fulfillment.channels.dialogflow_cx.read import read
from fulfillment.channels.dialogflow_cx.request import CxRequest
from fulfillment.conversation.turn import Event, Turn
from model.load import load
from voice_models.contract import contract
from voice_models.packages.dialogflow_cx.build import FLOW, PAGE, WEBHOOK, files
from voice_models.packages.package import Source

Json = dict[str, Any]
BUILT = {path: json.loads(content) for path, content in files(Source(load(), contract())).items()}
GESPREK = BUILT[f"flows/{FLOW}/pages/{PAGE}.json"]

EXPORT_ONLY = {"languageCode", "numTrainingPhrases"}
"""Keys that stand in exports beside the fields of the message."""
WAY = {"name", "triggerFulfillment", "triggerFulfillment.webhook", "triggerFulfillment.tag", "targetPage"}
SAID = {
    f"triggerFulfillment.{key}" for key in ("messages", "messages.text", "messages.text.text", "messages.languageCode")
}
SCENE = {
    "name",
    "displayName",
    "transitionRoutes",
    "eventHandlers",
    *(f"transitionRoutes.{key}" for key in {"intent", *WAY}),
    *(f"eventHandlers.{key}" for key in {"event", *WAY, *SAID}),
}
# Keys found in exports, by the kind of file. Sources, on GitHub: mohitgour08/dialogflowcx, aaronblythe/aaron_banking,
# Nicocalji/S-Query-Operadora-y-Atencion-Al-Cliente-Dialogflow-CX, LaurensCoster/VB, SaraMousavinia/efxfinsmart,
# NadimPyDicta/duroc---appel-Sortant, andrewshawcare/conversational-agents.
EXPORTED: dict[str, set[str]] = {
    "Agent": {
        "displayName",
        "defaultLanguageCode",
        "timeZone",
        "speechToTextSettings",
        "speechToTextSettings.enableSpeechAdaptation",
        "startFlow",
        "enableStackdriverLogging",
        "advancedSettings",
        "advancedSettings.enabled",
        "advancedSettings.speechSettings",
        "advancedSettings.speechSettings.endpointerSensitivity",
        "advancedSettings.speechSettings.noSpeechTimeout",
        "advancedSettings.speechSettings.noSpeechTimeout.seconds",
        "advancedSettings.speechSettings.useTimeoutBasedEndpointing",
        "advancedSettings.dtmfSettings",
        "advancedSettings.dtmfSettings.enabled",
        "advancedSettings.dtmfSettings.interdigitTimeoutDuration",
        "advancedSettings.dtmfSettings.interdigitTimeoutDuration.seconds",
        "advancedSettings.dtmfSettings.endpointingTimeoutDuration",
        "advancedSettings.dtmfSettings.endpointingTimeoutDuration.seconds",
        "advancedSettings.loggingSettings",
        "advancedSettings.loggingSettings.enableStackdriverLogging",
        "advancedSettings.loggingSettings.enableInteractionLogging",
    },
    "Flow": {*SCENE, "nluSettings", "nluSettings.modelType", "nluSettings.classificationThreshold"},
    "Page": {*SCENE, "entryFulfillment", "entryFulfillment.webhook", "entryFulfillment.tag"},
    "Webhook": {
        "name",
        "displayName",
        "genericWebService",
        "genericWebService.uri",
        "genericWebService.webhookType",
        "timeout",
        "timeout.seconds",
    },
    "Intent": {
        "name",
        "displayName",
        "parameters",
        "parameters.id",
        "parameters.entityType",
        "priority",
        "isFallback",
        "numTrainingPhrases",
        "trainingPhrases",
        "trainingPhrases.parts",
        "trainingPhrases.parts.text",
        "trainingPhrases.parts.parameterId",
        "trainingPhrases.repeatCount",
        "trainingPhrases.languageCode",
    },
    "EntityType": {
        "name",
        "displayName",
        "kind",
        "entities",
        "entities.value",
        "entities.synonyms",
        "entities.languageCode",
    },
}
OF_THE_API_ALONE = {"genericWebService.serviceAgentAuth"}
"""No export was found that has it; the API's reference does."""


def kind(path: str) -> str:
    if path.startswith("flows/"):
        return "Page" if "/pages/" in path else "Flow"
    return {"agent.json": "Agent", "webhooks": "Webhook", "intents": "Intent", "entityTypes": "EntityType"}[
        path.split("/")[0]
    ]


def keys(data: object, above: str = "") -> Iterator[str]:
    for value in data if isinstance(data, list) else ():
        yield from keys(value, above)
    for key, value in data.items() if isinstance(data, dict) else ():
        yield f"{above}{key}"
        yield from keys(value, f"{above}{key}.")


@pytest.mark.parametrize("path", BUILT)
def test_every_key_stands_in_exports_of_other_agents(path: str) -> None:
    assert set(keys(BUILT[path])) - OF_THE_API_ALONE <= EXPORTED[kind(path)]


def as_message(data: Any) -> Any:
    """Give a file as the API would: times as text, and without what only exports have."""
    if isinstance(data, list):
        return [as_message(each) for each in data]
    if not isinstance(data, dict):
        return data
    if data.keys() == {"seconds"}:
        return f"{data['seconds']}s"
    return {key: as_message(value) for key, value in data.items() if key not in EXPORT_ONLY}


def parse(path: str, data: Json) -> Any:
    """Raises ParseError at a field that Google does not know, or of another type."""
    message = as_message(data)
    if kind(path) == "Agent":
        message["advancedSettings"].pop("enabled")
    return ParseDict(message, getattr(dialogflowcx_v3, kind(path)).pb()())


@pytest.mark.parametrize("path", BUILT)
def test_googles_messages_know_every_field(path: str) -> None:
    assert parse(path, BUILT[path]).ByteSize() > 0


def test_googles_messages_refuse_another_field() -> None:
    with pytest.raises(ParseError, match="colour"):
        parse("agent.json", {**BUILT["agent.json"], "colour": "red"})


def test_googles_messages_hold_what_was_meant() -> None:
    agent = parse("agent.json", BUILT["agent.json"]).advanced_settings
    assert agent.speech_settings.no_speech_timeout.seconds == 7
    assert agent.dtmf_settings.enabled
    assert not agent.logging_settings.enable_interaction_logging
    webhook = parse(f"webhooks/{WEBHOOK}.json", BUILT[f"webhooks/{WEBHOOK}.json"])
    assert webhook.timeout.seconds == 5
    tokens = dialogflowcx_v3.Webhook.GenericWebService.ServiceAgentAuth
    assert webhook.generic_web_service.service_agent_auth == tokens.ID_TOKEN


def turn(tag: str, **query: str) -> Turn:
    session = {"session": "projects/p/locations/l/agents/a/sessions/s", "parameters": {"reply": 3}}
    request = {"fulfillmentInfo": {"tag": tag}, "sessionInfo": session, "detectIntentResponseId": "1", **query}
    at = datetime(2026, 11, 22, tzinfo=UTC)
    return read(TypeAdapter(CxRequest).validate_python(request), Incoming({}, b"", at), knows_users=False)


def tag(event: str) -> str:
    (handler,) = (each for each in GESPREK["eventHandlers"] if each["event"] == event)
    return str(handler["triggerFulfillment"]["tag"])


def test_entering_the_page_opens_the_conversation() -> None:
    assert turn(GESPREK["entryFulfillment"]["tag"], transcript="goedemorgen").event is Event.START


def test_silence_is_silence_also_when_no_event_is_named() -> None:
    assert turn(tag("sys.no-input-default"), transcript="").event is Event.SILENCE


@pytest.mark.parametrize(("digits", "words"), [("482910", "482910"), ("482910#", "482910"), ("#", "sla over")])
def test_keys_that_match_nothing_are_words(digits: str, words: str) -> None:
    assert turn(tag("sys.no-match-default"), dtmfDigits=digits).words == words


def test_a_greeting_halfway_is_no_new_start() -> None:
    (route,) = (each for each in GESPREK["transitionRoutes"] if each["intent"] == "Default Welcome Intent")
    assert turn(route["triggerFulfillment"]["tag"], transcript="hallo").event is Event.SPEECH
