import pytest

from local_sim.speak.spelling import named, spelled


@pytest.mark.parametrize(
    ("sign", "name"), [("b", "bee"), ("E", "ee"), ("@", "apenstaartje"), (".", "punt"), ("7", "7"), ("é", "é")]
)
def test_a_sign_has_a_name(sign, name):
    assert named(sign) == name


def test_signs_are_named_with_rests_between_them():
    assert spelled("jan 4") == "jee, aa, en, 4"
