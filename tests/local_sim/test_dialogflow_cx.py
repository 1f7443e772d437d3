import pytest

from local_sim.platforms.dialogflow_cx import AGENT, DialogflowCx


@pytest.fixture
def agent():
    return DialogflowCx("sanne")


def answer(*more, **parts):
    chips = {"type": "chips", "options": [{"text": "Ja"}, {"text": "Nee"}]}
    messages = [
        {"text": {"text": ["Doe je mee & zo?"]}},
        {"outputAudioText": {"ssml": "<speak>Doe je mee &amp; zo?</speak>"}},
        {"payload": {"richContent": [[chips]]}},
        *more,
    ]
    return {
        "fulfillmentResponse": {"messages": messages, "mergeBehavior": "REPLACE"},
        "sessionInfo": {"parameters": {"reply": 1, "reprompt": "Ja of nee?", "ended": False}},
    } | parts


def test_a_line_has_the_keys_of_the_sample(agent, sample):
    recorded = sample("dialogflow_cx/python-dialogflow-cx_welcome")
    agent.start()
    ours = agent.say("hallo")
    assert set(ours) == set(recorded) | {"payload"}
    assert set(ours["intentInfo"]) >= set(recorded["intentInfo"])
    assert set(ours["pageInfo"]) >= set(recorded["pageInfo"])


def test_the_opening_is_an_event(agent):
    request = agent.start()
    assert (request["triggerEvent"], request["fulfillmentInfo"]) == ("WELCOME", {"tag": "start"})
    assert request["sessionInfo"]["parameters"] == {"respondent": "sanne"}


@pytest.mark.parametrize(
    ("line", "name"), [("Ja hoor!", "yes"), ("stop", "stop"), ("jan@example.com", "address"), ("alleen chat", "answer")]
)
def test_a_line_becomes_text_with_an_intent(agent, line, name):
    agent.start()
    request = agent.say(line)
    assert (request["text"], request["intentInfo"]["displayName"]) == (line, name)


def test_a_telephone_speaks_has_a_number_and_has_keys():
    caller = DialogflowCx(phone="+31201234567")
    assert caller.start()["payload"] == {"telephony": {"caller_id": "+31201234567"}}
    assert caller.say("ja")["transcript"] == "ja"
    assert caller.press("2")["dtmfDigits"] == "2"
    assert caller.press("2")["sessionInfo"]["parameters"] == {}


def test_an_answer_is_read(agent):
    agent.start()
    heard = agent.read(answer())
    assert (heard.speech, heard.screen, heard.chips) == ("Doe je mee & zo?", "Doe je mee & zo?", ("Ja", "Nee"))
    assert (heard.reprompt, heard.ended) == ("Ja of nee?", False)


def test_session_parameters_come_back_with_doubles_until_they_are_null(agent):
    agent.start()
    agent.read(answer())
    kept = agent.say("ja")["sessionInfo"]["parameters"]
    assert kept == {"respondent": "sanne", "reply": 1.0, "reprompt": "Ja of nee?", "ended": False}
    assert isinstance(kept["reply"], float)
    agent.read(answer(sessionInfo={"parameters": {"reply": None}}))
    assert "reply" not in agent.say("ja")["sessionInfo"]["parameters"]


def test_a_new_session_forgets_its_parameters_but_not_the_user(agent):
    first = agent.start()
    agent.read(answer())
    second = agent.start()
    assert second["sessionInfo"]["parameters"] == {"respondent": "sanne"}
    assert second["sessionInfo"]["session"] != first["sessionInfo"]["session"]


@pytest.mark.parametrize(
    "end", [answer({"endInteraction": {}}), answer(targetPage=f"{AGENT}/flows/f/pages/END_SESSION")]
)
def test_the_message_or_the_last_page_ends_the_conversation(agent, end):
    agent.start()
    assert agent.read(end).ended


def test_silence_is_an_event_and_hanging_up_is_heard_by_nobody(agent):
    agent.start()
    assert agent.silence()["triggerEvent"] == "sys.no-input-default"
    assert agent.hang_up() is None
