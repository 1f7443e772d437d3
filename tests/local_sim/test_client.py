import pytest

from local_sim.client import Client, SimulatorError
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa


def alexa_answer(speech, *, ends=False):
    said = {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{speech}</speak>"}}
    reprompt = {"reprompt": {"outputSpeech": {"type": "SSML", "ssml": "<speak>Nog daar?</speak>"}}}
    return {
        "version": "1.0",
        "sessionAttributes": {},
        "response": said | reprompt | {"shouldEndSession": ends},
    }


def actions_answer(speech, *, ends=False):
    scene = "actions.scene.END_CONVERSATION" if ends else "Vragen"
    return {"prompt": {"firstSimple": {"speech": speech}}, "scene": {"next": {"name": scene}}}


@pytest.fixture(params=[(Alexa, alexa_answer), (Actions, actions_answer)], ids=["alexa", "actions"])
def line(request, service):
    platform, answer = request.param
    with Client(service.url, platform()) as client:
        yield client, answer, platform.path


def test_a_conversation_runs_through_the_platforms_door(service, line):
    client, answer, path = line
    service.script = [answer("Doe je mee?"), answer("Tot ziens!", ends=True)]
    first, last = client.start(), client.say("nee")
    assert (first.speech, first.ended, last.speech, last.ended) == ("Doe je mee?", False, "Tot ziens!", True)
    assert service.paths == [path, path]


def test_request_and_answer_are_kept_whole_and_timed(service, line):
    client, answer, _ = line
    service.script = [answer("Hoi")]
    heard = client.start()
    assert heard.request == service.requests[0]
    assert heard.raw == answer("Hoi")
    assert heard.seconds > 0


def test_a_chip_says_what_stands_on_it(service):
    service.script = [actions_answer("Hoi"), actions_answer("Oké")]
    with Client(service.url, Actions()) as client:
        client.start()
        client.touch("Op één plek")
    assert service.requests[1]["intent"]["query"] == "Op één plek"


def test_hanging_up_ends_with_one_request(service, line):
    client, answer, _ = line
    service.script = [answer("Hoi"), {}]
    client.start()
    assert client.hang_up().ended
    assert client.hang_up().ended
    assert len(service.requests) == 2


def test_an_echo_repeats_its_reprompt_without_a_request(service):
    service.script = [alexa_answer("Hoi"), {"version": "1.0", "response": {}}]
    with Client(service.url, Alexa()) as client:
        client.start()
        first, second = client.silence(), client.silence()
    assert (first.speech, first.ended, second.ended) == ("Nog daar?", False, True)
    assert len(service.requests) == 2


def test_assistant_tells_the_service_of_a_silence(service):
    service.script = [actions_answer("Hoi"), actions_answer("Nog daar?")]
    with Client(service.url, Actions()) as client:
        client.start()
        assert client.silence().speech == "Nog daar?"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((400, b"{}"), "CHECKBOT_VERIFY_REQUESTS=off"),
        ((403, b""), "CHECKBOT_VERIFY_REQUESTS=off"),
        ((500, b""), "HTTP 500"),
        ((302, b""), "HTTP 302"),
        ((200, b"<html>"), "geen JSON"),
        ((200, b"\xff"), "geen JSON"),
        ((200, b"[]"), "niet de vorm"),
        ((200, b'{"response": {"outputSpeech": 1}}'), "'response.outputSpeech'"),
        ((200, b'{"response": {"outputSpeech": {"ssml": "<speak>&</speak>"}}}'), "SSML"),
    ],
)
def test_what_goes_wrong_is_said_in_one_line(service, answer, message):
    service.script = [answer]
    with Client(service.url, Alexa()) as client, pytest.raises(SimulatorError) as caught:
        client.start()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_service_that_is_not_there_is_named(service):
    service.close()
    with Client(service.url, Alexa()) as client, pytest.raises(SimulatorError, match="checkbot serve"):
        client.start()


def test_a_slow_service_is_given_up(service):
    service.delay, service.script = 0.3, [alexa_answer("Hoi")]
    with (
        Client(service.url, Alexa(), timeout=0.05) as client,
        pytest.raises(SimulatorError, match=r"0\.05 seconden"),
    ):
        client.start()


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "http://", "127.0.0.1:8080"])
def test_a_wrong_address_is_named(url):
    with pytest.raises(SimulatorError, match="geen geldig adres"), Client(url, Alexa()) as client:
        client.start()
