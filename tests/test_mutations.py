"""Requests with one thing wrong: each field of each sample dropped or replaced. Every one gets a defined answer."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.conftest import Service
from tests.test_doors import DOORS, REQUESTS
from voice_models.names import SIGN_IN_SCENE

DROPPED = object()
ODD = (DROPPED, None, [], {"a": 1}, 5, "", "x" * 5_000, "\ud800", [[[[]]]])
SAMPLES = [(channel, file) for channel in DOORS for file in sorted((REQUESTS / channel).glob("*.json"))]


def places(part: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in inside:
        yield (*path, key)
        yield from places(value, (*path, key))


def mutated(request: Any, place: tuple[str | int, ...], value: Any) -> str:
    changed = copy.deepcopy(request)
    part = changed
    for key in place[:-1]:
        part = part[key]
    if value is DROPPED:
        del part[place[-1]]
    else:
        part[place[-1]] = value
    return json.dumps(changed)


@pytest.mark.parametrize(("channel", "file"), SAMPLES, ids=[f"{channel}/{file.stem}" for channel, file in SAMPLES])
def test_one_wrong_field_gets_an_answer_or_a_400(service: Service, channel: str, file: Path) -> None:
    check(service, DOORS[channel], json.loads(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("caller", [DialogflowEs(), DialogflowCx(), DialogflowCx(phone="+31201234567")])
def test_so_does_one_wrong_field_in_the_middle_of_a_conversation(service: Service, caller: Any) -> None:
    line = service.call(caller)
    line.start()
    line.say("ja")
    for request in (caller.say("de tweede"), caller.silence()):
        check(service, caller.path, request)
    if isinstance(caller, DialogflowCx):
        check(service, caller.path, caller.press("2"))


def test_so_does_one_wrong_field_of_a_touch(service: Service) -> None:
    caller = Alexa(screen=True)
    line = service.call(caller)
    line.start()
    check(service, caller.path, caller.touch("Ja"))


def test_so_does_one_wrong_field_of_who_comes_back_from_linking_an_account(service: Service) -> None:
    caller = Actions()
    line = service.call(caller)
    line.start()
    back = caller.say("")
    back["scene"]["name"], back["user"]["accountLinkingStatus"] = SIGN_IN_SCENE, "LINKED"
    check(service, caller.path, back)


@pytest.mark.parametrize("locale", ["nl-BE", "nl", "en-US", "nl_NL", "NL", "xx-YY", ""])
@pytest.mark.parametrize("caller", [Alexa, Actions, DialogflowEs, DialogflowCx])
def test_dutch_is_spoken_whatever_the_locale(service: Service, caller: Any, locale: str) -> None:
    request = json.dumps(caller().start())
    for ours in ('"nl-NL"', '"nl"'):
        request = request.replace(ours, json.dumps(locale))
    answer = service.client.post(caller.path, data=request, content_type="application/json")
    assert answer.status_code == 200
    assert "Hallo, ik ben Mees" in answer.get_data(as_text=True)


def check(service: Service, path: str, request: dict[str, Any]) -> None:
    for place in list(places(request)):
        for value in ODD:
            body = mutated(request, place, value)
            response = service.client.post(path, data=body, content_type="application/json")
            said = response.get_data(as_text=True)
            assert response.status_code in (200, 400), (place, value)
            assert "even iets mis" not in said, (place, value)
            json.loads(said)
