"""Google's own message types accept every Dialogflow request of the simulator and every answer of the service."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from google.cloud import dialogflow_v2, dialogflowcx_v3
from google.protobuf.json_format import ParseDict, ParseError

from local_sim.platforms import Heard
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.conftest import Line, Service
from tests.test_doors import REQUESTS

TYPES: dict[str, Any] = {DialogflowEs.path: dialogflow_v2, DialogflowCx.path: dialogflowcx_v3}
CALLERS: list[Any] = [DialogflowEs, DialogflowCx, lambda: DialogflowCx(phone="+31201234567")]
TURNS = ["ja", "Sanne", "help", "herhaal", "langzamer", "paarse krokodil", "", "a & b <speak>", "vorige"]


def parse(path: str, name: str, message: dict[str, Any]) -> Any:
    """Raises ParseError at a field that Google does not know, or of another type."""
    return ParseDict(message, getattr(TYPES[path], name).pb()())


class StrictLine(Line):
    """A line that holds every request and answer against Google's types."""

    def __init__(self, service: Service, platform: Any) -> None:
        super().__init__(service.client, platform)
        self.path = platform.path
        self.answers = 0

    def send(self, request: dict[str, Any]) -> Heard:
        parse(self.path, "WebhookRequest", request)
        heard = super().send(request)
        parse(self.path, "WebhookResponse", heard.raw)
        self.answers += 1
        return heard


def whole_conversation(line: Line) -> Heard:
    """Hold a conversation with something odd in it, from the opening to the goodbye; give what was heard last."""
    heard = line.start()
    for words in TURNS:
        heard = (line.say(words) if words else line.silence()) or heard
    while "mailen" not in heard.speech:
        heard = line.say("nee" if "vijf korte vragen" in heard.speech else "de tweede")
    for words in ("ja", "sanne@voorbeeld.nl", "ja", "vier", "vijf", "dit kwartaal", "ja", "ja", "stop"):
        heard = heard if heard.ended else line.say(words)
    return heard


@pytest.mark.parametrize("caller", CALLERS)
def test_a_whole_conversation_is_in_googles_types(service: Service, caller: Callable[[], Any]) -> None:
    line = StrictLine(service, caller())
    assert whole_conversation(line).ended
    assert line.answers > 30
    assert len(service.deliver()) == 1


@pytest.mark.parametrize("channel", ["dialogflow_es", "dialogflow_cx"])
def test_every_recorded_request_gets_an_answer_in_googles_types(service: Service, channel: str) -> None:
    path = f"/google/{channel.replace('_', '/')}"
    for file in sorted((REQUESTS / channel).glob("*.json")):
        answer = service.client.post(path, json=recorded(file)).get_json()
        parse(path, "WebhookResponse", answer)


def recorded(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TYPES)
def test_the_check_itself_refuses_what_google_would(path: str) -> None:
    for wrong in ({"fulfilmentText": "x"}, {"payload": 5}):
        with pytest.raises(ParseError):
            parse(path, "WebhookResponse", wrong)
