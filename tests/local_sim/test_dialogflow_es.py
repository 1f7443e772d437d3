import pytest

from local_sim.platforms.dialogflow_es import DialogflowEs

SESSION_PARTS = {"responseId", "session", "queryResult", "originalDetectIntentRequest"}


@pytest.fixture
def agent():
    return DialogflowEs("sanne")


def answer(agent, lifespan=2, **parts):
    context = {"name": f"{agent.session}/contexts/checkbot", "lifespanCount": lifespan}
    return {
        "fulfillmentText": "Doe je mee?",
        "fulfillmentMessages": [
            {"text": {"text": ["Doe je mee?"]}},
            {"quickReplies": {"title": "", "quickReplies": ["Ja", "Nee"]}},
        ],
        "outputContexts": [context | {"parameters": {"reply": 1, "reprompt": "Ja of nee?"}}],
    } | parts


def test_the_opening_has_the_keys_and_names_of_the_sample(agent, sample):
    recorded, ours = sample("dialogflow_es/dff_mockGoogleV2RequestWelcome"), agent.start()
    assert set(ours) == set(recorded) == SESSION_PARTS
    assert set(ours["queryResult"]) <= set(recorded["queryResult"])
    for name in ("action", "allRequiredParamsPresent"):
        assert ours["queryResult"][name] == recorded["queryResult"][name]
    assert ours["queryResult"]["intent"]["displayName"] == recorded["queryResult"]["intent"]["displayName"]


@pytest.mark.parametrize(
    ("line", "name"), [("Ja hoor!", "yes"), ("stop", "stop"), ("jan@example.com", "address"), ("alleen chat", "answer")]
)
def test_a_line_becomes_an_intent_with_the_words_in_its_query(agent, line, name):
    agent.start()
    result = agent.say(line)["queryResult"]
    assert (result["intent"]["displayName"], result["queryText"]) == (name, line)


def test_an_answer_is_read(agent):
    agent.start()
    heard = agent.read(answer(agent))
    assert (heard.speech, heard.screen, heard.chips) == ("Doe je mee?", "Doe je mee?", ("Ja", "Nee"))
    assert (heard.reprompt, heard.ended) == ("Ja of nee?", False)


def test_a_context_comes_back_with_doubles_as_long_as_it_lives(agent):
    agent.start()
    agent.read(answer(agent))
    (context,) = agent.say("ja")["queryResult"]["outputContexts"]
    assert (context["lifespanCount"], context["parameters"]["reply"]) == (1, 1.0)
    assert isinstance(context["parameters"]["reply"], float)
    agent.read(answer(agent, lifespan=0))
    assert agent.say("ja")["queryResult"]["outputContexts"] == []


def test_a_new_session_forgets_its_contexts_but_not_the_user(agent):
    first = agent.start()
    agent.read(answer(agent))
    second = agent.start()
    assert second["queryResult"]["outputContexts"] == []
    assert second["session"] != first["session"]
    assert second["originalDetectIntentRequest"] == first["originalDetectIntentRequest"]


def test_the_payload_ends_the_conversation(agent):
    agent.start()
    assert agent.read(answer(agent, payload={"endInteraction": True})).ended


def test_silence_is_an_event_and_hanging_up_is_heard_by_nobody(agent):
    agent.start()
    assert agent.silence()["queryResult"]["queryText"] == "actions_intent_NO_INPUT"
    assert agent.hang_up() is None
