"""Requests with one thing wrong: each field of each sample dropped or replaced. Every one gets a defined answer."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.conftest import Service
from tests.test_doors import DOORS, REQUESTS

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


def check(service: Service, path: str, request: dict[str, Any]) -> None:
    for place in list(places(request)):
        for value in ODD:
            body = mutated(request, place, value)
            response = service.client.post(path, data=body, content_type="application/json")
            said = response.get_data(as_text=True)
            assert response.status_code in (200, 400), (place, value)
            assert "even iets mis" not in said, (place, value)
            json.loads(said)
