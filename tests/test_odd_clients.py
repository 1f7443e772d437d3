"""Clients and emulators that speak the platforms' formats a little differently: each is understood all the same."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from local_sim.platforms import Heard
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.conftest import Service

PLATFORMS: list[Any] = [Alexa, Actions, DialogflowEs, DialogflowCx]
Change = Callable[[dict[str, Any]], None]


def fixed_id(request: dict[str, Any]) -> None:
    if "request" in request:
        request["request"]["requestId"] = "EdwRequestId"
    for key in ("responseId", "detectIntentResponseId"):
        if key in request:
            request[key] = "always-the-same"


def no_id(request: dict[str, Any]) -> None:
    request.get("request", {}).pop("requestId", None)
    for key in ("responseId", "detectIntentResponseId"):
        request.pop(key, None)


def no_echo(request: dict[str, Any]) -> None:
    """Send nothing back of what we gave to be echoed."""
    if "request" in request:
        request["session"].pop("attributes", None)
    if "queryResult" in request:
        request["queryResult"]["outputContexts"] = []
    if "sessionInfo" in request:
        request["sessionInfo"]["parameters"] = {}
    if "scene" in request:
        request["session"]["params"] = {}


class Odd:
    """A caller whose requests are changed on the way."""

    def __init__(self, service: Service, platform: Any, *changes: Change) -> None:
        self.client, self.platform, self.changes = service.client, platform, changes

    def send(self, request: dict[str, Any]) -> Heard:
        for change in self.changes:
            change(request)
        response = self.client.post(self.platform.path, json=request)
        assert response.status_code == 200, response.get_data(as_text=True)
        return self.platform.read(response.get_json())

    def start(self) -> Heard:
        return self.send(self.platform.start())

    def say(self, *said: str) -> str:
        return [self.send(self.platform.say(words)).speech for words in said][-1]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("ids", [fixed_id, no_id])
def test_the_same_words_again_are_the_next_answer(service: Service, platform: Any, ids: Change) -> None:
    line = Odd(service, platform(), ids, no_echo)
    line.start()
    line.say("ja", "sla over", "de tweede")
    assert "alleen bij servicevragen" in line.say("de tweede")
    assert "alleen bij" not in line.say("de tweede")


@pytest.mark.parametrize("platform", [Alexa, DialogflowEs, DialogflowCx])
@pytest.mark.parametrize("changes", [(fixed_id,), (fixed_id, no_echo), (no_id, no_echo)])
def test_erasing_erases_each_time(service: Service, platform: Any, changes: tuple[Change, ...]) -> None:
    caller = platform("sanne") if platform is not Alexa else Alexa(user="sanne", new_id=lambda: "1")
    line = Odd(service, caller, *changes)
    for _ in range(3):
        assert "Welkom terug" not in line.start().speech
        assert "ewist" in line.say("ja", "Sanne", "de tweede", "verwijder mijn gegevens", "ja")


def test_what_ended_with_nothing_left_is_still_repeated(service: Service) -> None:
    caller = Alexa()
    line = Odd(service, caller)
    line.start()
    last = caller.say("nee")
    assert line.send(last).speech == line.send(last).speech
    assert "Hallo" in line.start().speech


@pytest.mark.parametrize(
    ("platform", "moved"),
    [
        (DialogflowEs, lambda r: r["queryResult"].update(parameters={"answer": taken(r["queryResult"])})),
        (
            DialogflowEs,
            lambda r: r["queryResult"].update(
                queryText="GOOGLE_ASSISTANT_WELCOME", parameters={"answer": r["queryResult"]["queryText"]}
            ),
        ),
        (DialogflowCx, lambda r: r["intentInfo"].update(parameters={"answer": {"originalValue": r.pop("text")}})),
        (
            Actions,
            lambda r: r["intent"].update(
                query="", params={"answer": {"original": r["intent"]["query"], "resolved": "x"}}
            ),
        ),
        (
            Alexa,
            lambda r: r["request"]["intent"].update(
                slots={"answer": {"name": "answer", "slotValue": {"type": "Simple", "value": slot(r)}}}
            ),
        ),
        (
            Alexa,
            lambda r: r["request"]["intent"].update(
                slots={"answer": {"name": "answer", "resolutions": resolved(slot(r))}}
            ),
        ),
    ],
)  # fmt: skip
def test_words_that_stand_only_in_parameters_are_heard(service: Service, platform: Any, moved: Change) -> None:
    line = Odd(service, platform())
    line.start()
    line.say("ja", "sla over")
    line.changes = (moved,)
    assert "op één plek" in line.say("ik denk de tweede")


def taken(result: dict[str, Any]) -> str:
    """Take the words away from where they belong."""
    words, result["queryText"] = str(result["queryText"]), ""
    return words


def slot(request: dict[str, Any]) -> str:
    return str(request["request"]["intent"]["slots"]["answer"]["value"])


def resolved(words: str) -> dict[str, Any]:
    authority = {"authority": "x", "status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"name": words}}]}
    return {"resolutionsPerAuthority": [authority]}


def test_a_known_intent_at_cx_without_words_is_no_opening(service: Service) -> None:
    line = Odd(service, DialogflowCx(), no_echo, lambda request: request.pop("text", None))
    line.start()
    assert "Hoe mag ik je noemen?" in line.say("ja")


def test_a_cancelled_conversation_at_es_stops(service: Service) -> None:
    caller = DialogflowEs()
    line = Odd(service, caller)
    line.start()
    line.say("ja")
    line.changes = (lambda request: request["queryResult"].update(queryText="actions_intent_CANCEL", intent={}),)
    assert "Tot" in line.say("x")


@pytest.mark.parametrize("platform", [Actions, DialogflowEs, DialogflowCx])
def test_null_is_absent(service: Service, platform: Any) -> None:
    def nulled(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: nulled(value) for key, value in part.items()} | {"iets": None}
        return part

    caller = platform()
    opening = nulled(caller.start())
    for key in ("text", "payload", "intentInfo", "pageInfo", "originalDetectIntentRequest", "device", "user", "scene"):
        opening[key] = None
    response = service.client.post(caller.path, json=opening)
    assert response.status_code == 200
    assert "Hallo, ik ben Mees" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "changed",
    [
        lambda r: r["context"].update(Viewport={"mode": "FOO", "shape": "OVAL"}),
        lambda r: r["context"].update(AudioPlayer={"playerActivity": "WAITING"}),
        lambda r: r["request"].update(dialogState="WEIRD"),
        lambda r: r["request"].update(timestamp=1_700_000_000_000),
        lambda r: r["session"].update(attributes=[]),
        lambda r: r["request"]["intent"].update(confirmationStatus="none"),
        lambda r: r["request"]["intent"].update(slots=[]),
    ],
)
def test_what_alexa_may_send_one_day_does_not_silence_the_skill(service: Service, changed: Change) -> None:
    line = Odd(service, Alexa())
    line.start()
    line.changes = (changed,)
    assert "Hoe mag ik je noemen?" in line.say("ja")


def test_two_agents_may_give_the_same_session_id(service: Service) -> None:
    def at(project: str) -> Change:
        return lambda request: request.update(
            session=f"projects/{project}/agent/sessions/1", originalDetectIntentRequest={}
        )

    first, second = (Odd(service, DialogflowEs(), at(project)) for project in ("p1", "p2"))
    first.start()
    first.say("ja", "Sanne")
    assert "Hallo, ik ben Mees" in second.start().speech


def test_a_new_conversation_that_begins_with_an_intent_answers_no_old_question(service: Service) -> None:
    first = Odd(service, Alexa(user="sanne"))
    first.start()
    first.say("ja", "sla over", "de tweede")
    caller = Alexa(user="sanne")
    caller.start()
    request = caller.say("de tweede")
    request["session"]["new"] = True
    assert "Welkom terug" in Odd(service, caller).send(request).speech
    request = caller.say("ja")
    request["session"]["new"] = True
    assert "Welkom terug" not in Odd(service, caller).send(request).speech


@pytest.mark.parametrize("path", ["/alexa/", "/google/actions/", "/google/dialogflow/es/", "/google/dialogflow/cx/"])
def test_a_slash_at_the_end_and_a_byte_order_mark_do_no_harm(service: Service, path: str) -> None:
    platform = next(each for each in PLATFORMS if each.path == path.rstrip("/"))
    body = b"\xef\xbb\xbf" + json.dumps(platform().start()).encode()
    assert service.client.post(path, data=body, content_type="application/json").status_code == 200


@pytest.mark.parametrize("path", [platform.path for platform in PLATFORMS])
def test_another_method_is_told_which_one_it_should_be(service: Service, path: str) -> None:
    answer = service.client.get(path)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("words", ["één", "1", "een"])
def test_one_is_a_place_and_a_number_where_an_answer_counts(service: Service, words: str) -> None:
    line = Odd(service, DialogflowEs())
    line.start()
    line.say("ja", "sla over")
    assert "nog nergens, of op één plek" in line.say(words)
    assert "op één plek." in line.say("op één plek")
