"""A conversation by voice with a scripted service: what goes to the platform, and what goes wrong."""

import re
import sys
import time
from itertools import chain, repeat

import pytest

from local_sim.errors import SimulatorError, SpeechError
from local_sim.listen.recording import Recording
from tests.local_sim.talk.conftest import asks, sound_of

QUIET = bytes(3_200)
LONG = "Dit is een lange zin, waarin de bot maar blijft praten, tot iemand hem onderbreekt. " * 3


def recordings(*sounds):
    from local_sim.talk.source import Recordings

    return Recordings(Recording(sound) for sound in sounds)


class Person:
    """Sits at a microphone: silence in real time, in which the sounds come at their moments."""

    live = True

    def __init__(self, *moments):
        self._moments = moments

    def answer(self):
        return self._in_real_time(chain(*(chain(repeat(QUIET, wait), frames) for wait, frames in self._moments)))

    def _in_real_time(self, frames):
        for frame in chain(frames, repeat(QUIET)):
            time.sleep(0.1)
            yield frame


def speaker():
    from local_sim.speak.speaker import Speaker

    return Speaker(aloud=False)


def test_recorded_answers_are_heard_in_order_and_then_the_caller_hangs_up(hold, service):
    page = hold([asks("Vind je dat goed?"), asks("Mooi."), {}], recordings(sound_of("ja"))).splitlines()
    assert "Jij: ja" in page
    assert page[-1] == "— Je hebt opgehangen. Het gesprek is afgelopen. —"
    assert [request["request"]["type"] for request in service.requests] == [
        "LaunchRequest",
        "IntentRequest",
        "SessionEndedRequest",
    ]
    assert service.requests[1]["request"]["intent"]["name"] == "AMAZON.YesIntent"


def test_the_page_tells_what_was_heard_what_it_was_taken_for_and_how_long_each_step_took(hold):
    page = hold([asks("Vind je dat goed?"), asks("Dag!", ends=True)], recordings(sound_of("stop")))
    assert re.search(r"Gehoord: stop \d+% \| \w+ \d+%", page)
    assert "Opgevat als: stop (verwacht; bedoeling: stop)" in page
    times = page.splitlines()[-2]
    assert all(f"{step} " in times for step in ("stilte", "verstaan", "dienst"))


def test_who_says_nothing_is_asked_again_and_then_the_platform_closes(hold, service):
    page = hold([asks("Vind je dat goed?"), {}], recordings(bytes(16_000), bytes(16_000)))
    assert page.count("Jij: (stilte)") == 2
    assert service.requests[-1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"


def test_sound_without_words_is_no_match(service):
    from local_sim.client import Client
    from local_sim.listen.utterance import Utterance
    from local_sim.platforms.alexa import Alexa
    from local_sim.talk.answer import replied

    service.script = [asks("Vind je dat goed?"), asks("Dat begreep ik niet.")]
    with Client(service.url, Alexa()) as client:
        client.start()
        replied(client, Utterance(text="[unk]"))
    assert service.requests[-1]["request"]["intent"]["name"] == "AMAZON.FallbackIntent"


def test_who_begins_to_talk_silences_the_bot_and_is_heard_from_the_first_word(hold, monkeypatch):
    from local_sim.speak.speaker import Utterance

    stopped = []
    stop = Utterance.stop
    monkeypatch.setattr(
        Utterance, "stop", lambda self: (stopped.append(any(t.is_alive() for t in self._threads)), stop(self))
    )
    person = Person((50, Recording(sound_of("ik denk via meer kanalen")).frames()))
    page = hold([asks(LONG), asks("Dag!", ends=True)], person, speaker=speaker)
    assert "Jij: ik denk via meer kanalen" in page
    assert stopped[0], "the bot had finished by itself"


def test_who_waits_for_the_end_of_the_speech_is_heard_too_and_the_pace_is_kept(hold):
    from local_sim.talk.session import Record

    record = Record("alexa")
    person = Person((60, Recording(sound_of("ja")).frames()))
    page = hold([asks("Vind je dat goed?"), asks("Dag!", ends=True)], person, speaker=speaker, record=record)
    assert "Jij: ja" in page
    assert record.session.turns[0].after > 6
    assert "eerste geluid" in page


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux the loudspeakers can be hidden")
def test_without_a_loudspeaker_the_conversation_goes_on_in_print_and_says_so_once(hold, monkeypatch):
    from local_sim.speak.speaker import Speaker

    monkeypatch.setenv("ALSA_CONFIG_PATH", "/dev/null")
    monkeypatch.setenv("PULSE_SERVER", "unix:/bestaat/niet")
    script = [asks("Vind je dat goed?"), asks("Mooi. Vind je dat goed?"), asks("Dag!", ends=True)]
    page = hold(script, recordings(sound_of("ja"), sound_of("ja")), speaker=Speaker)
    assert page.count("Er is geen luidspreker gevonden") == page.count("Ik ga verder in tekst.") == 1
    assert page.endswith("— Het gesprek is afgelopen. —\n")


def test_without_a_voice_the_conversation_goes_on_in_print(hold):
    def absent():
        raise SpeechError("Er is geen stem.")

    page = hold([asks("Vind je dat goed?"), asks("Dag!", ends=True)], recordings(sound_of("ja")), speaker=absent)
    assert page.startswith("  Er is geen stem. Ik ga verder in tekst.")


def test_ctrl_c_is_hanging_up(hold, service):
    class Leaves:
        live = True

        def answer(self):
            yield QUIET
            raise KeyboardInterrupt

    page = hold([asks(LONG), {}], Leaves(), speaker=speaker)
    assert "Je hebt opgehangen" in page
    assert service.requests[-1]["request"]["reason"] == "USER_INITIATED"


def test_a_microphone_that_fails_ends_the_conversation_with_its_line(hold):
    class Fails:
        live = True

        def answer(self):
            yield QUIET
            raise SpeechError("De microfoon geeft geen geluid.")

    with pytest.raises(SpeechError, match="microfoon"):
        hold([asks(LONG)], Fails(), speaker=speaker)


@pytest.mark.parametrize(
    ("script", "delay", "told"),
    [([asks("Vind je dat goed?"), (500, b"")], 0.0, "HTTP 500"), ([asks("Dag!", ends=True)], 0.6, "0.3 seconden")],
)
def test_a_service_that_fails_or_is_slow_is_one_line(hold, service, script, delay, told):
    service.delay = delay
    began = time.monotonic()
    with pytest.raises(SimulatorError, match=told):
        hold(script, recordings(sound_of("ja")), timeout=0.3)
    assert time.monotonic() - began < 5


def test_a_service_that_is_gone_is_one_line(hold, service):
    service.close()
    with pytest.raises(SimulatorError, match="niet bereikbaar"):
        hold([], recordings(sound_of("ja")))
