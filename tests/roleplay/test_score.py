"""The figures of a role-play are those of what was meant and what was kept."""

from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from fulfillment.roleplay.score import Mail, Score
from fulfillment.roleplay.stage import Part, Played, Stage, unseen
from fulfillment.roleplay.table import table
from local_sim.company import Company
from local_sim.company import company as example
from local_sim.errors import SimulatorError
from local_sim.listen.utterance import Utterance
from local_sim.platforms import Heard
from local_sim.report_page import ask_for_mail, told_code
from local_sim.roleplay import Mouth

WEBSHOP = example("webshop")


def typed(there: Stage, company: Company, mouth: Mouth | None = None) -> Played:
    voices: Callable[[Part], Mouth] | None = (lambda _part: mouth) if mouth else None
    return replace(there, voices=voices).played(Part("webshop", company, "alexa"), unseen())


def mishearing(words: str, *heard: str) -> Mouth:
    """Hear what is said, but the first times that it is `words` what is given instead; "" is silence."""
    instead = list(heard)

    def mouth(said: str, _after: Heard) -> Utterance:
        text = instead.pop(0) if words in said and instead else said
        return Utterance(text, text, seconds=1.0)

    return mouth


def test_who_says_something_else_than_is_meant_is_counted_wrong(staged: Stage) -> None:
    slip = replace(WEBSHOP, instead={"scope-kanalen": "de eerste", "data-leren": "de tweede"}, corrects=False)
    # The second is what was meant.
    assert typed(staged, slip).score == Score(at_once=19, repaired=0, wrong=1, mail=Mail.SAID)


def test_who_goes_back_and_puts_it_right_is_counted_as_repaired(staged: Stage) -> None:
    slip = replace(WEBSHOP, instead={"scope-kanalen": "de eerste"})
    assert typed(staged, slip).score == Score(at_once=19, repaired=1, wrong=0, mail=Mail.SAID)


@pytest.mark.parametrize("heard", ["", "[unk]", "de eerste"])
def test_an_answer_that_was_heard_wrong_is_said_again(staged: Stage, heard: str) -> None:
    played = typed(staged, WEBSHOP, mouth=mishearing("ik denk via meer kanalen", heard))
    assert played.score == Score(at_once=19, repaired=1, wrong=0, mail=Mail.SAID)


def test_an_address_that_is_never_understood_is_typed_on_the_report_page(staged: Stage) -> None:
    deaf = mishearing("apenstaartje", *["henk apenstaartje voorbeeld punt nl"] * 9)
    assert typed(staged, WEBSHOP, mouth=deaf).score == Score(at_once=20, repaired=0, wrong=0, mail=Mail.CODE)


def test_a_code_that_the_report_page_does_not_know_is_told(staged: Stage) -> None:
    with pytest.raises(SimulatorError, match=r"De rapportpagina neemt de code niet aan \(HTTP 400\)"):
        ask_for_mail(staged.url, "000000", WEBSHOP.address)


def test_only_a_code_for_the_report_page_is_typed_there() -> None:
    assert told_code("Ga naar x/rapport en typ de code 4, 8, 2. 9, 1, 5. Daar staat je rapport.") == "482915"
    assert told_code("Op een ander apparaat zeg je dan: code 4, 8, 2. 9, 1, 5. Tot dan!") is None


def test_a_mail_to_somebody_else_is_told(staged: Stage) -> None:
    # "Nee" is heard as "ja": the wrong address is confirmed.
    first = mishearing("apenstaartje", "henk apenstaartje voorbeeld punt nl")
    second = mishearing("nee", "ja")
    played = typed(staged, WEBSHOP, mouth=lambda said, after: second(first(said, after).words, after))
    assert played.score.mail is Mail.ELSEWHERE


def test_nothing_is_kept_of_who_was_heard_to_refuse(staged: Stage) -> None:
    played = typed(staged, WEBSHOP, mouth=mishearing("dat is goed", "nee"))
    assert played.score == Score(at_once=0, repaired=0, wrong=20, mail=Mail.NONE)


def test_a_service_that_is_down_is_told_and_counted(staged: Stage) -> None:
    played = typed(replace(staged, url="http://127.0.0.1:9"), WEBSHOP)
    assert "is niet bereikbaar" in played.trouble
    assert (played.course, played.score.wrong, played.score.mail) == (None, 20, Mail.NONE)


def test_the_table_adds_up() -> None:
    def one(channel: str, wrong: int, mail: Mail) -> Played:
        return Played(Part("webshop", WEBSHOP, channel), None, Score(19 - wrong, 1, wrong, mail))

    shown = Console(file=StringIO(), width=120)
    shown.print(table([one("alexa", 0, Mail.SAID), one("alexa", 2, Mail.CODE), one("actions", 1, Mail.SAID)]))
    assert isinstance(shown.file, StringIO)
    rows = [line.split() for line in shown.file.getvalue().splitlines()]
    assert ["webshop", "alexa", "2", "36", "2", "2", "–", "–", "–", "1", "gezegd", "adres,", "1", "met"] in [
        row[:14] for row in rows
    ]
    assert ["alles", "3", "54", "3", "3"] in [row[:5] for row in rows]
