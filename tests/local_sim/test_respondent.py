from dataclasses import replace

import pytest

from local_sim.company import Company
from local_sim.cues import GIVE_UP, ONCE_MORE
from local_sim.errors import SimulatorError
from local_sim.platforms import Heard
from local_sim.respondent import BACK, MOST_TURNS, Respondent
from model.question import Kind, Question

GIVEN = {f"q{number}": ("none", "some", "much")[number % 3] for number in range(1, 12)}


@pytest.fixture
def company():
    return Company("Winkel", "directie", "wonen", "klein", "Meer rust.", "Te weinig tijd.", GIVEN, person="Sanne")


@pytest.fixture
def sanne(model, company):
    return Respondent(model, company)


def hears(sanne, *speeches):
    return [sanne.reply(Heard(speech)) for speech in speeches]


def asks(model, *numbers):
    return [f"{model.questions[number - 1].spoken} Nog niet, soms wel?" for number in numbers]


def test_consent_is_given_at_the_first_turn(sanne):
    assert hears(sanne, "Ik gebruik je mailadres voor het rapport. Vind je dat goed?") == ["ja, dat is goed"]


def test_what_was_not_understood_is_said_shorter(sanne):
    assert hears(sanne, "Hallo. Vind je dat goed?", "Dat begreep ik nog niet. Doe je mee?")[1] == "ja"


def test_a_question_is_recognised_by_any_of_its_texts(sanne, model):
    first = model.questions[0]
    said = hears(sanne, "Hallo", f"Nou. {first.spoken}", first.short, first.example)
    assert said[1:] == ["ik denk soms wel", "eh, doe maar de tweede", "soms"]


def test_the_question_asked_last_is_answered(sanne, model):
    assert hears(sanne, " ".join(asks(model, 2, 3))) == ["ik denk nog niet"]


def test_every_answer_is_the_one_that_is_meant_in_the_forms_of_the_company(model, company):
    plain = Respondent(model, replace(company, forms=("own words",)))
    assert hears(plain, *asks(model, 1, 2, 3)) == ["soms wel", "WhatsApp elke dag", "nog niet"]


def test_what_is_not_known_is_said(sanne, model):
    assert hears(sanne, *asks(model, 12)) == ["weet ik niet"]


def test_a_side_step_is_taken_once_and_is_no_repair(model, company):
    sanne = Respondent(model, replace(company, instead={"q2": "herhaal", "q3": "hoe ver zijn we"}))
    said = hears(sanne, *asks(model, 1, 2, 2, 3), "Dit is vraag drie van twaalf.")
    assert [said[1], said[3]] == ["herhaal", "hoe ver zijn we"]
    assert said[4] == "niet"
    assert not sanne.repaired


def test_a_question_that_comes_again_is_a_repair(sanne, model):
    hears(sanne, *asks(model, 1, 1, 2))
    assert sanne.repaired == {"q1"}


@pytest.mark.parametrize("took", ["Oké, nog niet.", "Nog niet.", "Geen probleem."])
def test_the_person_goes_back_when_another_answer_was_taken(sanne, model, took):
    first, second = asks(model, 1, 2)
    assert hears(sanne, first, f"{took} {second}")[1] == BACK
    assert sanne.repaired == {"q1"}


@pytest.mark.parametrize("took", ["Oké, soms wel.", "Soms wel.", "Dan nu iets anders."])
def test_the_person_goes_on_when_nothing_else_was_taken(sanne, model, took):
    first, second = asks(model, 1, 2)
    assert hears(sanne, first, f"{took} {second}")[1] != BACK


def test_a_person_who_does_not_correct_goes_on(model, company):
    first, second = asks(model, 1, 2)
    meek = Respondent(model, replace(company, corrects=False))
    assert hears(meek, first, f"Oké, nog niet. {second}")[1] != BACK


def test_nobody_goes_back_for_ever(sanne, model):
    first, second = asks(model, 1, 2)
    said = hears(sanne, *[first, f"Oké, nog niet. {second}"] * 4)
    assert said.count(BACK) == 2


@pytest.mark.parametrize(
    ("speech", "said"),
    [
        ("Bedoel je: soms wel?", "ja"),
        ("Bedoel je: nog niet?", "nee"),
        ("Ik hoorde er twee. Welke past het best, nog niet, of soms wel?", "soms wel"),
    ],
)
def test_the_person_says_what_was_meant(sanne, model, speech, said):
    assert hears(sanne, *asks(model, 1), speech)[1] == said
    assert sanne.repaired == {"q1"}


def test_the_mail_is_taken_and_the_address_dictated_and_confirmed(sanne):
    said = hears(sanne, "Hallo", "Zal ik het mailen?", "Wat is je mailadres?", "Ik heb: x. Klopt dat?")
    assert said[1:] == ["ja, graag", "anna apenstaartje voorbeeld punt nl", "nee"]


def test_the_address_is_spelled_the_second_time(sanne):
    said = hears(sanne, "Hallo", *["Wat is je mailadres?"] * 2)
    assert said[2] == "anton nico nico anton apenstaartje voorbeeld punt nl"


def test_the_right_address_is_confirmed(sanne):
    said = hears(sanne, "Hallo", "Ik heb: a, n, n, a, apenstaartje, v, o, o, r, b, e, e, l, d, punt nl. Klopt dat?")
    assert said[1] == "ja, dat klopt"


def test_the_company_tells_of_itself(model, company):
    sanne = Respondent(model, replace(company, says={"role": "ik ben de baas"}))
    role, name = "Wat doe je, directie, marketing of anders?", "Hoe mag ik je noemen?"
    assert hears(sanne, "Hallo", name, role)[1:] == ["Sanne", "ik ben de baas"]


def test_open_questions_are_about_the_goal_and_what_is_in_the_way(model, company):
    told = tuple(
        Question(
            id=f"open-{text}",
            aspect="",
            spoken=text,
            short=text,
            example=text,
            screen=text,
            why="",
            source="",
            answers=(),
            kind=Kind.OPEN,
        )
        for text in ("Waarheen?", "Wat remt?")
    )
    sanne = Respondent(replace(model, questions=(*model.questions, *told)), company)
    assert hears(sanne, "Hallo", "Waarheen?", "Wat remt?")[1:] == ["Meer rust.", "Te weinig tijd."]


def test_an_unknown_turn_is_asked_again_and_then_skipped(sanne):
    assert hears(sanne, "Hallo", "Vertel eens.", "Vertel eens.") == ["ja, dat is goed", ONCE_MORE, GIVE_UP]


def test_a_conversation_that_does_not_end_is_given_up(sanne):
    hears(sanne, *["Vertel eens."] * MOST_TURNS)
    with pytest.raises(SimulatorError, match=f"{MOST_TURNS} beurten"):
        hears(sanne, "Vertel eens.")
