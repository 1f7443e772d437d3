"""Real speech, by a synthetic speaker, through the real recogniser and the model that comes along."""

import shutil
import time
from itertools import repeat

import pytest

from local_sim.errors import SimulatorError
from local_sim.listen.expected import Expected, of_question_asked
from local_sim.listen.models import COMES_ALONG, SpeechModel
from local_sim.listen.recording import Recording
from model.load import load
from tests.local_sim.listen.conftest import needed

CLOSED = of_question_asked(load().questions[0])
NOTHING = bytes(3_200)


@pytest.mark.parametrize(
    ("words", "understood"),
    [
        ("op één plek", "op één plek"),
        ("eh, doe maar de tweede", "de tweede"),
        ("ik denk via meer kanalen", "via meer kanalen"),
        ("hoe ver zijn we", "hoe ver zijn we"),
        ("sla over", "sla over"),
        ("ja", "ja"),
    ],
)
def test_answers_and_commands_are_heard(ear, say, words, understood):
    heard = ear.listen(Recording(say(words)).frames(quiet=3), CLOSED)
    assert heard.words.lower() == understood
    assert heard.matched


def test_what_is_none_of_the_answers_is_passed_on_in_its_own_words(ear, say):
    heard = ear.listen(Recording(say("wij hebben een webshop")).frames(quiet=3), CLOSED)
    assert (heard.words, heard.matched) == ("wij hebben een webshop", False)


def test_an_open_question_is_heard_freely(ear, say):
    heard = ear.listen(Recording(say("de klanten van onze winkel")).frames(quiet=3), Expected((), free=True))
    assert "klanten van onze winkel" in heard.words


def test_a_word_ends_after_half_a_second_of_quiet_and_a_sentence_later(ear, say):
    word = ear.listen(Recording(say("ja")).frames(quiet=5), CLOSED)
    sentence = ear.listen(Recording(say("wij hebben een kleine winkel")).frames(quiet=5), Expected((), free=True))
    assert 0.4 <= word.quiet <= 0.9
    assert 1.4 <= sentence.quiet <= 1.9


def test_silence_ends_after_seven_seconds(ear):
    heard = ear.listen(repeat(NOTHING), CLOSED)
    assert heard.silent
    assert 7.0 <= heard.seconds <= 7.2


def test_endless_noise_ends_too(ear):
    import numpy as np

    noise = np.random.default_rng(7).normal(0, 3_000, 1_600).astype("<i2").tobytes()
    assert ear.listen(repeat(noise), CLOSED).seconds <= 31


def test_the_words_so_far_are_told_while_somebody_speaks(ear, say):
    told: list[str] = []
    ear.listen(Recording(say("ik denk via meer kanalen")).frames(quiet=3), CLOSED, told.append)
    assert told[-1] == "ik denk via meer kanalen"
    assert told[0] != told[-1]


def test_other_words_that_may_have_been_said_come_along(ear, say):
    heard = ear.listen(Recording(say("stop")).frames(quiet=2), CLOSED)
    assert len(heard.alternatives) > 1
    assert heard.confidence == max(alternative.confidence for alternative in heard.alternatives)


def test_words_the_model_does_not_know_are_left_out_of_the_grammar(ear):
    grammar = ear.grammar(Expected(("ideeën", "xylofoonspelersbond")))
    assert grammar == '["ideeën", "[unk]"]'


def test_listening_is_several_times_faster_than_speaking(ear, say):
    sound = Recording(say("hoe ver zijn we"))
    began = time.process_time()
    heard = ear.listen(sound.frames(quiet=3), CLOSED)
    assert time.process_time() - began < heard.seconds


@pytest.mark.parametrize("damage", ["am/final.mdl", "graph/words.txt"])
def test_a_broken_model_is_one_line_that_says_what_to_do(tmp_path, damage):
    needed("vosk")
    from local_sim.listen.ear import Ear

    folder = tmp_path / "model"
    shutil.copytree(COMES_ALONG, folder)
    (folder / damage).write_bytes(b"\xff" * 100)
    with pytest.raises(SimulatorError, match=r"is stuk: .* checkbot simulate --text\.$"):
        Ear(SpeechModel(folder))
