import pytest

from local_sim.cues import ADDRESS, GIVE_UP, OPEN
from local_sim.errors import SimulatorError
from local_sim.platforms import Heard
from local_sim.respondent import MOST_TURNS, Respondent


@pytest.fixture
def sanne(model):
    return Respondent(model)


def hears(sanne, *speeches):
    return [sanne.reply(Heard(speech)) for speech in speeches]


def asks(model, *numbers):
    return [f"Oké. {model.questions[number - 1].spoken} Nog niet, soms wel?" for number in numbers]


def test_consent_is_given_at_the_first_turn(sanne):
    assert hears(sanne, "Ik gebruik je mailadres voor het rapport. Vind je dat goed?") == ["ja, dat is goed"]


def test_a_question_is_recognised_by_any_of_its_texts(sanne, model):
    first = model.questions[0]
    hears(sanne, "Hallo", f"Nou. {first.spoken}")
    assert sanne.given == {"q1": "some"}
    assert hears(sanne, first.short, first.example) == ["eh, doe maar de tweede", "soms"]


def test_the_question_asked_last_is_answered(sanne, model):
    hears(sanne, " ".join(asks(model, 2, 1)))
    assert list(sanne.given) == ["q1"]


def test_answers_are_spread_and_the_same_every_time(model):
    one, other = Respondent(model), Respondent(model)
    speeches = asks(model, *(number for number in range(1, 13) for _ in range(2)))
    assert hears(one, *speeches) == hears(other, *speeches)
    assert set(one.given.values()) == {"none", "some", "much"}


def test_each_side_step_is_taken_once(sanne, model):
    said = hears(sanne, *asks(model, *range(1, 13)))
    for words in ("herhaal", "paarse krokodil", "hoe ver zijn we", "vorige", "weet ik niet"):
        assert said.count(words) == 1


def test_after_a_side_step_the_question_is_still_known(sanne, model):
    said = hears(sanne, *asks(model, 1, 2, 3), "Dit is vraag drie van twaalf.")
    assert said[2:] == ["herhaal", "elke dag"]


def test_dont_know_is_kept_as_no_answer(sanne, model):
    hears(sanne, *asks(model, *range(1, 13)))
    assert sanne.given["q12"] is None


def test_the_mail_is_taken_and_the_address_dictated_and_confirmed(sanne):
    said = hears(sanne, "Hallo", "Zal ik het mailen?", "Wat is je mailadres?", "Ik heb: x. Klopt dat?")
    assert said[1:] == ["ja, graag", ADDRESS, "ja, dat klopt"]


def test_an_unknown_turn_gets_an_open_answer_and_the_same_again_is_skipped(sanne):
    assert hears(sanne, "Hallo", "Vertel eens.", "Vertel eens.") == ["ja, dat is goed", OPEN[0], GIVE_UP]


def test_a_conversation_that_does_not_end_is_given_up(sanne):
    hears(sanne, *["Vertel eens."] * MOST_TURNS)
    with pytest.raises(SimulatorError, match="80 beurten"):
        hears(sanne, "Vertel eens.")
