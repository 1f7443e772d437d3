"""A conversation that is handed to a colleague: the mail with everything in it, and the link that gives it back."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from local_sim.platforms.alexa import Alexa
from tests.conftest import Line, Service

HELPDESK = "hulp@voorbeeld.nl"
NUMBER = "nul zes een twee drie vier vijf zes zeven acht"


@pytest.fixture
def service(make_service: Callable[..., Service]) -> Service:
    return make_service(handover_to=HELPDESK, base_url="https://checkbot.voorbeeld.nl")


def handed_over(service: Service) -> Line:
    line = service.call(Alexa())
    line.start()
    for words in ("ja", "ik heet Sanne", "de tweede", "ik wil een mens spreken", NUMBER, "ja"):
        line.say(words)
    return line


def link(service: Service) -> str:
    text = service.deliver()[0].get_body(("plain",)).get_content()
    found = re.search(r"https://checkbot\.voorbeeld\.nl(/overdracht/\S+)", text)
    assert found
    return found[1]


def test_the_mail_holds_summary_answer_and_the_whole_conversation(service: Service) -> None:
    handed_over(service)
    mail = service.deliver()[0]
    assert mail["To"] == HELPDESK
    text = mail.get_body(("plain",)).get_content()
    assert "Sanne, te bereiken via 0612345678." in text
    assert "Vroeg zelf om een medewerker." in text
    assert "(scope-klantreis); 1 van 20 vragen gehad" in text
    assert "Dag Sanne, je was bij deze vraag: Waarbij helpt jullie chat of bot de klant?" in text
    assert "Klant: de tweede" in text
    assert "Checkbot: Hallo, ik ben Mees" in text
    assert "Op één plek." in text


def test_the_respondent_hears_that_it_takes_longer_and_can_go_on(service: Service) -> None:
    line = service.call(Alexa())
    line.start()
    line.say("ja")
    line.say("sla over")
    assert "werkdag" in line.say("mag ik een medewerker spreken").speech
    assert "0, 6, 1, 2, 3. 4, 5, 6, 7, 8. Klopt dat?" in line.say(NUMBER).speech
    assert "intussen" in line.say("ja").speech
    assert "Op hoeveel plekken" in line.say("ja").speech
    assert "neemt contact op" in line.say("ik wil een mens spreken").speech


def test_anger_is_met_with_a_colleague(service: Service) -> None:
    line = service.call(Alexa())
    line.start()
    line.say("ja")
    line.say("sla over")
    assert "spijt me" in line.say("wat een stomme bot").speech
    line.say("ja")
    line.say("sanne at voorbeeld punt nl")
    line.say("ja")
    assert "Was niet tevreden" in service.deliver()[0].get_body(("plain",)).get_content()


def test_the_link_gives_the_conversation_back_with_a_word_from_the_colleague(service: Service) -> None:
    line = handed_over(service)
    path = link(service)
    page = service.client.get(path)
    assert page.status_code == 200
    assert "Klant" in page.text
    done = service.client.post(path, data={"note": "Ik heb je vraag beantwoord."})
    assert "terug bij de Checkbot" in done.text
    heard = line.start().speech
    assert "Een collega laat weten: Ik heb je vraag beantwoord." in heard
    assert "Welkom terug, Sanne" in heard
    line.say("ja")
    assert "Op welk telefoonnummer" in line.say("ik wil een mens spreken").speech


def test_giving_back_twice_changes_nothing(service: Service) -> None:
    handed_over(service)
    path = link(service)
    service.client.post(path, data={"note": "een"})
    assert "al teruggegeven" in service.client.post(path, data={"note": "twee"}).text


@pytest.mark.parametrize("token", ["x", "abc.def", "../../etc/passwd"])
def test_without_a_link_of_ours_there_is_no_page(service: Service, token: str) -> None:
    assert service.client.get(f"/overdracht/{token}").status_code == 404


def test_what_is_said_cannot_become_a_page_of_its_own(service: Service) -> None:
    line = service.call(Alexa())
    line.start()
    for words in ("ja", "sla over", "<script>alert(1)</script>", "ik wil een mens spreken", NUMBER, "ja"):
        line.say(words)
    page = service.client.get(link(service))
    assert "&lt;script&gt;" in page.text
    assert "<script>" not in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_erasing_takes_the_handed_over_conversation_along(service: Service) -> None:
    line = handed_over(service)
    path = link(service)
    line.say("verwijder mijn gegevens")
    line.say("ja")
    assert service.client.get(path).status_code == 404


def test_without_colleagues_nobody_is_promised(make_service: Callable[..., Any]) -> None:
    line = make_service().call(Alexa())
    line.start()
    line.say("ja")
    line.say("sla over")
    assert "geen collega bereikbaar" in line.say("ik wil een mens spreken").speech


@pytest.mark.parametrize("leaving", ["nee", "stop"])
def test_a_hand_over_before_consent_is_kept_and_nothing_else(service: Service, leaving: str) -> None:
    line = service.call(Alexa())
    line.start()
    for words in ("ik wil een medewerker spreken", NUMBER, "ja", "ja"):
        line.say(words)
    assert "bewaar ik verder niets" in line.say(leaving).speech
    assert [mail["To"] for mail in service.deliver()] == [HELPDESK]
    assert service.client.get(link(service)).status_code == 200
