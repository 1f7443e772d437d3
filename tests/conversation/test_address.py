"""Addresses as people dictate them."""

import pytest

from fulfillment.conversation.understanding.address import address, domain, local_part, spelled


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("jan@voorbeeld.nl", "jan@voorbeeld.nl"),
        ("Jan.Jansen@Gmail.com.", "jan.jansen@gmail.com"),
        ("mijn adres is jan punt jansen apenstaartje voorbeeld punt nl", "jan.jansen@voorbeeld.nl"),
        ("p de vries at gmail punt com", "pdevries@gmail.com"),
        ("ad punt bakker apenstaartje gmail punt com", "ad.bakker@gmail.com"),
        ("jee aa en apenstaartje ziggo punt en el", "jan@ziggo.nl"),
        ("k underscore dubbel l apenstaartje hotmail", "k_ll@hotmail.com"),
        ("info apenstaartje mijn streepje winkel punt nl", "info@mijn-winkel.nl"),
        ("anton bernard cornelis apenstaartje gmail punt com", "abc@gmail.com"),
        ("b van bernard punt jansen apenstaartje outlook punt com", "b.jansen@outlook.com"),
        ("maria zevenentwintig apenstaartje live punt nl", "maria27@live.nl"),
        ("piet laag streepje drie at kpn", "piet_3@kpnmail.nl"),
        ("eh nee wacht piet apenstaartje voorbeeld punt nl alsjeblieft", "piet@voorbeeld.nl"),
    ],
)
def test_a_dictated_address(said: str, meant: str) -> None:
    assert address(said) == meant


@pytest.mark.parametrize("said", ["", "nee", "hallo daar", "apenstaartje", "jan apenstaartje", "a@b", "x" * 5_000])
def test_what_is_no_address(said: str) -> None:
    assert address(said) is None


@pytest.mark.parametrize(
    "said", ["a@b.nl\r\nBcc: x@y.nl", "a@b.nl, c@d.nl", "<script>@voorbeeld.nl", "jörg@voorbeeld.nl"]
)
def test_an_address_that_could_do_harm_is_none_or_one_plain_address(said: str) -> None:
    found = address(said)
    assert found is None or (found.isascii() and found.count("@") == 1 and "\n" not in found and "," not in found)


def test_the_first_half_of_an_address() -> None:
    assert local_part("sanne punt devries") == "sanne.devries"


def test_other_talk_is_not_the_first_half_of_an_address() -> None:
    assert local_part("ik weet eigenlijk niet wat mijn adres is") is None


@pytest.mark.parametrize(("said", "meant"), [("gmail punt com", "gmail.com"), ("apenstaartje ziggo", "ziggo.nl")])
def test_the_second_half_of_an_address(said: str, meant: str) -> None:
    assert domain(said) == meant


def test_an_address_is_read_back_letter_by_letter() -> None:
    assert spelled("j.l-2@voorbeeld.nl").startswith("j, punt, l, streepje, 2, apenstaartje, v, o, o,")


def test_a_well_known_domain_is_read_back_as_a_word() -> None:
    assert spelled("jan@gmail.com") == "j, a, n, apenstaartje, gmail, punt com"
