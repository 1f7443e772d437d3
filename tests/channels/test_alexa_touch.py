"""A touch of the screen answers as words do, and what a whole conversation sends to a screen is small enough."""

import json
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope
from ask_sdk_model.interfaces.alexa.presentation.apl import UserEvent

from fulfillment.channels.alexa.screen import TOUCHED, screen
from local_sim.errors import SimulatorError
from local_sim.platforms import Heard
from local_sim.platforms.alexa import Alexa
from tests.channels.test_alexa_screen import KINDS, QUESTION
from tests.conftest import Line, Service


def calling(service: Service, *words: str) -> tuple["EchoLine", Heard]:
    line = EchoLine(service, Alexa(screen=True))
    heard = line.start()
    for said in words:
        heard = line.say(said)
    return line, heard


def rendered(heard: Heard) -> Any:
    (found,) = [part for part in heard.raw["response"]["directives"] if part["type"].endswith("RenderDocument")]
    return found


class EchoLine(Line):
    """A line to an Echo with a screen, that keeps the sizes of the answers."""

    def __init__(self, service: Service, alexa: Alexa) -> None:
        super().__init__(service.client, alexa)
        self.alexa = alexa
        self.sizes: list[int] = []

    def touch(self, words: str) -> Heard:
        return self.send(self.alexa.touch(words))

    def send(self, request: dict[str, Any]) -> Heard:
        heard = super().send(request)
        self.sizes.append(len(json.dumps(heard.raw)))
        return heard


def test_a_touch_answers_a_question_as_saying_it_does(service: Service) -> None:
    touched, heard = calling(service, "ja", "Sanne")
    said, asked = calling(service, "ja", "Sanne")
    assert heard.chips == asked.chips
    for _ in range(3):
        answer = heard.chips[1]
        heard, asked = touched.touch(answer), said.say(answer)
        assert (heard.speech, heard.screen, heard.chips) == (asked.speech, asked.screen, asked.chips)
    assert "Vraag 4 van 20" in heard.screen


def test_only_what_is_shown_can_be_touched(service: Service) -> None:
    line, _ = calling(service, "ja")
    with pytest.raises(SimulatorError, match="Er is geen knop"):
        line.touch("Paarse krokodil")


def test_amazons_own_types_read_the_touch() -> None:
    alexa = Alexa(screen=True)
    alexa.start()
    alexa.read({"response": {"directives": [screen(QUESTION)], "shouldEndSession": False}})
    request = alexa.touch("Alleen chat")
    envelope = DefaultSerializer().deserialize(json.dumps(request), RequestEnvelope)
    assert isinstance(envelope.request, UserEvent)
    assert (envelope.request.token, envelope.request.arguments) == ("checkbot-question", [TOUCHED, "Alleen chat"])
    written = DefaultSerializer().serialize(envelope.request)
    assert {**written, "timestamp": 0} == {**request["request"], "timestamp": 0}  # type: ignore[dict-item]
    assert DefaultSerializer().serialize(envelope.context.viewport) == request["context"]["Viewport"]


def test_a_device_without_a_screen_gets_a_card_and_no_apl(service: Service) -> None:
    line = service.call(Alexa())
    line.start()
    response = line.say("ja").raw["response"]
    assert response["card"]["title"] == "Kennismaken"
    assert "RenderDocument" not in json.dumps(response)


def test_a_whole_conversation_by_touch_stays_below_alexas_24_kilobytes(service: Service) -> None:
    line, heard = calling(service, "ja", "Sanne")
    tokens = set()
    while "mailen" not in heard.speech:
        heard = line.touch("Nee" if "vijf korte vragen" in heard.speech else heard.chips[-2])
        tokens.add(rendered(heard)["token"])
    for words in ("ja", "sanne@voorbeeld.nl", "ja", "vier", "vijf", "dit kwartaal", "ja", "ja", "stop"):
        heard = heard if heard.ended else line.say(words)
        tokens.add(rendered(heard)["token"])
    assert heard.ended
    assert tokens == {f"checkbot-{kind}" for kind in KINDS}
    assert len(line.sizes) > 25
    assert max(line.sizes) < 24 * 1024
    assert len(service.deliver()) == 1
