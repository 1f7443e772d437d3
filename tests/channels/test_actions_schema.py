"""Google's own types accept every Actions request of the simulator and every answer of the service."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, ValidationError

from local_sim.platforms import Heard
from local_sim.platforms.actions import Actions
from tests.conftest import Line, Service
from tests.test_doors import REQUESTS, SHARED
from tests.test_protobuf import recorded, whole_conversation

SCHEMA = Path(__file__).parent.parent / "schemas" / "assistant_conversation.json"
DEFINITIONS = json.loads(SCHEMA.read_text(encoding="utf-8"))["definitions"]
FOLDERS = (REQUESTS / "actions", SHARED / "actions_conv")
RECORDED = [pytest.param(file, id=file.stem) for folder in FOLDERS for file in sorted(folder.glob("*.json"))]
ANSWER: dict[str, Any] = {
    "session": {"id": "s", "params": {"reprompt": "Ja of nee?"}},
    "prompt": {"override": True, "firstSimple": {"speech": "Ja?"}, "suggestions": [{"title": "Ja"}]},
}


def check(name: str, message: object) -> None:
    """Raises ValidationError at a field that Google does not know, or of another type."""
    Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": DEFINITIONS}).validate(message)


class StrictLine(Line):
    """A line that holds every request and answer against Google's types."""

    answers = 0

    def send(self, request: dict[str, Any]) -> Heard:
        check("HandlerRequest", request)
        heard = super().send(request)
        check("HandlerResponse", heard.raw)
        self.answers += 1
        return heard


@pytest.mark.parametrize("screen", [True, False])
def test_a_whole_conversation_is_in_googles_types(service: Service, screen: bool) -> None:  # noqa: FBT001
    line = StrictLine(service.client, Actions(screen=screen))
    assert whole_conversation(line).ended
    assert line.answers > 30
    assert len(service.deliver()) == 1


def test_silence_to_the_end_and_hanging_up_are_in_googles_types(service: Service) -> None:
    silent = StrictLine(service.client, Actions())
    silent.start()
    assert silent.silence()
    assert silent.silence()
    gone = StrictLine(service.client, Actions())
    gone.start()
    assert gone.hang_up()


@pytest.mark.parametrize("file", RECORDED)
def test_a_recorded_request_and_its_answer_are_in_googles_types(service: Service, file: Path) -> None:
    check("HandlerRequest", recorded(file))
    check("HandlerResponse", service.client.post(Actions.path, json=recorded(file)).get_json())


def test_the_check_lets_a_good_answer_through() -> None:
    check("HandlerResponse", ANSWER)


@pytest.mark.parametrize(
    "wrong",
    [
        {"prompts": {}},
        {"prompt": {"firstSimple": {"ssml": "Ja?"}}},
        {"prompt": {"override": "yes"}},
        {"prompt": {"suggestions": ["Ja"]}},
        {"scene": {"slotFillingStatus": "DONE"}},
        {"expected": {"speech": "ja"}},
        {"user": {"verificationStatus": 5}},
    ],
)
def test_the_check_refuses_what_google_would(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        check("HandlerResponse", ANSWER | wrong)
