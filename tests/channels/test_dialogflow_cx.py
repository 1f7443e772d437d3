"""What a Dialogflow CX request is taken for, and what its answer holds."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from fulfillment.channels.channel import Incoming
from fulfillment.channels.dialogflow_cx.channel import CxChannel
from fulfillment.channels.dialogflow_cx.keypad import spoken
from fulfillment.channels.errors import Malformed
from fulfillment.conversation.reply import Expects, Manner, Reply
from fulfillment.conversation.turn import Event, Turn
from local_sim.platforms.dialogflow_cx import DialogflowCx
from tests.conftest import Service

FLOW = "projects/p/locations/l/agents/a/flows/f"
SESSION = "projects/p/locations/l/agents/a/sessions/s1"
ASKED = Reply("Eén & twee?", 3, Expects.CHOICE, reprompt="Welke?", title="Vraag 1", chips=("Eén", "x" * 40))
UNDER_WAY = {"reply": 3.0, "ended": False}


def call(request: dict[str, Any], converse: Callable[[Turn], Reply]) -> dict[str, Any]:
    body = json.dumps({"sessionInfo": {"session": SESSION}} | request).encode()
    return CxChannel(None, knows_users=True).answer(Incoming({}, body, datetime(2026, 11, 22, tzinfo=UTC)), converse)


def turn(parameters: dict[str, Any] | None = None, **request: Any) -> Turn:
    turns: list[Turn] = []

    def note(said: Turn) -> Reply:
        turns.append(said)
        return ASKED

    call({"sessionInfo": {"session": SESSION, "parameters": parameters or {}}} | request, note)
    return turns[0]


def answer(reply: Reply, **request: Any) -> dict[str, Any]:
    return call(request, lambda _: reply)


@pytest.mark.parametrize(
    "request_",
    [
        {"triggerEvent": "WELCOME"},
        {"triggerIntent": f"{FLOW}/intents/00000000-0000-0000-0000-000000000000"},
        {"text": "hoi", "fulfillmentInfo": {"tag": "start"}},
        {"text": "hoi", "fulfillmentInfo": {"tag": "Default Welcome Intent"}},
        {"text": "hoi", "intentInfo": {"displayName": "Default Welcome Intent"}},
        {"transcript": "hoi", "intentInfo": {"displayName": "WELCOME"}},
        {},
    ],
)
def test_a_welcome_opens_the_conversation(request_: dict[str, Any]) -> None:
    assert turn(**request_).event is Event.START


def test_a_greeting_in_the_middle_is_speech_and_after_the_end_an_opening() -> None:
    hello = {"text": "hallo", "intentInfo": {"displayName": "Default Welcome Intent"}}
    assert turn(UNDER_WAY, **hello).event is Event.SPEECH
    assert turn(UNDER_WAY | {"ended": True}, **hello).event is Event.START


@pytest.mark.parametrize(
    "request_",
    [
        {"triggerEvent": "sys.no-input-default"},
        {"triggerEvent": "sys.no-input-2"},
        {"fulfillmentInfo": {"tag": "no-input"}},
    ],
)
def test_no_input_is_silence(request_: dict[str, Any]) -> None:
    assert turn(UNDER_WAY, **request_).event is Event.SILENCE


@pytest.mark.parametrize(
    "request_",
    [
        {"text": "de tweede"},
        {"transcript": "de tweede"},
        {"transcript": "de tweede", "triggerEvent": "sys.no-match-default"},
        {"text": "de tweede", "intentInfo": {"displayName": "Bestellen"}, "fulfillmentInfo": {"tag": "order"}},
    ],
)
def test_the_words_count_whatever_the_intent_is_called(request_: dict[str, Any]) -> None:
    said = turn(**request_)
    assert (said.event, said.words, said.hint) == (Event.SPEECH, "de tweede", None)


def test_our_own_intents_are_a_hint() -> None:
    assert turn(text="eh", intentInfo={"displayName": "help"}).hint == "help"


@pytest.mark.parametrize(
    ("parameters", "payload", "user", "returnable"),
    [
        ({"respondent": "u"}, {"telephony": {"caller_id": "+31201234567"}}, "account:u", True),
        ({}, {"telephony": {"caller_id": "+31201234567"}}, "phone:+31201234567", True),
        ({}, {"telephony": {"caller_id": "anonymous"}}, f"session:{SESSION}", False),
        ({"respondent": 5}, {"telephony": 5}, f"session:{SESSION}", False),
        ({"respondent": ""}, {}, f"session:{SESSION}", False),
    ],
)
def test_a_user_is_known_by_the_agent_or_by_telephone_number(
    parameters: dict[str, Any], payload: dict[str, Any], user: str, *, returnable: bool
) -> None:
    said = turn(parameters, text="ja", payload=payload)
    assert (said.user, said.session, said.returnable) == (user, SESSION, returnable)


@pytest.mark.parametrize("session", ["", "projects/p/sessions/"])
def test_without_a_session_it_is_no_request(session: str) -> None:
    with pytest.raises(Malformed, match=r"^sessionInfo\.session names no session$"):
        turn(sessionInfo={"session": session})


def test_a_call_without_an_id_is_known_by_its_body_only_when_it_tells_what_it_answers() -> None:
    assert turn(UNDER_WAY, text="ja").request == turn(UNDER_WAY, text="ja").request
    assert turn(text="ja").request != turn(text="ja").request


@pytest.mark.parametrize(
    ("digits", "options", "words"),
    [
        ("1", None, "de eerste"),
        ("9", None, "de negende"),
        ("2", ["Ja", "Nee"], "Nee"),
        ("3", ["Ja", "Nee"], "3"),
        ("7", [], "7"),
        ("0", ["Ja", "Nee"], "herhaal"),
        ("*", None, "herhaal"),
        ("#", ["Ja", "Nee"], "sla over"),
        ("1#", ["Ja", "Nee"], "Ja"),
        ("482910#", None, "482910"),
        ("12", ["Ja", "Nee"], "12"),
        ("##", None, ""),
        ("½", None, "½"),
    ],
)
def test_keys_are_words(digits: str, options: list[str] | None, words: str) -> None:
    assert spoken(digits, options) == words


def test_keys_choose_what_the_last_reply_offered() -> None:
    assert turn({"keys": ["Ja", "Nee"]}, dtmfDigits="1").words == "Ja"
    assert turn({"keys": "Ja"}, dtmfDigits="1").words == "de eerste"


def test_the_answer_has_text_speech_and_chips() -> None:
    response = answer(ASKED)["fulfillmentResponse"]
    assert response["mergeBehavior"] == "REPLACE"
    assert response["messages"] == [
        {"text": {"text": ["Eén & twee?"]}},
        {"outputAudioText": {"ssml": "<speak>Eén &amp; twee?</speak>"}},
        {"payload": {"richContent": [[{"type": "chips", "options": [{"text": "Eén"}, {"text": "x" * 25}]}]]}},
    ]


def test_the_answer_keeps_its_number_and_keys_in_the_session() -> None:
    parameters = {"reply": 3, "reprompt": "Welke?", "ended": False, "keys": ["Eén", "x" * 25]}
    assert answer(ASKED)["sessionInfo"] == {"session": SESSION, "parameters": parameters}


def test_an_end_closes_the_session() -> None:
    said = answer(Reply("Dag!", 4), pageInfo={"currentPage": f"{FLOW}/pages/START_PAGE"})
    assert said["targetPage"] == f"{FLOW}/pages/END_SESSION"
    assert said["fulfillmentResponse"]["messages"][-1] == {"endInteraction": {}}
    assert said["sessionInfo"]["parameters"]["ended"] is True


@pytest.mark.parametrize("page", ["", "START_PAGE", "projects/p/flows/f/pages/x", f"{FLOW}/pages/a/b"])
def test_no_page_is_made_up(page: str) -> None:
    assert "targetPage" not in answer(Reply("Dag!", 4), pageInfo={"currentPage": page})


def test_a_slow_voice_and_a_long_text() -> None:
    said = answer(Reply("x" * 1000, 1, manner=Manner(slow=True)))["fulfillmentResponse"]["messages"]
    assert said[0] == {"text": {"text": ["x" * 640]}}
    assert said[1]["outputAudioText"]["ssml"] == f'<speak><prosody rate="slow">{"x" * 1000}</prosody></speak>'


@pytest.mark.parametrize("key", ["1", "2", "3"])
def test_a_whole_scan_can_be_done_on_the_keys_of_a_telephone(service: Service, key: str) -> None:
    caller = DialogflowCx(phone="+31201234567")
    line = service.call(caller)
    line.start()
    line.send(caller.press("1"))
    assert "Op hoeveel plekken" in line.send(caller.press("#")).speech
    assert "Op hoeveel plekken" in line.send(caller.press("0")).speech
    for _ in range(20):
        heard = line.send(caller.press(key))
        assert "Bedoel je" not in heard.speech
        assert "begreep ik" not in heard.speech
    assert "vijf korte vragen" in heard.speech
    assert "niveau" in line.send(caller.press("2")).speech


def test_a_telephone_number_is_known_again_and_a_withheld_one_is_not(service: Service) -> None:
    for phone, greeting in (("+31201234567", "Welkom terug"), ("anonymous", "Vind je dat goed?")):
        line = service.call(DialogflowCx(phone=phone))
        line.start()
        line.say("ja")
        line.say("sla over")
        line.say("de eerste")
        line.hang_up()
        assert greeting in line.start().speech


def test_the_same_response_id_gets_the_same_answer_without_our_parameters(service: Service) -> None:
    """A call that timed out is repeated once, and not every agent echoes the session."""
    caller = DialogflowCx(phone="+31201234567")
    line = service.call(caller)
    line.start()
    line.say("ja")
    line.say("sla over")
    request = caller.say("de tweede")
    request["sessionInfo"] |= {"parameters": {}}
    first, again = (service.client.post(caller.path, json=request).get_json() for _ in range(2))
    assert first == again
    assert "op één plek." in json.dumps(first, ensure_ascii=False)


def test_what_a_wrong_type_is_told_names_no_key_of_the_caller(service: Service) -> None:
    body = {"sessionInfo": {"session": SESSION, "parameters": 5}, "geheim": 1, "text": "geheim"}
    response = service.client.post("/google/dialogflow/cx", json=body)
    assert response.status_code == 400
    assert "geheim" not in response.get_data(as_text=True)
    assert "sessionInfo.parameters" in response.get_json()["error"]


def test_an_answer_stays_far_below_64_kilobytes(service: Service) -> None:
    line = service.call(DialogflowCx())
    line.start()
    line.say("ja")
    heard = line.say("sla over")
    while "vijf korte vragen" not in heard.speech:
        assert len(json.dumps(heard.raw)) < 4_000
        heard = line.say("de tweede")
