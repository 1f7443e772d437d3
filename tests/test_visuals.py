"""What is shown beside the words on Google's platforms, what is expected to be said, and the hand-over to a person."""

from collections.abc import Callable
from typing import Any

import pytest

from local_sim.platforms import Heard
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from model.load import load
from tests.channels.test_speech import checked
from tests.conftest import Line, Service
from voice_models.answers import narrowed

FIRST = load().quick_scan[0]
LEVELS = [f"{aspect.name}: 50 van 100" for aspect in load().aspects]


def asked(line: Line) -> Heard:
    """Go to the first question."""
    line.start()
    line.say("ja")
    return line.say("sla over")


def result(line: Line) -> Heard:
    heard = asked(line)
    for _ in load().quick_scan:
        heard = line.say("de tweede")
    return line.say("nee") if "vijf korte vragen" in heard.speech else heard


def rich(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for message in messages for row in message.get("payload", {}).get("richContent", []) for item in row]


def test_alexa_expects_the_answers_to_this_question_and_clears_them_after(service: Service) -> None:
    line = service.call(Alexa())
    (directive,) = asked(line).raw["response"]["directives"]
    values = directive["types"][0]["values"]
    assert (directive["type"], directive["updateBehavior"]) == ("Dialog.UpdateDynamicEntities", "REPLACE")
    assert [value["name"]["value"] for value in values] == [answer.spoken for answer in FIRST.answers]
    assert 50 < sum(1 + len(value["name"]["synonyms"]) for value in values) <= 100
    assert line.say("stop").raw["response"]["directives"] == [
        {"type": "Dialog.UpdateDynamicEntities", "updateBehavior": "CLEAR"}
    ]


def test_es_expects_the_answers_to_this_question(service: Service) -> None:
    caller = DialogflowEs()
    (kind,) = asked(service.call(caller)).raw["sessionEntityTypes"]
    assert kind["name"] == f"{caller.session}/entityTypes/answer"
    assert kind["entityOverrideMode"] == "ENTITY_OVERRIDE_MODE_OVERRIDE"
    assert [entity["value"] for entity in kind["entities"]] == [answer.spoken for answer in FIRST.answers]
    assert all(entity["value"] in entity["synonyms"] for entity in kind["entities"])


def test_actions_expects_the_answers_to_this_question(service: Service) -> None:
    (override,) = asked(service.call(Actions())).raw["session"]["typeOverrides"]
    assert (override["name"], override["mode"]) == ("answer", "TYPE_REPLACE")
    assert [entry["name"] for entry in override["synonym"]["entries"]] == [value.id for value in narrowed(FIRST.id, 99)]


@pytest.mark.parametrize("question", load().questions, ids=lambda question: question.id)
@pytest.mark.parametrize("most", [30, 100, 200])
def test_no_question_narrows_to_more_than_a_platform_takes(question: Any, most: int) -> None:
    values = narrowed(question.id, most)
    assert sum(1 + len(value.synonyms) for value in values) <= most
    assert len({value.id for value in values}) == len(values)
    assert all(len(value.name) <= 140 for value in values)


def test_cx_shows_the_place_and_then_the_result(service: Service) -> None:
    line = service.call(DialogflowCx())
    shown = rich(asked(line).raw["fulfillmentResponse"]["messages"])
    assert shown[0] == {"type": "info", "title": "Vraag 1 van 20"}
    assert shown[1]["type"] == "chips"
    shown = rich(result(line).raw["fulfillmentResponse"]["messages"])
    assert shown[0]["type"] == "description"
    assert len(shown[0]["text"]) == 6


def test_es_shows_the_result_as_a_card(service: Service) -> None:
    messages = result(service.call(DialogflowEs())).raw["fulfillmentMessages"]
    (card,) = (message["card"] for message in messages if "card" in message)
    assert card["title"] == "Je resultaat"
    assert [line.partition(":")[0] for line in card["subtitle"].split("\n")] == [a.name for a in load().aspects]


def test_actions_shows_the_result_as_a_table_where_there_is_a_screen(service: Service) -> None:
    table = result(service.call(Actions())).raw["prompt"]["content"]["table"]
    assert [row["cells"][0]["text"] for row in table["rows"]] == [aspect.name for aspect in load().aspects]
    assert "content" not in result(service.call(Actions(screen=False))).raw["prompt"]


HANDED = {"reason": "person", "language": "nl", "question": 1, "questions": 20}


@pytest.mark.parametrize("platform", [DialogflowEs, DialogflowCx])
def test_a_desk_with_live_agents_is_told_once(make_service: Callable[..., Service], platform: Any) -> None:
    line = make_service(handover_to="collega@voorbeeld.nl").call(platform())
    asked(line)
    told = [handed(line.say(words).raw) for words in ("ik wil een mens spreken", "0612345678", "ja", "ja")]
    assert [bool(each) for each in told] == [False, False, True, False]
    assert told[2] == HANDED
    assert "0612345678" not in str(told)


def handed(answer: dict[str, Any]) -> dict[str, Any]:
    messages = answer.get("fulfillmentResponse", {}).get("messages", [])
    found = [message["liveAgentHandoff"]["metadata"] for message in messages if "liveAgentHandoff" in message]
    return found[0] if found else answer.get("payload", {}).get("liveAgentHandoff", {})


def spoken(raw: dict[str, Any]) -> list[str]:
    """All SSML in an answer, wherever it stands."""
    if isinstance(raw, dict):
        return [text for value in raw.values() for text in spoken(value)]
    if isinstance(raw, list):
        return [text for value in raw for text in spoken(value)]
    return [raw] if isinstance(raw, str) and raw.startswith("<speak>") else []


@pytest.mark.parametrize("platform", [Alexa, Actions, DialogflowEs, DialogflowCx])
def test_every_word_of_a_conversation_is_valid_ssml_with_rests_and_spelling(service: Service, platform: Any) -> None:
    line = service.call(platform())
    heard = [result(line)]
    heard += [line.say(words) for words in ("langzamer", "herhaal", "ja", "sanne@voorbeeld.nl", "nee")]
    marked = [text for each in heard for text in spoken(each.raw)]
    for text in marked:
        checked(text.removeprefix("<speak>").removesuffix("</speak>"))
    assert len(marked) >= len(heard)
    everything = " ".join(marked)
    for tag in ("<break ", "<emphasis ", '<prosody rate="slow">', '<say-as interpret-as="characters">'):
        assert tag in everything
