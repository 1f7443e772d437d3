"""What a Dialogflow ES request is taken for, and what its answer holds."""

from datetime import UTC, datetime
from typing import Any

import pytest

from fulfillment.channels.channel import Incoming
from fulfillment.channels.dialogflow_es.channel import EsChannel
from fulfillment.channels.dialogflow_es.read import read
from fulfillment.channels.dialogflow_es.request import Context, EsRequest, Intent, Original, QueryResult
from fulfillment.channels.errors import Malformed
from fulfillment.conversation.reply import Expects, Reply
from fulfillment.conversation.turn import Event, Turn
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.conftest import Service

SESSION = "projects/p/agent/sessions/s1"
OURS = Context(f"{SESSION}/contexts/checkbot", {"reply": 3.0})
ASKED = Reply("Eén & twee?", 3, Expects.CHOICE, reprompt="Welke?", title="Vraag 1", chips=("Eén", "x" * 40))


def turn(result: QueryResult, payload: dict[str, Any] | None = None, session: str = SESSION) -> Turn:
    request = EsRequest(session, result, "id", Original(payload or {}))
    return read(request, Incoming({}, b"", datetime(2026, 11, 22, tzinfo=UTC)), knows_users=True)


def answer(reply: Reply) -> dict[str, Any]:
    body = b'{"session": "projects/p/agent/sessions/s1", "queryResult": {"queryText": "ja"}}'
    return EsChannel(None).answer(Incoming({}, body, datetime(2026, 11, 22, tzinfo=UTC)), lambda _: reply)


@pytest.mark.parametrize(
    "result",
    [
        QueryResult("WELCOME"),
        QueryResult("GOOGLE_ASSISTANT_WELCOME"),
        QueryResult("TELEPHONY_WELCOME"),
        QueryResult("hoi", action="input.welcome"),
        QueryResult("hoi", intent=Intent("Default Welcome Intent")),
        QueryResult(""),
        QueryResult("WELCOME", outputContexts=(OURS,)),
    ],
)
def test_a_welcome_opens_the_conversation(result: QueryResult) -> None:
    assert turn(result).event is Event.START


@pytest.mark.parametrize(
    "result",
    [
        QueryResult("actions.intent.NO_INPUT"),
        QueryResult("actions_intent_NO_INPUT"),
        QueryResult("x", intent=Intent("no-input")),
        QueryResult("", intent=Intent("Small Talk - No Input")),
    ],
)
def test_no_input_is_silence(result: QueryResult) -> None:
    assert turn(result).event is Event.SILENCE


def test_a_greeting_in_the_middle_is_speech() -> None:
    result = QueryResult("hallo", "input.welcome", Intent("Default Welcome Intent"), (OURS,))
    assert (turn(result).event, turn(result).words) == (Event.SPEECH, "hallo")


@pytest.mark.parametrize(("name", "hint"), [("help", "help"), ("Default Fallback Intent", None), ("Bestellen", None)])
def test_the_words_count_and_our_own_intents_are_a_hint(name: str, hint: str | None) -> None:
    said = turn(QueryResult("de tweede", intent=Intent(name)))
    assert (said.event, said.words, said.hint) == (Event.SPEECH, "de tweede", hint)


@pytest.mark.parametrize(
    ("payload", "user", "returnable"),
    [
        ({"user": {"userId": "u"}}, "account:u", True),
        ({"user": {"userId": "u"}, "telephony": {"caller_id": "+31201234567"}}, "account:u", True),
        ({"telephony": {"caller_id": "+31201234567"}}, "phone:+31201234567", True),
        ({"telephony": {"caller_id": "+266696687"}}, f"session:{SESSION}", False),
        ({"telephony": {"caller_id": "anonymous"}}, f"session:{SESSION}", False),
        ({"telephony": {"caller_id": ""}}, f"session:{SESSION}", False),
        ({"telephony": []}, f"session:{SESSION}", False),
        ({"user": {"userId": 5}}, f"session:{SESSION}", False),
        ({}, f"session:{SESSION}", False),
    ],
)
def test_a_user_is_known_by_account_or_telephone_number(
    payload: dict[str, Any], user: str, *, returnable: bool
) -> None:
    said = turn(QueryResult("ja"), payload)
    assert (said.user, said.session, said.returnable) == (user, SESSION, returnable)


def test_who_chooses_a_number_as_session_is_not_its_owner() -> None:
    assert turn(QueryResult("ja"), session="a/sessions/+31201234567").user == "session:a/sessions/+31201234567"


@pytest.mark.parametrize("session", ["", "projects/p/agent/sessions/"])
def test_without_a_session_it_is_no_request(session: str) -> None:
    with pytest.raises(Malformed, match=r"^session names no session$"):
        turn(QueryResult("ja"), session=session)


@pytest.mark.parametrize(
    ("parameters", "heard"), [({"reply": 3.0}, 3), ({"reply": 3}, 3), ({"reply": "3"}, None), ({}, None)]
)
def test_the_number_of_the_reply_comes_back_in_our_context(parameters: dict[str, Any], heard: int | None) -> None:
    contexts = (Context("x/contexts/other", {"reply": 9}), Context(OURS.name, parameters))
    assert turn(QueryResult("ja", outputContexts=contexts)).heard == heard


def test_the_answer_has_text_quick_replies_and_chips() -> None:
    said = answer(ASKED)
    assert said["fulfillmentText"] == "Eén & twee?"
    assert said["fulfillmentMessages"] == [
        {"text": {"text": ["Eén & twee?"]}},
        {"quickReplies": {"title": "Vraag 1", "quickReplies": ["Eén", "x" * 25]}},
        {"payload": {"richContent": [[{"type": "chips", "options": [{"text": "Eén"}, {"text": "x" * 25}]}]]}},
        {
            "platform": "ACTIONS_ON_GOOGLE",
            "simpleResponses": {
                "simpleResponses": [{"ssml": "<speak>Eén &amp; twee?</speak>", "displayText": "Eén & twee?"}]
            },
        },
    ]
    assert "payload" not in said


def test_the_answer_keeps_its_number_in_a_context() -> None:
    context = {"name": OURS.name, "lifespanCount": 50, "parameters": {"reply": 3, "reprompt": "Welke?"}}
    assert answer(ASKED)["outputContexts"] == [context]


def test_an_end_lets_go_of_the_context_and_says_so() -> None:
    said = answer(Reply("Dag!", 4))
    assert said["outputContexts"][0] | {"lifespanCount": 0} == said["outputContexts"][0]
    assert said["payload"] == {"endInteraction": True}


def test_a_long_text_is_cut() -> None:
    said = answer(Reply("x" * 1000, 1))
    assert len(said["fulfillmentText"]) == len(said["fulfillmentMessages"][0]["text"]["text"][0]) == 640


def test_the_same_response_id_gets_the_same_answer_without_our_context(service: Service) -> None:
    """An agent that does not echo contexts still repeats its calls."""
    caller = DialogflowEs()
    line = service.call(caller)
    line.start()
    line.say("ja")
    line.say("sla over")
    request = caller.say("de tweede")
    request["queryResult"]["outputContexts"] = []
    first, again = (service.client.post(caller.path, json=request).get_json() for _ in range(2))
    assert first == again
    assert "op één plek." in first["fulfillmentText"]


def test_what_a_wrong_type_is_told_names_no_key_of_the_caller(service: Service) -> None:
    body = {"session": SESSION, "queryResult": {"queryText": {"geheim": 1}}, "geheim": 1}
    response = service.client.post("/google/dialogflow/es", json=body)
    assert response.status_code == 400
    assert "geheim" not in response.get_data(as_text=True)
    assert "queryResult.queryText" in response.get_json()["error"]
