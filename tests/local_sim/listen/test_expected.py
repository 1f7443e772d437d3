from dataclasses import replace

from local_sim.listen.expected import expected
from local_sim.listen.nearest import nearest
from local_sim.platforms import Heard
from model.question import Kind


def test_a_question_expects_its_answers_ordinals_and_the_commands(model):
    phrases = expected(Heard("Oké. Doen jullie dit met thema 2?"), model).phrases
    assert {"Soms wel", "af en toe", "de derde", "de laatste", "hoe ver zijn we", "sla over"} <= set(phrases)


def test_a_rating_expects_figures(model):
    rating = replace(model.questions[0], kind=Kind.RATING)
    assert "vier" in expected(Heard(rating.spoken), replace(model, questions=(rating,))).phrases


def test_an_open_question_expects_free_talk(model):
    free = replace(model.questions[0], kind=Kind.OPEN, answers=())
    assert expected(Heard(free.spoken), replace(model, questions=(free,))).free


def test_chips_are_expected_where_no_question_is_known(model):
    heard = expected(Heard("Wat is het?", chips=("Paars", "Geel")), model)
    assert heard.phrases[:2] == ("Paars", "Geel")
    assert not heard.free


def test_an_address_is_spelled_and_a_name_is_free(model):
    address, name = (expected(Heard(speech), model) for speech in ("Wat is je mailadres?", "Hoe mag ik je noemen?"))
    assert (address.spelled, address.free) == (True, True)
    assert (name.spelled, name.free) == (False, True)
    assert expected(Heard("Hoe mag ik je noemen?", chips=("Sla over",)), model) == name
    assert expected(Heard("Noem de zes cijfers van je code. Wat is je code?"), model).spelled


def test_an_address_or_a_name_is_never_replaced_by_another_one(model):
    for speech, said in (
        ("Wat is je mailadres?", "anna punt jansen apenstaartje gmail punt com"),
        ("Hoe mag ik je noemen?", "anne"),
    ):
        assert nearest(said, expected(Heard(speech), model).phrases) is None


def test_an_address_that_is_read_back_expects_yes_or_no(model):
    heard = expected(Heard("Ik hoorde jan apenstaartje gmail punt com. Klopt dat?"), model)
    assert not heard.free


def test_consent_expects_yes_and_no(model):
    heard = expected(Heard("Vind je dat goed?"), model)
    assert {"ja", "nee", "dat is goed"} <= set(heard.phrases)
    assert "ik denk" in heard.around
