import json
from datetime import UTC, datetime

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope
from pydantic import ValidationError

from local_sim.platforms.alexa import Alexa

NOW = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
# One of the 2016 samples lacks PLAYER, all lack LATER; the newer jovo_*.json have both.
PLAYER = {"context.AudioPlayer", "context.AudioPlayer.playerActivity"}
LATER = {"context.System.device.deviceId", "request.intent.confirmationStatus"}


@pytest.fixture
def alexa():
    return Alexa("amzn1.ask.skill.ours", "sanne", now=lambda: NOW)


def answer(speech="<speak>Doe je mee?</speak>", reprompt=None, **response):
    spoken = {"outputSpeech": {"type": "SSML", "ssml": speech}, "shouldEndSession": False}
    if reprompt:
        spoken["reprompt"] = {"outputSpeech": {"type": "SSML", "ssml": reprompt}}
    return {"version": "1.0", "sessionAttributes": {"at": 3}, "response": spoken | response}


def keys(value, path=""):
    """All key paths, except below what belongs to a skill of its own."""
    if not isinstance(value, dict) or path.endswith((".attributes", ".slots", ".supportedInterfaces")):
        return {path}
    return {path} | {deep for key, part in value.items() for deep in keys(part, f"{path}.{key}".lstrip("."))}


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("sam_AlexaStartSession", lambda alexa: alexa.start()),
        ("sam_AlexaIntentAnswer", lambda alexa: alexa.say("alleen chat")),
        ("sam_AlexaIntentGetNewFact", lambda alexa: alexa.say("stop")),
        ("sam_AlexaEndSession", lambda alexa: alexa.start() and alexa.hang_up()),
    ],
)
def test_requests_have_the_keys_of_the_samples(alexa, sample, name, make):
    assert keys(make(alexa)) - LATER == keys(sample(f"alexa/{name}")) | PLAYER


def test_amazons_own_sdk_reads_the_words_from_the_slot(alexa):
    alexa.start()
    envelope = DefaultSerializer().deserialize(json.dumps(alexa.say("alleen chat")), RequestEnvelope)
    assert envelope.request.intent.slots["answer"].value == "alleen chat"
    assert envelope.request.timestamp == NOW


def test_a_launch_is_new_and_what_follows_is_not(alexa):
    launch, spoken = alexa.start(), alexa.say("ja")
    assert (launch["session"]["new"], spoken["session"]["new"]) == (True, False)
    assert launch["session"]["sessionId"] == spoken["session"]["sessionId"]


def test_every_request_has_its_own_id_and_our_facts(alexa):
    launch, spoken = alexa.start()["request"], alexa.say("ja")["request"]
    assert launch["requestId"] != spoken["requestId"]
    assert (launch["timestamp"], launch["locale"]) == ("2026-11-22T10:15:00Z", "nl-NL")


def test_the_skill_and_the_user_are_named_in_both_places(alexa):
    launch = alexa.start()
    for part in (launch["session"], launch["context"]["System"]):
        assert part["application"] == {"applicationId": "amzn1.ask.skill.ours"}
        assert part["user"] == {"userId": "amzn1.ask.account.sanne"}


@pytest.mark.parametrize(
    ("line", "name", "slots"),
    [
        ("Stop!", "AMAZON.StopIntent", {}),
        ("ja", "AMAZON.YesIntent", {}),
        ("jan@example.com", "AddressIntent", {"address": "jan@example.com"}),
        ("ik denk de tweede", "AnswerIntent", {"answer": "ik denk de tweede"}),
    ],
)
def test_a_line_becomes_the_intent_alexa_would_choose(alexa, line, name, slots):
    intent = alexa.say(line)["request"]["intent"]
    assert intent["name"] == name
    assert {slot: filled["value"] for slot, filled in intent["slots"].items()} == slots


def test_the_answers_attributes_come_back_in_the_next_request(alexa):
    alexa.start()
    alexa.read(answer())
    assert alexa.say("ja")["session"]["attributes"] == {"at": 3}


def test_a_new_session_forgets_the_attributes_but_not_the_user(alexa):
    first = alexa.start()
    alexa.read(answer())
    second = alexa.start()
    assert second["session"]["attributes"] == {}
    assert second["session"]["sessionId"] != first["session"]["sessionId"]
    assert second["session"]["user"] == first["session"]["user"]


def test_speech_and_reprompt_are_heard_without_tags(alexa):
    alexa.start()
    heard = alexa.read(answer(reprompt="<speak>Ja of nee?</speak>"))
    assert (heard.speech, heard.reprompt, heard.chips) == ("Doe je mee?", "Ja of nee?", ())


def test_at_the_first_silence_nothing_is_sent_and_then_the_session_ends(alexa):
    alexa.start()
    alexa.read(answer(reprompt="<speak>Ja of nee?</speak>"))
    assert alexa.silence() is None
    assert alexa.silence()["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"
    assert alexa.read({}).ended


def test_words_after_a_silence_start_the_count_again(alexa):
    alexa.start()
    for _ in range(2):
        alexa.read(answer(reprompt="<speak>Ja of nee?</speak>"))
        assert alexa.silence() is None
        alexa.say("wat")


def test_without_a_reprompt_the_first_silence_ends_the_session(alexa):
    alexa.start()
    alexa.read(answer())
    assert alexa.silence()["request"]["type"] == "SessionEndedRequest"


@pytest.mark.parametrize(("said", "ended"), [(True, True), (False, False), (None, True)])
def test_the_session_stays_open_only_when_the_skill_says_so(alexa, said, ended):
    alexa.start()
    assert alexa.read(answer(shouldEndSession=said)).ended is ended


def test_hanging_up_is_told_once(alexa):
    alexa.start()
    assert alexa.hang_up()["request"]["reason"] == "USER_INITIATED"
    assert alexa.hang_up() is None


@pytest.mark.parametrize(
    ("card", "shown"),
    [
        ({"type": "Simple", "title": "Rapport", "content": "Code 4829"}, "Rapport\nCode 4829"),
        ({"type": "Standard", "title": "Rapport", "text": "Code 4829"}, "Rapport\nCode 4829"),
        (
            {"type": "AskForPermissionsConsent", "permissions": []},
            "In de Alexa-app staat een vraag om toestemming.",
        ),
    ],
)
def test_a_card_is_what_the_app_shows(alexa, card, shown):
    alexa.start()
    assert alexa.read(answer(card=card)).screen == shown


def test_an_answer_of_another_shape_is_refused(alexa):
    with pytest.raises(ValidationError):
        alexa.read({"response": "hallo"})
