import pytest

from local_sim.cues import cue, is_passed_over


@pytest.mark.parametrize(
    ("speech", "name"),
    [
        ("Hallo, ik ben de Checkbot. Vind je dat leuk?", "consent"),
        ("Jullie zijn Bouwer. Zal ik je rapport mailen?", "offer"),
        ("Zal ik het mailen naar het adres van je account?", "offer"),
        ("Wil je het rapport per mail?", "offer"),
        ("Naar welk mailadres mag ik het sturen?", "address"),
        ("Wat is je e-mailadres?", "address"),
        ('Zeg het rustig, bijvoorbeeld "jan apenstaartje voorbeeld punt nl".', "address"),
        ("Ik heb: sanne. Wat komt er na het apenstaartje?", "address"),
        ("Ik heb: s, a, n, apenstaartje, example punt com. Klopt dat?", "read back"),
        ("Klopt dit adres: s, a, n, apenstaartje, example punt com?", "read back"),
        ("Welkom terug! Gaan we verder?", "yes or no"),
        ("Zal ik alles wissen wat ik van je heb? Dat kan ik niet terugdraaien.", "undo"),
        ('Zeg "ja" om alles te wissen, of "nee" om het te bewaren. Wat wordt het?', "undo"),
        ("Zal ik dan helemaal opnieuw beginnen? Je eerdere antwoorden vervallen dan.", "undo"),
        ("Zal ik een collega vragen contact op te nemen? Dat duurt wel langer.", "person"),
    ],
)
def test_a_turn_is_known_by_what_is_heard(speech, name):
    assert cue(speech).name == name


@pytest.mark.parametrize("speech", ["Wat wil je dit jaar bereiken?", "Even een bruggetje."])
def test_other_turns_have_no_cue(speech):
    assert cue(speech) is None


@pytest.mark.parametrize("speech", ["Geen probleem. Wat nu?", "Die slaan we over.", "We laten deze vraag rusten."])
def test_a_question_that_is_passed_over_is_known(speech):
    assert is_passed_over(speech)


def test_an_answer_that_is_taken_is_not_passed_over():
    assert not is_passed_over("Oké, op één plek. Wat nu?")
