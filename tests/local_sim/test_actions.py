from datetime import UTC, datetime

import pytest

from local_sim.platforms.actions import Actions

NOW = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


@pytest.fixture
def actions():
    return Actions(now=lambda: NOW)


def answer(next_scene="Vragen", **parts):
    return {
        "session": {"id": "s", "params": {"at": 3}},
        "prompt": {
            "override": False,
            "firstSimple": {"speech": "<speak>Doe je &amp; mee?</speak>", "text": "Doe je mee?"},
            "suggestions": [{"title": "Ja"}, {"title": "Nee"}],
        },
        "scene": {"name": "Begin", "slots": {}, "next": {"name": next_scene}},
        "user": {"params": {"who": "k1"}},
    } | parts


def keys(value, path=""):
    """All key paths, except below what belongs to a project of its own."""
    if not isinstance(value, dict) or path.endswith("params"):
        return {path}
    return {path} | {deep for key, part in value.items() for deep in keys(part, f"{path}.{key}".lstrip("."))}


def test_the_opening_has_the_keys_and_names_of_the_sample(actions, sample):
    recorded, ours = sample("actions/jovo_LaunchRequest"), actions.start()
    assert keys(ours) == keys(recorded)
    assert ours["handler"] == recorded["handler"]
    assert ours["intent"]["name"] == recorded["intent"]["name"] == "actions.intent.MAIN"
    assert ours["scene"] == recorded["scene"]


def test_what_is_said_has_the_keys_of_the_sample(actions, sample):
    # scene.next is there only when the project itself names a transition; in ours the webhook does that.
    recorded = keys(sample("actions/jovo_IntentRequest")) - {"scene.next", "scene.next.name"}
    actions.start()
    assert keys(actions.say("alleen chat")) == recorded


def test_the_caller_is_dutch_and_verified(actions):
    user = actions.start()["user"]
    assert (user["locale"], user["verificationStatus"]) == ("nl-NL", "VERIFIED")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ja hoor!", "actions.intent.YES"),
        ("stop", "actions.intent.CANCEL"),
        ("weet ik niet", "dont_know"),
        ("jan@example.com", "address"),
        ("alleen chat", "answer"),
    ],
)
def test_a_line_becomes_an_intent_with_the_words_in_its_query(actions, line, name):
    intent = actions.say(line)["intent"]
    assert (intent["name"], intent["query"]) == (name, line)


def test_free_words_are_a_parameter_too(actions):
    words = {"original": "alleen chat", "resolved": "alleen chat"}
    assert actions.say("alleen chat")["intent"]["params"] == {"answer": words}


def test_speech_text_and_chips_are_read(actions):
    actions.start()
    heard = actions.read(answer())
    assert (heard.speech, heard.screen, heard.chips) == ("Doe je & mee?", "Doe je mee?", ("Ja", "Nee"))


def test_text_is_spoken_where_there_is_no_speech(actions):
    actions.start()
    heard = actions.read(answer(prompt={"firstSimple": {"text": "Hoi."}, "lastSimple": {"speech": "Dag."}}))
    assert heard.speech == "Hoi. Dag."


def test_the_reprompt_is_read_where_the_service_keeps_one(actions):
    actions.start()
    assert actions.read(answer()).reprompt == ""
    assert actions.read(answer(session={"params": {"reprompt": "Ja of nee?"}})).reprompt == "Ja of nee?"


def test_session_and_user_parameters_and_the_scene_come_back(actions):
    actions.start()
    actions.read(answer())
    request = actions.say("ja")
    assert (request["session"]["params"], request["user"]["params"]) == ({"at": 3}, {"who": "k1"})
    assert request["scene"]["name"] == "Vragen"


def test_a_new_session_forgets_its_parameters_but_not_the_users(actions):
    first = actions.start()
    actions.read(answer())
    second = actions.start()
    assert (second["session"]["params"], second["user"]["params"]) == ({}, {"who": "k1"})
    assert second["session"]["id"] != first["session"]["id"]


def test_the_end_scene_ends_the_conversation(actions):
    actions.start()
    assert not actions.read(answer()).ended
    assert actions.read(answer("actions.scene.END_CONVERSATION")).ended
    assert actions.hang_up() is None


def test_three_silences_close_the_conversation(actions):
    actions.start()
    ended = []
    for number in ("1", "2", "FINAL"):
        assert actions.silence()["intent"]["name"] == f"actions.intent.NO_INPUT_{number}"
        ended.append(actions.read(answer()).ended)
    assert ended == [False, False, True]


def test_words_after_a_silence_start_the_count_again(actions):
    actions.start()
    actions.silence()
    actions.say("ja")
    assert actions.silence()["intent"]["name"] == "actions.intent.NO_INPUT_1"


def test_hanging_up_cancels(actions):
    actions.start()
    assert actions.hang_up()["intent"]["name"] == "actions.intent.CANCEL"
    assert actions.read(answer()).ended


def test_a_speaker_without_a_screen_says_so():
    assert Actions(screen=False).start()["device"] == {"capabilities": ["SPEECH"]}
