"""The Dialogflow CX agent: every turn reaches the service, nothing is refused, and each mistake is found at its key."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from model.load import load
from voice_models.agent import agent
from voice_models.contract import contract
from voice_models.packages.dialogflow_cx.build import PAGE, files
from voice_models.packages.dialogflow_cx.check import mistakes
from voice_models.packages.dialogflow_cx.words import MOST_PHRASES
from voice_models.packages.package import Files, Source, as_json

Json = dict[str, Any]
AGENT = "agent.json"
FLOW = "flows/Default Start Flow/Default Start Flow.json"
GESPREK = f"flows/Default Start Flow/pages/{PAGE}.json"
WEBHOOK = "webhooks/Maturity Checkbot.json"
BACK, BACK_PHRASES = "intents/back/back.json", "intents/back/trainingPhrases/nl.json"
YES_PHRASES = "intents/yes/trainingPhrases/nl.json"
ASPECT, ASPECTS = "entityTypes/aspect/aspect.json", "entityTypes/aspect/entities/nl.json"


@pytest.fixture(scope="module")
def built() -> Files:
    return files(Source(load(), contract(), url="https://scan.example.org"))


def read(built: Files, path: str) -> Json:
    data: Json = json.loads(built[path])
    return data


def test_a_built_agent_has_no_mistakes(built: Files) -> None:
    assert list(mistakes(built)) == []


def test_building_twice_gives_the_same(built: Files) -> None:
    assert files(Source(load(), contract(), url="https://scan.example.org")) == built


def test_every_intent_of_the_contract_calls_the_service_and_stays(built: Files) -> None:
    routes = {route["intent"]: route for route in read(built, GESPREK)["transitionRoutes"]}
    for intent in (*contract().intents, *contract().free):
        assert routes[intent.name]["triggerFulfillment"] == {"webhook": "Maturity Checkbot", "tag": "turn"}
        assert "targetPage" not in routes[intent.name]


def test_whatever_comes_first_opens_the_conversation(built: Files) -> None:
    flow = read(built, FLOW)
    ways = [*flow["transitionRoutes"], *flow["eventHandlers"]]
    assert {way["targetPage"] for way in ways} == {PAGE}
    assert not any(way["triggerFulfillment"] for way in ways)
    assert read(built, GESPREK)["entryFulfillment"]["tag"] == "start"


def test_when_the_service_is_silent_the_agent_speaks(built: Files) -> None:
    handlers = {each["event"]: each["triggerFulfillment"] for each in read(built, GESPREK)["eventHandlers"]}
    for event in ("webhook.error", "webhook.error.timeout", "webhook.error.unavailable"):
        assert handlers[event]["messages"][0]["text"]["text"] == list(agent().unreachable)


def test_the_webhook_is_the_operators_own(built: Files) -> None:
    service = read(built, WEBHOOK)["genericWebService"]
    assert service["uri"] == "https://scan.example.org/google/dialogflow/cx"
    assert service["serviceAgentAuth"] == "ID_TOKEN"


def test_each_answer_has_as_many_utterances_as_the_limit_allows(built: Files) -> None:
    said = {"".join(part["text"] for part in each["parts"]) for each in phrases(built, "answer")}
    assert len(said) == len(phrases(built, "answer")) <= MOST_PHRASES
    for question in load().scored:
        assert all(said & set(utterances) for utterances in question.utterances.values()), question.id


def test_words_that_vary_are_marked(built: Files) -> None:
    marked = {part["text"]: part["parameterId"] for each in phrases(built, "deepen") for part in each["parts"][1:2]}
    assert marked["de techniek"] == "aspect"


def test_an_address_is_no_parameter(built: Files) -> None:
    assert "parameters" not in read(built, "intents/address/address.json")


def test_no_phrase_of_a_command_stands_among_the_answers(built: Files) -> None:
    answers = {each["parts"][0]["text"] for each in phrases(built, "answer") if len(each["parts"]) == 1}
    assert not answers & {phrase for intent in contract().intents for phrase in intent.fixed}


def phrases(built: Files, intent: str) -> list[Json]:
    found: list[Json] = read(built, f"intents/{intent}/trainingPhrases/nl.json")["trainingPhrases"]
    return found


Edit = Callable[[Json], object]
BREAKAGES: dict[str, tuple[str, Edit, str]] = {
    "an unknown key": (AGENT, lambda d: d.update(colour="red"), "colour"),
    "a missing key": (AGENT, lambda d: d.pop("displayName"), "displayName"),
    "another language": (AGENT, lambda d: d.update(defaultLanguageCode="en"), "defaultLanguageCode"),
    "no time zone": (AGENT, lambda d: d.update(timeZone="Europa/Gent"), "timeZone"),
    "a start flow that isn't there": (AGENT, lambda d: d.update(startFlow="Scan"), "startFlow"),
    "a description too long": (AGENT, lambda d: d.update(description="a" * 501), "description"),
    "logs": (
        AGENT,
        lambda d: d["advancedSettings"]["loggingSettings"].update(enableInteractionLogging=True),
        "advancedSettings.loggingSettings.enableInteractionLogging",
    ),
    "a time as text": (
        AGENT,
        lambda d: d["advancedSettings"]["speechSettings"].update(noSpeechTimeout="7s"),
        "advancedSettings.speechSettings.noSpeechTimeout",
    ),
    "too sensitive": (
        AGENT,
        lambda d: d["advancedSettings"]["speechSettings"].update(endpointerSensitivity=101),
        "advancedSettings.speechSettings.endpointerSensitivity",
    ),
    "no keys": (
        AGENT,
        lambda d: d["advancedSettings"]["dtmfSettings"].update(enabled=False),
        "advancedSettings.dtmfSettings.enabled",
    ),
    "http": (
        WEBHOOK,
        lambda d: d["genericWebService"].update(uri="http://scan.example.org/x"),
        "genericWebService.uri",
    ),
    "an access token": (
        WEBHOOK,
        lambda d: d["genericWebService"].update(serviceAgentAuth="ACCESS_TOKEN"),
        "genericWebService.serviceAgentAuth",
    ),
    "an unknown token": (
        WEBHOOK,
        lambda d: d["genericWebService"].update(serviceAgentAuth="TOKEN"),
        "genericWebService.serviceAgentAuth",
    ),
    "too patient": (WEBHOOK, lambda d: d["timeout"].update(seconds=31), "timeout.seconds"),
    "another id": (FLOW, lambda d: d.update(name="start"), "name"),
    "another name": (FLOW, lambda d: d.update(displayName="Start"), "displayName"),
    "no handler for silence": (FLOW, lambda d: d["eventHandlers"].pop(2), "eventHandlers"),
    "an unknown event": (
        FLOW,
        lambda d: d["eventHandlers"][3].update(event="sys.no-match-7"),
        "eventHandlers.3.event",
    ),
    "an event twice": (FLOW, lambda d: d["eventHandlers"].append(d["eventHandlers"][0]), "eventHandlers.4.event"),
    "a page that isn't there": (
        FLOW,
        lambda d: d["transitionRoutes"][0].update(targetPage="Vraag"),
        "transitionRoutes.0.targetPage",
    ),
    "an intent that isn't there": (
        FLOW,
        lambda d: d["transitionRoutes"][0].update(intent="hello"),
        "transitionRoutes.0.intent",
    ),
    "the webhook on the way elsewhere": (
        GESPREK,
        lambda d: d["transitionRoutes"][1].update(targetPage="END_SESSION"),
        "transitionRoutes.1.targetPage",
    ),
    "a webhook that isn't there": (
        GESPREK,
        lambda d: d["entryFulfillment"].update(webhook="Other"),
        "entryFulfillment.webhook",
    ),
    "no tag": (
        GESPREK,
        lambda d: d["transitionRoutes"][0]["triggerFulfillment"].pop("tag"),
        "transitionRoutes.0.triggerFulfillment.tag",
    ),
    "the webhook after its own failure": (
        GESPREK,
        lambda d: d["eventHandlers"][3].update(triggerFulfillment={"webhook": "Maturity Checkbot", "tag": "turn"}),
        "eventHandlers.3.triggerFulfillment.webhook",
    ),
    "English words": (
        GESPREK,
        lambda d: d["eventHandlers"][4]["triggerFulfillment"]["messages"][0].update(languageCode="en"),
        "eventHandlers.4.triggerFulfillment.messages.0.languageCode",
    ),
    "a group that isn't there": (
        GESPREK,
        lambda d: d.update(transitionRouteGroups=["Vragen"]),
        "transitionRouteGroups.0",
    ),
    "an entity that isn't there": (
        BACK,
        lambda d: d["parameters"][0].update(entityType="@plaats"),
        "parameters.0.entityType",
    ),
    "a parameter twice": (BACK, lambda d: d["parameters"].append(d["parameters"][0]), "parameters.2.id"),
    "a wrong count": (BACK, lambda d: d.update(numTrainingPhrases=3), "numTrainingPhrases"),
    "a phrase of another intent": (
        BACK_PHRASES,
        lambda d: d["trainingPhrases"][0].update(parts=[{"text": "Hallo!"}]),
        "trainingPhrases.0",
    ),
    "a parameter that the intent hasn't": (
        BACK_PHRASES,
        lambda d: d["trainingPhrases"][0]["parts"][0].update(parameterId="code"),
        "trainingPhrases.0.parts.0.parameterId",
    ),
    "words glued together": (
        BACK_PHRASES,
        lambda d: d["trainingPhrases"][0].update(parts=[{"text": "naar"}, {"text": "vorig"}]),
        "trainingPhrases.0.parts.1.text",
    ),
    "an empty part": (
        BACK_PHRASES,
        lambda d: d["trainingPhrases"][0]["parts"][0].update(text=""),
        "trainingPhrases.0.parts.0.text",
    ),
    "a phrase too long": (
        YES_PHRASES,
        lambda d: d["trainingPhrases"][0]["parts"][0].update(text="ja " * 300),
        "trainingPhrases.0.parts",
    ),
    "an unknown kind": (ASPECT, lambda d: d.update(kind="KIND_TREE"), "kind"),
    "a synonym of two values": (
        ASPECTS,
        lambda d: d["entities"][1]["synonyms"].__setitem__(1, d["entities"][0]["synonyms"][1].upper()),
        "entities.1.synonyms.1",
    ),
    "a value twice": (ASPECTS, lambda d: d["entities"][1].update(value="scope"), "entities.1.value"),
    "no synonyms": (ASPECTS, lambda d: d["entities"][2].update(synonyms=[]), "entities.2.synonyms"),
    "too many synonyms": (
        ASPECTS,
        lambda d: d["entities"][2].update(synonyms=[f"werk {n}" for n in range(201)]),
        "entities.2.synonyms",
    ),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_each_mistake_is_found_at_its_key(built: Files, breakage: str) -> None:
    path, edit, key = BREAKAGES[breakage]
    data = read(built, path)
    edit(data)
    found = list(mistakes({**built, path: as_json(data)}))
    assert [(each.file, each.key) for each in found] == [(path, key)]
    assert ";" in found[0].what, "what is wrong; what to do"


def test_a_route_that_is_gone_is_missed_at_its_intent(built: Files) -> None:
    page = read(built, GESPREK)
    gone = page["transitionRoutes"].pop(0)["intent"]
    found = [(each.file, each.key) for each in mistakes({**built, GESPREK: as_json(page)})]
    assert found == [(f"intents/{gone}/{gone}.json", "displayName")]


def test_a_page_that_is_no_json_is_the_only_mistake(built: Files) -> None:
    (found,) = mistakes({**built, GESPREK: b"{"})
    assert found.file == GESPREK


def test_an_id_of_two_intents_is_found(built: Files) -> None:
    data = read(built, "intents/yes/yes.json") | {"name": read(built, BACK)["name"]}
    (found,) = mistakes({**built, "intents/yes/yes.json": as_json(data)})
    assert (found.file, found.key) == ("intents/yes/yes.json", "name")


@pytest.mark.parametrize("path", [AGENT, BACK, BACK_PHRASES, ASPECTS, ASPECT])
def test_a_missing_file_is_named(built: Files, path: str) -> None:
    found = [each.file for each in mistakes({each: content for each, content in built.items() if each != path})]
    assert path in found


def test_a_file_that_does_not_belong_is_named(built: Files) -> None:
    (found,) = mistakes({**built, "notes.txt": b"todo"})
    assert (found.file, found.key) == ("notes.txt", "")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b"null", b"[]", b'"a"', b"7", b'{"name": {}, "displayName": []}']
)
def test_no_content_is_too_broken(built: Files, content: bytes) -> None:
    for path in (AGENT, FLOW, GESPREK, WEBHOOK, BACK, BACK_PHRASES, ASPECT, ASPECTS):
        found = list(mistakes({**built, path: content}))
        assert any(each.file == path for each in found)
        assert all(str(each) for each in found)
