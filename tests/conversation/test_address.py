"""Addresses as people dictate them."""

from time import perf_counter

import pytest

from fulfillment.conversation.understanding.spoken_address.address import (
    address,
    domain,
    local_part,
    spelled,
    whole_address,
)
from fulfillment.conversation.understanding.spoken_address.part import Part, corrected_part, wrong_part
from fulfillment.conversation.understanding.words import tokens


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


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("jan apenstaartje ziggo nee hotmail punt com", "jan@hotmail.com"),
        ("jan at ziggo punt nl sorry punt be", "jan@ziggo.be"),
        ("jan at gmail punt com nee hotmail", "jan@hotmail.com"),
        ("jan punt vos at gmail punt com nee jan punt bos", "jan.bos@gmail.com"),
        ("tine at kpn punt nl nee ik bedoel tine at kpnmail punt nl", "tine@kpnmail.nl"),
        ("b punt maas pardon p punt maas at ziggo punt nl", "p.maas@ziggo.nl"),
        ("info nee contact apenstaartje bakker punt nl", "contact@bakker.nl"),
        ("lotte twaalf nee dertien at gmail punt com", "lotte13@gmail.com"),
        ("jan streepje nee underscore bos at gmail punt com", "jan_bos@gmail.com"),
        ("pieter jansen nee janssen at gmail punt com", "pieterjanssen@gmail.com"),
        ("j a n nee j a n a at gmail punt com", "jana@gmail.com"),
        ("jan at niet gmail maar hotmail punt com", "jan@hotmail.com"),
        ("jan at hotmail punt com en niet gmail", "jan@hotmail.com"),
        ("jan at gmail hotmail bedoel ik punt com", "jan@hotmail.com"),
        ("info at de gouden leeuw nee het gouden hert punt nl", "info@hetgoudenhert.nl"),
    ],
)
def test_an_address_corrected_in_one_breath(said: str, meant: str) -> None:
    assert address(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("noteer maar jan punt bos at ziggo punt nl heb je dat", "jan.bos@ziggo.nl"),
        ("mijn man zijn adres is luc at luc maes punt be", "luc@lucmaes.be"),
        ("u kunt het kwijt op info at garage bos punt nl", "info@garagebos.nl"),
        ("tine at de lelie punt be alles kleine letters en aan elkaar", "tine@delelie.be"),
        ("jan at bos punt nl dus jan at bos punt nl", "jan@bos.nl"),
        ("jan dan punt dan bos en dan apenstaartje gmail punt com", "jan.bos@gmail.com"),
        ("jan at apenstaartje gmail punt com", "jan@gmail.com"),
        ("ad van den berg ad gmail punt com", "advandenberg@gmail.com"),
        ("het hof at gmail punt com", "hethof@gmail.com"),
    ],
)
def test_talk_around_an_address_is_left_out(said: str, meant: str) -> None:
    assert address(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("tomas met t h at gmail punt com", "thomas@gmail.com"),
        ("sofie met p h at gmail punt com", "sophie@gmail.com"),
        ("eric met een k achteraan at gmail punt com", "erik@gmail.com"),
        ("sara met een h achteraan at gmail punt com", "sarah@gmail.com"),
        ("thijs zonder h at gmail punt com", "tijs@gmail.com"),
        ("peters met twee e's at ziggo punt nl", "peeters@ziggo.nl"),
        ("jansen dubbel s apenstaartje gmail punt com", "janssen@gmail.com"),
        ("claus met een k en een s at gmail punt com", "klaus@gmail.com"),
        ("karin met een c in plaats van een k at gmail punt com", "carin@gmail.com"),
        ("meier met lange ij apenstaartje ziggo punt nl", "meijer@ziggo.nl"),
        ("piet de vries met een punt ertussen at gmail punt com", "piet.devries@gmail.com"),
        ("jan jansen zonder punt of streepje at gmail punt com", "janjansen@gmail.com"),
        ("info at tandarts bos punt nl met streepje ertussen", "info@tandarts-bos.nl"),
        ("jansen j a n s s e n apenstaartje gmail punt com", "janssen@gmail.com"),
        ("koken met plezier at gmail punt com", "kokenmetplezier@gmail.com"),
        ("info at zonder zorgen punt nl", "info@zonderzorgen.nl"),
    ],
)
def test_a_remark_on_the_spelling(said: str, meant: str) -> None:
    assert address(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("jee punt smits at ziggo punt en el", "j.smits@ziggo.nl"),
        ("wouter punt es at gmail punt com", "wouter.s@gmail.com"),
        ("info at aa bee cee punt nl", "info@abc.nl"),
        ("info at a en b makelaars punt nl", "info@aenbmakelaars.nl"),
        ("k als in karel punt smit at gmail punt com", "k.smit@gmail.com"),
        ("james dubbel nul zeven at gmail punt com", "james007@gmail.com"),
        ("piet twee duizend drie at gmail punt com", "piet2003@gmail.com"),
        ("kim zeven en zestig at gmail punt com", "kim67@gmail.com"),
        ("info at een goed begin punt nl", "info@eengoedbegin.nl"),
        ("zoë punt claes apestraatje telenet puntbe", "zoe.claes@telenet.be"),
        ("jan apenstaartje ziggo nl", "jan@ziggo.nl"),
    ],
)
def test_letters_figures_and_endings(said: str, meant: str) -> None:
    assert address(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("stuur het maar naar jan apenstaartje gmail punt com", "jan@gmail.com"),
        ("mijn mail is jan@gmail.com", "jan@gmail.com"),
        ("jan at gmail punt com", None),
        ("jan apenstaartje gmail", None),
        ("we zitten at home", None),
        ("dat apenstaartje vind ik lastig punt com", None),
    ],
)
def test_an_address_that_nobody_asked_for_must_be_sure(said: str, meant: str | None) -> None:
    assert whole_address(said) == meant


@pytest.mark.parametrize(
    ("said", "pending", "meant"),
    [
        ("nee, het is gmail", "jan@hotmail.com", "jan@gmail.com"),
        ("het domein is bakker punt be", "info@bakkers.nl", "info@bakker.be"),
        ("het domein is de bakker", "info@bakkers.nl", "info@debakker.nl"),
        ("voor het apenstaartje moet het jansen zijn", "janssen@gmail.com", "jansen@gmail.com"),
        ("na het apenstaartje is het telenet punt be", "jan@gmail.com", "jan@telenet.be"),
        ("jansen met dubbel s", "jan.jansen@gmail.com", "jan.janssen@gmail.com"),
        ("ja maar met dubbel s", "jan.jansen@gmail.com", "jan.janssen@gmail.com"),
        ("met een k in plaats van een c", "marc@gmail.com", "mark@gmail.com"),
        ("zonder punt", "jan.jansen@gmail.com", "janjansen@gmail.com"),
        ("met een streepje ertussen", "jan.jansen@gmail.com", "jan-jansen@gmail.com"),
        ("geen punt maar een underscore", "jan.vos@gmail.com", "jan_vos@gmail.com"),
        ("punt com in plaats van punt nl", "jan@bakker.nl", "jan@bakker.com"),
        ("niet jan maar jana", "jan.vos@gmail.com", "jana.vos@gmail.com"),
        ("hotmail en niet gmail", "jan@gmail.com", "jan@hotmail.com"),
        ("niet 98 maar negenentachtig", "noor98@gmail.com", "noor89@gmail.com"),
        ("de laatste letter is een d", "jan.smit@gmail.com", "jan.smid@gmail.com"),
        ("nee janssen", "jan.jansen@gmail.com", "jan.janssen@gmail.com"),
    ],
)
def test_one_part_is_corrected(said: str, pending: str, meant: str) -> None:
    assert corrected_part(said, pending) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "ja",
        "nee",
        "ja dat klopt",
        "het domein is fout",
        "het laatste stuk klopt niet",
        "herhaal",
        "met dubbel n",
        "zonder streepje",
        "kunt u dat nog eens zeggen",
        "het is gmail",
        "wat bedoel je",
        "punt",
        "het domein is",
    ],
)
def test_no_part_is_corrected_when_that_is_unsure(said: str) -> None:
    assert corrected_part(said, "anne.jansen@gmail.com") is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("alleen het laatste stuk klopt niet", Part.DOMAIN),
        ("het domein is fout", Part.DOMAIN),
        ("nee het domein", Part.DOMAIN),
        ("het eerste deel klopt niet", Part.LOCAL),
        ("voor het apenstaartje is het fout", Part.LOCAL),
        ("mijn achternaam is verkeerd gespeld", Part.LOCAL),
        ("het eerste stuk klopt maar het tweede niet", Part.DOMAIN),
        ("het domein klopt wel maar de rest niet", Part.LOCAL),
        ("alleen het eerste deel klopt", Part.DOMAIN),
        ("het eerste deel klopt niet en het domein ook niet", None),
        ("het domein klopt", None),
        ("dat klopt niet", None),
        ("wat is je naam", None),
        ("", None),
    ],
)
def test_the_part_that_is_wrong(said: str, meant: Part | None) -> None:
    assert wrong_part(tokens(said)) == meant


@pytest.mark.parametrize(
    "word", ["apenstaartje ", "at ", "nee ", "met dubbel s ", "a van anton ", "punt ", "een ", "a"]
)
def test_a_long_rant_is_read_fast(word: str) -> None:
    address("jan apenstaartje gmail")
    began = perf_counter()
    address(word * 500)
    corrected_part(word * 500, "jan.jansen@gmail.com")
    assert perf_counter() - began < 0.2


@pytest.mark.parametrize(
    "said",
    [
        "",
        "nee",
        "hallo daar",
        "apenstaartje",
        "jan apenstaartje",
        "a@b",
        "x" * 5000,
        "we zitten at home",
        "ik at bij de bakker punt nl",
        "wat is een apenstaartje",
        "ad van den berg",
        "www punt bakker punt nl",
    ],
)
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
