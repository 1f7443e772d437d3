"""The Dialogflow ES agent: in Google's form, what our webhook counts on, and checked key by key."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from google.cloud import dialogflow_v2
from google.protobuf.json_format import ParseDict

from fulfillment.channels.dialogflow import WELCOME_INTENT, is_no_input, is_welcome
from fulfillment.channels.dialogflow_es.channel import EsChannel
from fulfillment.conversation.understanding.aspect import aspect_named
from fulfillment.conversation.understanding.words import tokens
from model.load import load
from model.words import plain
from voice_models.contract import contract
from voice_models.names import ANSWER_ENTITY, ES_CONTEXT
from voice_models.packages.dialogflow_es import limits
from voice_models.packages.dialogflow_es.build import WELCOME_EVENTS, files
from voice_models.packages.dialogflow_es.check import mistakes
from voice_models.packages.dialogflow_es.names import FALLBACK, REPROMPT, SILENCE, SILENCE_EVENT, WEBHOOK_ES, WELCOME
from voice_models.packages.package import Files, Source, as_json

SOURCE = Source(load(), contract())
BUILT = files(SOURCE)
AGENT, HELP, HELP_SAID, BACK, BACK_SAID = (
    "agent.json",
    "intents/help.json",
    "intents/help_usersays_nl.json",
    "intents/back.json",
    "intents/back_usersays_nl.json",
)
ANSWERS, ANSWER_ENTRIES = "entities/answer.json", "entities/answer_entries_nl.json"
DOMAIN_ENTRIES = "entities/domain_entries_nl.json"
GONE = object()
FEW = {path: as_json(json.loads(text)[:9]) if text.startswith(b"[") else text for path, text in BUILT.items()}
"""The agent with the first of each list of sentences and words: changes to it are checked in no time."""

# The keys of agents that Dialogflow itself exported: olavodd42/food-chatbot-project and
# SagarikaBasnyat/Agentic_AI_Receptionist (2025), Official-Codaisseur-Graduate/lisa-client-dialogflow (in Dutch),
# dialogflow/fulfillment-telephony-nodejs and dialogflow/fulfillment-bike-shop-nodejs (Google's own samples).
AGENT_KEYS = {
    *("description", "language", "shortDescription", "examples", "linkToDocs", "displayName", "disableInteractionLogs"),
    *("disableStackdriverLogs", "googleAssistant", "defaultTimezone", "webhook", "isPrivate", "customClassifierMode"),
    *("mlMinConfidence", "supportedLanguages", "enableOnePlatformApi", "onePlatformApiVersion", "secondaryKey"),
    *("analyzeQueryTextSentiment", "enabledKnowledgeBaseNames", "knowledgeServiceConfidenceAdjustment"),
    *("dialogBuilderMode", "baseActionPackagesUrl", "enableSpellCorrection"),
}
WEBHOOK_KEYS = {
    *("url", "username", "headers", "available", "useForDomains", "cloudFunctionsEnabled", "cloudFunctionsInitialized"),
}
INTENT_KEYS = {
    *("id", "parentId", "rootParentId", "name", "auto", "contexts", "responses", "priority", "webhookUsed"),
    *("webhookForSlotFilling", "lastUpdate", "fallbackIntent", "events", "conditionalResponses", "condition"),
    "conditionalFollowupEvents",
}
RESPONSE_KEYS = {
    *("resetContexts", "action", "affectedContexts", "parameters", "messages", "defaultResponsePlatforms", "speech"),
}
PARAMETER_KEYS = {
    *("id", "name", "required", "dataType", "value", "defaultValue", "isList", "prompts", "promptMessages"),
    *("noMatchPromptMessages", "noInputPromptMessages", "outputDialogContexts"),
}
MESSAGE_KEYS = {"type", "title", "textToSpeech", "lang", "speech", "condition"}
PHRASE_KEYS = {"id", "data", "isTemplate", "count", "lang", "updated"}
PART_KEYS = {"text", "meta", "alias", "userDefined"}
ENTITY_KEYS = {"id", "name", "isOverridable", "isEnum", "isRegexp", "automatedExpansion", "allowFuzzyExtraction"}
ENTRY_KEYS = {"value", "synonyms"}


def data(path: str) -> Any:
    return json.loads(BUILT[path])


def intents() -> Iterator[tuple[str, Any]]:
    names = (path for path in BUILT if path.startswith("intents/") and "_usersays_" not in path)
    return ((path, data(path)) for path in names)


def phrases() -> Iterator[tuple[str, Any]]:
    return ((path, phrase) for path in BUILT if "_usersays_" in path for phrase in data(path))


def found(changed: Files) -> list[tuple[str, str]]:
    return [(mistake.file, mistake.key) for mistake in mistakes(changed)]


def with_key(path: str, key: str, value: Any) -> dict[str, bytes]:
    """Give the agent with `value` at a dotted key of one file, or without that key (GONE)."""
    whole = here = json.loads(FEW[path])
    *way, last = (int(part) if part.isdigit() else part for part in key.split("."))
    for part in way:
        here = here[part]
    if value is GONE:
        del here[last]
    else:
        here[last] = value
    return FEW | {path: as_json(whole)}


def test_the_agent_that_is_built_has_no_mistakes() -> None:
    assert list(mistakes(BUILT)) == []


def test_the_same_source_gives_the_same_files() -> None:
    assert files(SOURCE) == BUILT


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (AGENT, "language", "en"),
        (AGENT, "language", GONE),
        (AGENT, "webhook.url", "http://checkbot.example.com" + WEBHOOK_ES),
        (AGENT, "webhook.url", "https://checkbot.example.com/alexa"),
        (AGENT, "webhook.url", 5),
        (AGENT, "webhook.available", False),
        (AGENT, "webhook.available", "true"),
        (AGENT, "webhook.username", "jan"),
        (AGENT, "webhook.password", "geheim"),
        (AGENT, "webhook.headers.Authorization", "Basic abc"),
        (AGENT, "mlMinConfidence", 70),
        ("package.json", "version", GONE),
        (HELP, "name", "hulp"),
        (HELP, "webhookUsed", False),
        (HELP, "webhookUsed", GONE),
        (HELP, "fallbackIntent", True),
        (HELP, "contexts", ["checkbot"]),
        (HELP, "responses", []),
        (HELP, "responses.0.messages", []),
        (HELP, "responses.0.messages.0.lang", "en"),
        (HELP, "responses.0.messages.0.speech.0", "Vraag $naam niets."),
        (HELP, "responses.0.messages.0.speech.0", "Zeg #checkbot.naam iets."),
        (HELP, "events", None),
        (f"intents/{WELCOME}.json", "events", []),
        (f"intents/{SILENCE}.json", "events", []),
        (f"intents/{WELCOME}.json", "events.0.name", GONE),
        (f"intents/{WELCOME}.json", "events.1.name", "TELEPHONY WELCOME"),
        (f"intents/{FALLBACK}.json", "fallbackIntent", False),
        (BACK, "responses.0.parameters.0.required", True),
        (HELP_SAID, "3.data", []),
        (HELP_SAID, "3.data.0.text", GONE),
        (HELP_SAID, "3.data", [{"text": " "}]),
        (HELP_SAID, "3.data", [{"text": "help " * 200}]),
        (HELP_SAID, "3.data", data(HELP_SAID)[2]["data"]),
        (BACK_SAID, "0.data.1.alias", "nummer"),
        (BACK_SAID, "0.data.1.alias", GONE),
        (BACK_SAID, "0.data.1.meta", "@answer"),
        (ANSWERS, "name", "antwoord"),
        (ANSWERS, "isOverridable", False),
        (ANSWER_ENTRIES, "4.value", ""),
        (ANSWER_ENTRIES, "4.value", data(ANSWER_ENTRIES)[3]["value"]),
        (ANSWER_ENTRIES, "4.synonyms", []),
        (ANSWER_ENTRIES, "4.synonyms", "nergens"),
        (ANSWER_ENTRIES, "4.synonyms", [f"woord {number}" for number in range(limits.SYNONYMS + 1)]),
        (ANSWER_ENTRIES, "4.synonyms.0", " "),
        (ANSWER_ENTRIES, "4.synonyms.0", "a" * (limits.WORD_LENGTH + 1)),
        (ANSWER_ENTRIES, "4.synonyms.0", data(ANSWER_ENTRIES)[0]["synonyms"][0]),
    ],
)
def test_a_change_that_would_do_harm_is_told_with_file_and_key(path: str, key: str, value: Any) -> None:
    assert found(with_key(path, key, value)) == [(path, key)]


@pytest.mark.parametrize(
    ("changed", "file", "key"),
    [
        (lambda: with_key(HELP, "id", data(BACK)["id"]), HELP, "id"),
        (lambda: with_key(HELP, "events", [{"name": "welcome"}]), HELP, "events.0.name"),
        (
            lambda: with_key(BACK, "responses.0.parameters.0.dataType", "@plaats"),
            BACK,
            "responses.0.parameters.0.dataType",
        ),
        (lambda: with_key(BACK, "responses.0.parameters.1.name", "place"), BACK, "responses.0.parameters.1.name"),
        (lambda: with_key(BACK, "responses.0.parameters.1.name", "2e plaats"), BACK, "responses.0.parameters.1.name"),
        (lambda: without(HELP_SAID), HELP_SAID, ""),
        (lambda: without("intents/answer.json"), "intents/answer.json", ""),
        (lambda: without(f"intents/{SILENCE}.json"), f"intents/{SILENCE}.json", ""),
        (lambda: without("package.json"), "package.json", ""),
        (lambda: without(ANSWERS), ANSWERS, ""),
        (lambda: without(DOMAIN_ENTRIES), DOMAIN_ENTRIES, ""),
        (lambda: FEW | {"intents/help_usersays_en.json": b"[]"}, "intents/help_usersays_en.json", ""),
        (lambda: FEW | {"leesmij.txt": b"hallo"}, "leesmij.txt", ""),
        (lambda: FEW | {HELP_SAID: b"[]"}, HELP_SAID, ""),
        (lambda: FEW | {HELP_SAID: said(limits.PHRASES + 1)}, HELP_SAID, ""),
        (lambda: FEW | {ANSWER_ENTRIES: b"[]"}, ANSWER_ENTRIES, ""),
        (lambda: FEW | {HELP: b"{"}, HELP, ""),
    ],
)
def test_what_does_not_fit_together_is_told(changed: Callable[[], Files], file: str, key: str) -> None:
    assert (file, key) in found(changed())


def test_a_sentence_of_two_intents_is_told_with_both() -> None:
    changed = with_key("intents/stop_usersays_nl.json", "0.data", [{"text": "Help!"}])
    (mistake,) = mistakes(changed)
    assert str(mistake).startswith("intents/stop_usersays_nl.json: 0.data:")
    assert "help, zin 0" in mistake.what


def test_more_sentences_than_an_agent_takes_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ALL_PHRASES", 100)
    assert found(FEW) == [(AGENT, "")]


@pytest.mark.parametrize("path", [AGENT, "package.json", HELP, HELP_SAID, ANSWERS, ANSWER_ENTRIES])
@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"5", b'"x"', b"\xff\xfe", b"[null]", b"[[]]", b"[{}]", b'{"name": 5}', b'{"data": [1]}', b"NaN"],
)
def test_no_content_at_all_breaks_the_check(path: str, content: bytes) -> None:
    assert path in {file for file, _ in found(FEW | {path: content})}


def test_every_key_is_one_that_dialogflow_itself_writes() -> None:
    agent = data(AGENT)
    assert agent.keys() <= AGENT_KEYS
    assert agent["webhook"].keys() <= WEBHOOK_KEYS
    for _, intent in intents():
        assert intent.keys() <= INTENT_KEYS
        (response,) = intent["responses"]
        assert response.keys() <= RESPONSE_KEYS
        assert all(each.keys() <= PARAMETER_KEYS for each in response["parameters"])
        assert all(each.keys() <= MESSAGE_KEYS for each in response["messages"])
    for _, phrase in phrases():
        assert phrase.keys() <= PHRASE_KEYS
        assert all(part.keys() <= PART_KEYS for part in phrase["data"])
    for path in (path for path in BUILT if path.startswith("entities/")):
        listed = "_entries_" in path
        assert all(
            each.keys() <= (ENTRY_KEYS if listed else ENTITY_KEYS) for each in (data(path) if listed else [data(path)])
        )


def test_the_intents_are_in_googles_types() -> None:
    """The export has a form of its own; what it shares with the API's Intent is of the same type there."""
    for path, intent in intents():
        (response,) = intent["responses"]
        said = json.loads(BUILT.get(path.replace(".json", "_usersays_nl.json"), b"[]"))
        ParseDict(
            {
                "displayName": intent["name"],
                "priority": intent["priority"],
                "isFallback": intent["fallbackIntent"],
                "webhookState": "WEBHOOK_STATE_ENABLED" if intent["webhookUsed"] else "WEBHOOK_STATE_UNSPECIFIED",
                "inputContextNames": intent["contexts"],
                "events": [event["name"] for event in intent["events"]],
                "action": response["action"],
                "resetContexts": response["resetContexts"],
                "parameters": [in_api(each) for each in response["parameters"]],
                "messages": [{"text": {"text": each["speech"]}} for each in response["messages"]],
                "trainingPhrases": [
                    {"type": "EXAMPLE", "parts": [part_in_api(part) for part in phrase["data"]]} for phrase in said
                ],
            },
            dialogflow_v2.Intent.pb()(),
        )


def test_the_entities_are_in_googles_types() -> None:
    for path in (path for path in BUILT if path.startswith("entities/") and "_entries_" not in path):
        entity = data(path)
        entries = data(path.replace(".json", "_entries_nl.json"))
        kind = "KIND_LIST" if entity["isEnum"] else "KIND_MAP"
        message = {"displayName": entity["name"], "kind": kind, "entities": entries}
        parsed = ParseDict(
            message | {"enableFuzzyExtraction": entity["allowFuzzyExtraction"]}, dialogflow_v2.EntityType.pb()()
        )
        assert len(parsed.entities) == len(entries)


def test_each_intent_of_the_contract_is_there_with_its_fixed_phrases() -> None:
    taken: set[str] = set()
    for intent in contract().intents:
        said = {
            plain("".join(part["text"] for part in phrase["data"]))
            for phrase in data(f"intents/{intent.name}_usersays_nl.json")
        }
        assert {plain(phrase) for phrase in intent.fixed} <= said | taken, intent.name
        taken |= said


def test_every_question_is_heard_in_the_answers() -> None:
    said = {
        plain("".join(part["text"] for part in phrase["data"])) for phrase in data("intents/answer_usersays_nl.json")
    }
    for question in load().scored:
        for sentences in question.utterances.values():
            assert any(plain(sentence) in said for sentence in sentences), question.id


def test_the_agent_calls_things_as_our_webhook_does() -> None:
    assert EsChannel.path == WEBHOOK_ES
    assert WELCOME == WELCOME_INTENT
    assert all(map(is_welcome, WELCOME_EVENTS))
    assert is_no_input(SILENCE)
    assert f"{ES_CONTEXT}.reprompt" == REPROMPT
    assert data(f"intents/{SILENCE}.json")["events"] == [{"name": SILENCE_EVENT}]
    assert data(f"entities/{ANSWER_ENTITY}.json")["isOverridable"]


def test_what_people_call_an_aspect_is_that_aspect_to_us() -> None:
    model = load()
    heard = {
        (aspect, word): aspect_named(model, tokens(word))
        for aspect, words in contract().aspects.items()
        for word in words
    }
    assert {(aspect, word): got for (aspect, word), got in heard.items() if got != aspect} == {}
    assert contract().aspects.keys() == {aspect.id for aspect in model.aspects}


def without(path: str) -> dict[str, bytes]:
    return {other: content for other, content in FEW.items() if other != path}


def said(count: int) -> bytes:
    return as_json([{"data": [{"text": f"zin {number}"}]} for number in range(count)])


def in_api(parameter: Any) -> Any:
    return {
        "displayName": parameter["name"],
        "value": parameter["value"],
        "defaultValue": parameter["defaultValue"],
        "entityTypeDisplayName": parameter["dataType"],
        "mandatory": parameter["required"],
        "prompts": parameter["prompts"],
        "isList": parameter["isList"],
    }


def part_in_api(part: Any) -> Any:
    return {
        "text": part["text"],
        "entityType": part.get("meta", ""),
        "alias": part.get("alias", ""),
        "userDefined": part["userDefined"],
    }
