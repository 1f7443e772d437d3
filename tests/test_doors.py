"""The service's doors: every request has a defined answer, and nothing is ever a 500."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from fulfillment.storage.tables import sessions, turns
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.conftest import Service

REQUESTS = Path(__file__).parent / "requests"
SHARED = Path(__file__).parent.parent.parent / "shared" / "fixtures"
PLATFORMS: dict[str, Any] = {
    "alexa": Alexa,
    "actions": Actions,
    "dialogflow_es": DialogflowEs,
    "dialogflow_cx": DialogflowCx,
}
DOORS: dict[str, str] = {channel: platform.path for channel, platform in PLATFORMS.items()}
EACH = pytest.mark.parametrize("path", DOORS.values())


def samples() -> list[Any]:
    folders = [(channel, REQUESTS / channel) for channel in DOORS]
    folders += [(channel, SHARED / {"actions": "actions_conv"}.get(channel, channel)) for channel in DOORS]
    return [
        pytest.param(DOORS[channel], file, id=f"{folder.parent.name}/{channel}/{file.stem}")
        for channel, folder in folders
        for file in sorted(folder.glob("*.json"))
    ]


def count(service: Service, table: Any) -> int:
    with service.database.begin() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize(("path", "file"), samples())
def test_every_recorded_request_is_answered_in_dutch(service: Service, path: str, file: Path) -> None:
    response = service.client.post(path, data=file.read_bytes(), content_type="application/json")
    assert response.status_code == 200
    said = response.get_data(as_text=True)
    assert "Checkbot" in said or "SessionEndedRequest" in file.read_text()


NAN = b'{"request": {"type": "LaunchRequest"}, "session": {"id": NaN}}'
NO_REQUESTS = [b"", b"{", b"null", b"[]", b"5", b'"x"', b"{}", b'{"request": 5}', b'{"session": []}', b"\xff\xfe", NAN]


@EACH
@pytest.mark.parametrize("body", [*NO_REQUESTS, b"[" * 60_000])
def test_what_is_no_request_gets_400_and_changes_nothing(service: Service, path: str, body: bytes) -> None:
    response = service.client.post(path, data=body, content_type="application/json")
    assert response.status_code == 400
    assert "error" in response.get_json()
    assert count(service, sessions) == 0


@EACH
@pytest.mark.parametrize("place", ["session", "user"])
def test_half_a_surrogate_pair_or_deep_nesting_gets_400(service: Service, path: str, place: str) -> None:
    request = next(platform for platform in PLATFORMS.values() if platform.path == path)().start()
    for odd in (r'"\ud800"', '{"a":' * 900 + "1" + "}" * 900):
        body = json.dumps(request | {place: {"id": "ODD", "params": {"x": "ODD"}}}).replace('"ODD"', odd)
        assert service.client.post(path, data=body, content_type="application/json").status_code == 400


@EACH
def test_another_content_type_gets_415(service: Service, path: str) -> None:
    assert service.client.post(path, data=b"{}", content_type="text/plain").status_code == 415


@EACH
def test_a_body_above_the_set_size_gets_413(make_service: Callable[..., Service], path: str) -> None:
    service = make_service(body_limit=2_000)
    response = service.client.post(path, data=b" " * 2_001, content_type="application/json")
    assert (response.status_code, "error" in response.get_json()) == (413, True)


@EACH
def test_only_post_is_answered(service: Service, path: str) -> None:
    response = service.client.get(path)
    assert (response.status_code, response.is_json) == (405, True)


def test_an_unknown_path_is_plainly_not_found(service: Service) -> None:
    assert service.client.get("/admin").status_code == 404


def test_the_service_tells_that_it_lives(service: Service) -> None:
    assert service.client.get("/healthz").get_json() == {"status": "ok"}


@pytest.mark.parametrize("kind", ["System.ExceptionEncountered", "AudioPlayer.PlaybackStarted", "Foo.Bar", "x" * 500])
def test_alexa_requests_outside_the_conversation_get_an_empty_response(service: Service, kind: str) -> None:
    request = Alexa().start()
    request["request"]["type"] = kind
    response = service.client.post("/alexa", json=request)
    assert response.status_code == 200
    assert response.get_json()["response"] == {}
    assert count(service, sessions) == 0


def test_an_intent_we_do_not_know_says_nothing_in_our_name(service: Service) -> None:
    """An unknown intent brings no words: it must not become a yes, an answer or an end."""
    alexa = Alexa()
    line = service.call(alexa)
    line.start()
    request = alexa.say("x")
    request["request"]["intent"] = {"name": "GetNewFactIntent", "slots": {}}
    heard = line.send(request)
    assert "Doe je mee?" in heard.speech
    assert not heard.ended


def test_a_slot_of_an_unknown_intent_counts_as_what_was_said(service: Service) -> None:
    alexa = Alexa()
    line = service.call(alexa)
    line.start()
    line.say("ja")
    line.say("sla over")
    request = alexa.say("x")
    request["request"]["intent"] = {"name": "SomeIntent", "slots": {"Item": {"name": "Item", "value": "de tweede"}}}
    assert "op één plek." in line.send(request).speech


def test_in_actions_the_words_count_whatever_the_intent_is_called(service: Service) -> None:
    actions = Actions()
    line = service.call(actions)
    line.start()
    line.say("ja")
    line.say("sla over")
    request = actions.say("de tweede")
    request["intent"]["name"] = "HelloWorldIntent"
    assert "op één plek." in line.send(request).speech


@pytest.mark.parametrize(
    ("intent", "hears"),
    [
        ("AMAZON.HelpIntent", "Kies een antwoord"),
        ("AMAZON.RepeatIntent", "Op hoeveel plekken"),
        ("AMAZON.PreviousIntent", "eerste vraag"),
        ("AMAZON.NextIntent", "Waarbij helpt"),
        ("AMAZON.FallbackIntent", "berichtje sturen"),
        ("AMAZON.YesIntent", "berichtje sturen"),
        ("AMAZON.NoIntent", "Bedoel je: nog nergens?"),
        ("AMAZON.StartOverIntent", "opnieuw beginnen"),
        ("AMAZON.ResumeIntent", "Op hoeveel plekken"),
        ("AMAZON.PauseIntent", "bewaard"),
        ("AMAZON.StopIntent", "bewaard"),
        ("AMAZON.CancelIntent", "bewaard"),
        ("AMAZON.NavigateHomeIntent", "bewaard"),
    ],
)
def test_alexas_built_in_intents_are_understood_without_words(service: Service, intent: str, hears: str) -> None:
    alexa = Alexa()
    line = service.call(alexa)
    line.start()
    line.say("ja")
    line.say("sla over")
    request = alexa.say("x")
    request["request"]["intent"] = {"name": intent, "confirmationStatus": "NONE"}
    assert hears in line.send(request).speech


@pytest.mark.parametrize("platform", PLATFORMS.values())
def test_words_in_the_middle_of_nowhere_are_met_with_the_greeting(service: Service, platform: Any) -> None:
    caller = platform()
    caller.start()
    assert "Vind je dat goed?" in service.call(caller).say("de tweede").speech


@pytest.mark.parametrize("platform", PLATFORMS.values())
def test_the_same_request_again_gets_the_same_answer_and_changes_nothing(service: Service, platform: Any) -> None:
    caller = platform()
    line = service.call(caller)
    line.start()
    line.say("ja")
    line.say("sla over")
    request = json.loads(json.dumps(caller.say("de tweede")))
    first, again = (service.client.post(caller.path, json=request).get_json() for _ in range(2))
    assert first == again
    assert count(service, turns) == 4


@pytest.mark.parametrize("platform", PLATFORMS.values())
def test_the_last_yes_sent_twice_makes_one_mail(service: Service, platform: Any) -> None:
    caller = platform()
    line = service.call(caller)
    line.start()
    line.say("ja")
    line.say("sla over")
    for _ in range(20):
        line.say("de tweede")
    line.say("nee")
    line.say("ja")
    line.say("a@voorbeeld.nl")
    request = json.loads(json.dumps(caller.say("ja")))
    answers = [service.client.post(caller.path, json=request).get_json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert len(service.deliver()) == 1


@pytest.mark.parametrize("platform", PLATFORMS.values())
def test_a_turn_that_was_overtaken_gets_the_newest_reply_and_is_not_counted(service: Service, platform: Any) -> None:
    caller = platform()
    line = service.call(caller)
    line.start()
    line.say("ja")
    line.say("sla over")
    late = json.loads(json.dumps(caller.say("de derde")))
    won = line.say("de tweede")
    assert line.send(late).speech == won.speech


def test_one_request_id_for_everything_does_not_stop_a_conversation(service: Service) -> None:
    """Some emulators send the same request id with every turn."""
    line = service.call(Alexa(new_id=lambda: "0000"))
    line.start()
    line.say("ja")
    line.say("sla over")
    assert "op één plek." in line.say("de tweede").speech
    assert "alleen bij servicevragen." in line.say("de tweede").speech


def test_two_callers_do_not_hear_each_other(service: Service) -> None:
    one, other = service.call(Alexa()), service.call(Alexa())
    one.start()
    one.say("ja")
    one.say("sla over")
    other.start()
    assert "op één plek." in one.say("de tweede").speech
    assert "Doe je mee?" in other.say("de tweede").speech


def test_a_guest_of_google_gets_no_name_to_be_known_by(service: Service) -> None:
    request = Actions().start()
    request["user"]["verificationStatus"] = "GUEST"
    answer = service.client.post("/google/actions", json=request).get_json()
    assert answer["user"]["params"] == {}


def test_actions_with_a_screen_shows_the_question_as_a_card(service: Service) -> None:
    line = service.call(Actions())
    line.start()
    line.say("ja")
    card = line.say("sla over").raw["prompt"]["content"]["card"]
    assert card["title"] == "Vraag 1 van 20"
    assert "1. Nog nergens" in card["text"]


def test_a_verified_google_user_is_known_again_in_a_new_conversation(service: Service) -> None:
    actions = Actions()
    line = service.call(actions)
    line.start()
    line.say("ja")
    line.say("sla over")
    line.say("de eerste")
    line.hang_up()
    assert "Welkom terug" in line.start().speech


def test_speech_that_could_be_markup_is_escaped(service: Service) -> None:
    alexa = Alexa()
    line = service.call(alexa)
    line.start()
    raw = line.say("<speak>&amp; ja").raw
    assert raw["response"]["outputSpeech"]["ssml"].count("<") == 2


def test_a_response_stays_far_below_alexas_24_kilobytes(service: Service) -> None:
    line = service.call(Alexa())
    line.start()
    line.say("ja")
    heard = line.say("sla over")
    while not heard.ended and "vijf korte vragen" not in heard.speech:
        assert len(json.dumps(heard.raw)) < 4_000
        heard = line.say("de tweede")


def test_actions_texts_and_chips_fit_googles_limits(service: Service) -> None:
    line = service.call(Actions())
    line.start()
    line.say("ja")
    heard = line.say("sla over")
    while "vijf korte vragen" not in heard.speech:
        assert len(heard.screen) <= 640
        assert 2 <= len(heard.chips) <= 8
        assert all(len(chip) <= 25 for chip in heard.chips)
        heard = line.say("de tweede")


def test_a_failure_on_our_side_is_a_dutch_sentence(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    alexa = Alexa()
    line = service.call(alexa)
    line.start()
    line.say("ja")
    line.say("sla over")
    (service.folder / "checkbot.db").unlink()
    service.database.dispose()
    service.app.extensions["checkbot.database"].dispose()
    heard = line.say("de tweede")
    assert "even iets mis" in heard.speech
    assert not heard.ended
    assert "beurt mislukt kanaal=alexa" in caplog.text
