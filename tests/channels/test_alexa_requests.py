"""Every kind of request that Alexa has gets an answer in Amazon's own types, with nothing in it that is not theirs."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Request, ResponseEnvelope, SessionEndedReason

from fulfillment.channels.alexa.channel import AlexaChannel
from fulfillment.channels.channel import Incoming
from fulfillment.conversation.reply import Expects, Reply
from fulfillment.conversation.turn import Event, Turn
from local_sim.platforms.alexa import Alexa
from tests.conftest import Service
from voice_models.contract import contract

SERIALIZER = DefaultSerializer()
CONVERSATION = {"LaunchRequest", "IntentRequest", "SessionEndedRequest"}
NOTICES = sorted(set(Request.discriminator_value_class_map) - CONVERSATION - {"Alexa.Presentation.APL.UserEvent"})
BUILT_IN = sorted({name for name in contract().of_alexa if name.startswith("AMAZON.")})
REQUIRED = ["Cancel", "Fallback", "Help", "NavigateHome", "Next", "No", "Pause", "Previous", "Repeat", "Resume",
            "StartOver", "Stop", "Yes"]  # fmt: skip


def round_trip(answer: dict[str, Any]) -> dict[str, Any]:
    """Read an answer as Amazon's types and write it again: what they do not know would be lost."""
    return SERIALIZER.serialize(SERIALIZER.deserialize(json.dumps(answer), ResponseEnvelope))


class Conversation:
    """Keeps the turns, and answers each alike."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []

    def __call__(self, turn: Turn) -> Reply:
        self.turns.append(turn)
        return Reply("Hoe dan?", 1, Expects.CHOICE, reprompt="Hoe?", screen="Hoe dan?")


def answer(request: dict[str, Any], **envelope: Any) -> tuple[dict[str, Any], list[Turn]]:
    conversation = Conversation()
    body = Alexa().start() | envelope
    body["request"] |= request
    incoming = Incoming({}, json.dumps(body).encode(), datetime.now(UTC))
    said = AlexaChannel(None, "").answer(incoming, conversation)
    assert round_trip(said) == said
    return said, conversation.turns


@pytest.mark.parametrize("kind", NOTICES)
def test_what_is_not_about_the_conversation_gets_an_empty_answer(kind: str) -> None:
    said, turns = answer({"type": kind})
    assert not turns
    assert said["version"] == "1.0"
    assert "outputSpeech" not in said["response"]
    assert "card" not in said["response"]


def test_the_skill_takes_up_nothing_for_who_did_not_open_it() -> None:
    said, _ = answer({"type": "CanFulfillIntentRequest", "intent": {"name": "AnswerIntent"}})
    assert said["response"] == {"canFulfillIntent": {"canFulfill": "NO"}}


@pytest.mark.parametrize("reason", [reason.value for reason in SessionEndedReason])
def test_every_end_of_a_session_is_noted_in_silence(reason: str, caplog: pytest.LogCaptureFixture) -> None:
    error = {"type": "INVALID_RESPONSE", "message": "jan@voorbeeld.nl"}
    with caplog.at_level(logging.WARNING):
        said, turns = answer({"type": "SessionEndedRequest", "reason": reason, "error": error})
    assert [turn.event for turn in turns] == [Event.END]
    assert said["response"] == {}
    assert ("INVALID_RESPONSE" in caplog.text) == (reason == "ERROR")
    assert "jan@" not in caplog.text


@pytest.mark.parametrize(
    ("request_", "logged"),
    [
        ({"type": "System.ExceptionEncountered", "error": {"type": "INVALID_RESPONSE", "message": "x"}}, "INVALID"),
        ({"type": "System.ExceptionEncountered"}, "zonder soort"),
        (
            {
                "type": "Alexa.Presentation.APL.RuntimeError",
                "token": "t",
                "errors": [{"type": "LIST_ERROR", "reason": "INVALID_OPERATION", "listId": "x", "message": "jan@x.nl"}],
            },
            "LIST_ERROR",
        ),
    ],
)
def test_what_alexa_did_not_take_from_us_is_logged(
    request_: dict[str, Any], logged: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        answer(request_)
    assert logged in caplog.text
    assert "jan@" not in caplog.text


def test_all_built_in_intents_that_amazon_asks_for_mean_something_to_us() -> None:
    assert {f"AMAZON.{name}Intent" for name in REQUIRED} - set(BUILT_IN) == {"AMAZON.FallbackIntent"}


@pytest.mark.parametrize("intent", [*BUILT_IN, "AMAZON.FallbackIntent", "AMAZON.ScrollDownIntent", "WieWeetIntent"])
def test_an_intent_is_a_turn_with_its_meaning(intent: str) -> None:
    said, (turn,) = answer({"type": "IntentRequest", "intent": {"name": intent}})
    assert turn.hint == contract().of_alexa.get(intent)
    assert turn.words == ""
    assert said["response"]["shouldEndSession"] is False


@pytest.mark.parametrize(
    ("intent", "slot", "value", "words"),
    [
        ("BackIntent", "place", "5", "terug naar vraag 5"),
        ("BackIntent", "steps", "twee", "twee vragen terug"),
        ("CodeIntent", "code", "482915", "mijn code is 482915"),
        ("DeepenIntent", "aspect", "de techniek", "ga dieper in op de techniek"),
        ("AnswerIntent", "answer", "op één plek", "op één plek"),
        ("AnswerIntent", "number", "4", "4"),
        ("AddressIntent", "words", "jan punt jansen", "jan punt jansen"),
        ("MyColorIsIntent", "Color", "{}", "{}"),
    ],
)
def test_the_words_of_a_slot_are_put_in_their_sentence(intent: str, slot: str, value: str, words: str) -> None:
    slots = {slot: {"name": slot, "value": value, "confirmationStatus": "NONE"}}
    _, (turn,) = answer({"type": "IntentRequest", "intent": {"name": intent, "slots": slots}})
    assert turn.words == words


def test_a_whole_conversation_is_in_amazons_types(service: Service) -> None:
    line = service.call(Alexa())
    said = ("ja", "Sanne", "help", "langzamer", *["de tweede"] * 20, "nee", "ja", "jan@voorbeeld.nl", "ja")
    heard = [line.start(), *(line.say(words) for words in said)]
    for each in heard:
        assert round_trip(each.raw) == each.raw
        assert len(json.dumps(each.raw, ensure_ascii=False).encode()) < 24_000


def test_the_round_trip_itself_finds_what_amazon_does_not_know() -> None:
    for wrong in ({"version": "1.0", "response": {"outputSpeach": {}}}, {"version": "1.0", "respons": {}}):
        assert round_trip(wrong) != wrong
