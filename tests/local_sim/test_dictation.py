import pytest

from local_sim.dictation import dictated, is_read_back


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("anna@voorbeeld.nl", "anna apenstaartje voorbeeld punt nl"),
        ("Jan-de.Vries2@mijn-winkel.nl", "jan streepje de punt vries twee apenstaartje mijn streepje winkel punt nl"),
        ("a_b+c@x.nl", "a laag streepje b plus c apenstaartje x punt nl"),
    ],
)
def test_an_address_is_dictated_sign_by_sign(address, said):
    assert dictated(address) == said


def test_it_can_be_spelled_by_names_but_short_parts_are_not():
    said = dictated("jo.anna@voorbeeld.nl", spelled=True)
    assert said == "jo punt anton nico nico anton apenstaartje voorbeeld punt nl"


@pytest.mark.parametrize(
    "speech",
    [
        "Ik heb: j, a, n, punt, v, 2, apenstaartje, gmail, punt com. Klopt dat?",
        "Klopt dit adres: j, a, n, punt, v, twee, apenstaartje, g, m, a, i, l, punt com?",
    ],
)
def test_the_own_address_is_recognised(speech):
    assert is_read_back("jan.v2@gmail.com", speech)


@pytest.mark.parametrize(
    "speech",
    [
        "Ik heb: j, a, n, punt, v, 2, apenstaartje, gmail, punt nl. Klopt dat?",
        "Ik heb: a, j, a, n, punt, v, 2, apenstaartje, gmail, punt com. Klopt dat?",
        "Ik heb: j, a, n, punt, v, 2, apenstaartje, gmail, punt com, punt nl. Klopt dat?",
        "Klopt dat?",
    ],
)
def test_another_address_is_not(speech):
    assert not is_read_back("jan.v2@gmail.com", speech)


def test_underscores_and_hyphens_are_recognised():
    assert is_read_back("a_b-c@x.nl", "Ik heb: a, laag streepje, b, streepje, c, apenstaartje, x, punt nl. Klopt dat?")
