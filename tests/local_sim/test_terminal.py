import io

import pytest
from rich.console import Console

from local_sim.client import Client
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.terminal import attend, converse, typed_lines

LONG = "Een lange vraag die ver voorbij de tachtig tekens loopt, en die op één regel moet blijven staan."


def ssml(text):
    return {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{text}</speak>"}}


def asks(speech, *, ends=False):
    return {"response": ssml(speech) | {"reprompt": ssml("Ja of nee?"), "shouldEndSession": ends}}


@pytest.fixture
def talk(service):
    def talk(script, lines, platform=None, *, echo=True, verbose=False, terminal=False):
        service.script = script
        page = io.StringIO()
        console = Console(file=page, force_terminal=terminal, width=80)
        with Client(service.url, platform or Alexa()) as client:
            converse(client, lines, console, echo=echo, verbose=verbose)
        return page.getvalue()

    return talk


def test_a_transcript_holds_both_sides_and_the_end(talk):
    assert talk([asks("Doe je mee?"), asks("Dag!", ends=True)], ["nee"]).splitlines() == [
        "Checkbot: Doe je mee?",
        "  Bij stilte: Ja of nee?",
        "Jij: nee",
        "Checkbot: Dag!",
        "— Het gesprek is afgelopen. —",
    ]


def test_chips_are_printed_as_they_stand(talk):
    prompt = {"firstSimple": {"speech": "Hoi"}, "suggestions": [{"title": "Ja"}, {"title": "[red]Nee"}]}
    assert "  Knoppen: [Ja] [[red]Nee]\n" in talk([{"prompt": prompt}, {}], [], Actions())


def test_an_empty_line_is_silence(talk, service):
    lines = talk([asks("Doe je mee?"), {}], ["", "  "]).splitlines()
    assert lines[2:5] == ["Jij: (stilte)", "Checkbot: Ja of nee?", "Jij: (stilte)"]
    assert service.requests[-1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"


def test_the_end_of_the_lines_is_hanging_up(talk, service):
    assert talk([asks("Doe je mee?"), {}], []).endswith("— Je hebt opgehangen. Het gesprek is afgelopen. —\n")
    assert service.requests[-1]["request"]["reason"] == "USER_INITIATED"


def test_without_echo_typed_lines_are_not_repeated(talk):
    assert "Jij" not in talk([asks("Doe je mee?"), asks("Dag!", ends=True)], ["nee"], echo=False)


def test_a_made_up_caller_is_printed_by_name(service):
    service.script = [asks("Doe je mee?"), asks("Dag!", ends=True)]
    page = io.StringIO()
    with Client(service.url, Alexa()) as client:
        last = attend(client, lambda heard: heard.speech[:3], Console(file=page), echo=True, name="Sanne")
    assert "Sanne: Doe\n" in page.getvalue()
    assert last.speech == "Dag!"


def test_off_a_terminal_there_are_no_codes_and_no_broken_lines(talk):
    printed = talk([asks(LONG), {}], [])
    assert LONG in printed
    assert "\x1b" not in printed


def test_on_a_terminal_the_reprompt_is_dimmed(talk):
    assert "\x1b[2m  Bij stilte" in talk([asks("Hoi"), {}], [], terminal=True)


def test_verbose_adds_the_raw_answer(talk):
    printed = talk([asks("Hoi"), {}], [], verbose=True)
    assert '"shouldEndSession": false' in printed
    assert " ms:" in printed


def test_lines_from_a_pipe_come_without_a_question_for_them():
    page = io.StringIO()
    assert list(typed_lines(Console(file=page), io.StringIO("ja\r\n\nnee"))) == ["ja", "", "nee"]
    assert page.getvalue() == ""


def test_a_terminal_asks_for_each_line_until_ctrl_d(monkeypatch):
    page = io.StringIO()
    keyboard = io.StringIO("ja\n")
    keyboard.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", keyboard)
    assert list(typed_lines(Console(file=page), keyboard)) == ["ja"]
    assert page.getvalue() == "Jij: Jij: \n"
