"""The spoken code: on with the same conversation on another platform, and the report for a typed address."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from fulfillment.aftermath import Aftermath
from fulfillment.storage.tables import scans, sessions
from fulfillment.storage.vault import Vault
from fulfillment.tidying import forget_addresses, report_left
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from model.types import Model
from tests.conftest import KEY, Line, Service


def left(service: Service, *, answers: int = 3) -> tuple[Line, str]:
    """Stop after a few answers on Alexa, and give the code that was said."""
    line = service.call(Alexa())
    line.start()
    for words in ("ja", "ik heet Sanne", *["de tweede"] * answers):
        line.say(words)
    return line, code_in(line.say("later verder").speech)


def code_in(speech: str) -> str:
    found = re.search(r"(\d), (\d), (\d)\. (\d), (\d), (\d)", speech)
    assert found, speech
    return "".join(found.groups())


def test_a_conversation_goes_on_elsewhere(service: Service) -> None:
    old, code = left(service)
    line = service.call(Actions())
    line.start()
    assert "Welke code" in line.say("ik heb een code").speech
    heard = line.say(" ".join(code)).speech
    assert "Welkom terug, Sanne" in heard
    assert "vraag 4 van 20" in heard
    assert "Wat kunnen klanten" in line.say("ja").speech
    assert "Vind je dat goed?" in old.start().speech


def test_the_code_may_be_said_in_the_same_breath(service: Service) -> None:
    _, code = left(service)
    line = service.call(Actions())
    line.start()
    assert "Welkom terug, Sanne" in line.say(f"mijn code is {code}").speech


def test_a_wrong_code_is_asked_again_and_then_left(service: Service) -> None:
    _, code = left(service)
    wrong = str((int(code) + 1) % 1_000_000).zfill(6)
    line = service.call(Actions())
    line.start()
    line.say("ik heb een code")
    assert "ken ik niet" in line.say(wrong).speech
    line.say(wrong)
    assert "zonder code" in line.say(wrong).speech
    assert "zonder code" in line.say(f"mijn code is {code}").speech


def test_a_code_that_was_never_said_opens_nothing(service: Service) -> None:
    line = service.call(Alexa())
    line.start()
    line.say("ja")
    line.say("sla over")
    with service.database.begin() as connection:
        assert set(connection.scalars(select(sessions.c.code))) == {None}
    other = service.call(Actions())
    other.start()
    assert "ken ik niet" in other.say("mijn code is 123456").speech


def failed_address(service: Service) -> str:
    line = service.call(Alexa())
    line.start()
    for words in ("ja", "sla over", *["de tweede"] * 20, "nee", "ja"):
        line.say(words)
    for _ in range(2):
        line.say("jan apenstaartje voorbeeld punt nl")
        heard = line.say("nee")
    assert "/rapport" in heard.speech
    return code_in(heard.speech)


def test_after_two_failed_addresses_the_page_takes_the_code_and_a_typed_address(service: Service) -> None:
    code = failed_address(service)
    page = service.client.get("/rapport")
    assert page.status_code == 200
    assert 'lang="nl"' in page.text
    opened = service.client.post("/rapport", data={"code": f"{code[:3]} {code[3:]}"})
    assert opened.status_code == 303
    assert "Samenvatting" in service.client.get(opened.location).text
    sent = service.client.post(opened.location, data={"address": "sanne@voorbeeld.nl"}, follow_redirects=True)
    assert "onderweg" in sent.text
    assert [mail["To"] for mail in service.deliver()] == ["sanne@voorbeeld.nl"]


def test_the_page_says_what_is_wrong(service: Service) -> None:
    wrong = service.client.post("/rapport", data={"code": "000000"})
    assert wrong.status_code == 400
    assert "klopt niet" in wrong.text
    assert 'value="000000"' in wrong.text


def test_codes_cannot_be_guessed_at_leisure(service: Service) -> None:
    code = failed_address(service)
    wrong = [f"{n:06}" for n in range(21) if f"{n:06}" != code]
    tries = [service.client.post("/rapport", data={"code": n}).status_code for n in wrong]
    assert tries[:20] == [400] * 20
    assert service.client.post("/rapport", data={"code": code}).status_code == 429
    line = service.call(Actions())
    line.start()
    assert "ken ik niet" in line.say(f"mijn code is {code}").speech


def test_a_code_told_on_leaving_does_not_open_the_page(service: Service) -> None:
    _, code = left(service)
    assert service.client.post("/rapport", data={"code": code}).status_code == 400


def test_taking_over_keeps_a_report_that_is_on_its_way(service: Service) -> None:
    _, code = left(service)
    line = service.call(Actions())
    line.start()
    for words in ("ja", "sla over", *["de tweede"] * 20, "nee", "ja", "sanne apenstaartje voorbeeld punt nl", "ja"):
        line.say(words)
    assert "Welkom terug, Sanne" in line.say(f"mijn code is {code}").speech
    assert [mail["To"] for mail in service.deliver()] == ["sanne@voorbeeld.nl"]


def later(service: Service, hours: int) -> None:
    with service.database.begin() as connection:
        connection.execute(update(sessions).values(seen=datetime.now(UTC) - timedelta(hours=hours)))


def test_a_scan_left_with_an_address_is_reported_after_a_day(service: Service, model: Model) -> None:
    vault = Vault([KEY])
    line = service.call(Alexa())
    line.start()
    for words in (
        "ja",
        "sla over",
        *["de tweede"] * 6,
        "mijn adres is sanne apenstaartje voorbeeld punt nl",
        "ja",
        "stop",
    ):
        line.say(words)
    aftermath = Aftermath(model, vault, mail_from="bot@voorbeeld.nl")
    now = datetime.now(UTC)
    assert report_left(service.settings, service.database, vault, aftermath, now) == 0
    later(service, hours=25)
    assert report_left(service.settings, service.database, vault, aftermath, now) == 1
    assert report_left(service.settings, service.database, vault, aftermath, now) == 0
    mail = service.deliver()[0]
    assert mail["To"] == "sanne@voorbeeld.nl"
    assert "Het gesprek stopte voordat alle vragen waren gesteld" in " ".join(
        mail.get_body(("plain",)).get_content().split()
    )
    assert "vraag 7 van 20" in line.start().speech


def test_a_scan_left_without_an_address_or_with_few_answers_is_not_reported(service: Service, model: Model) -> None:
    vault = Vault([KEY])
    left(service, answers=8)
    line = service.call(Alexa())
    line.start()
    for words in ("ja", "sla over", "de tweede", "mijn adres is sanne apenstaartje voorbeeld punt nl", "ja"):
        line.say(words)
    later(service, hours=25)
    aftermath = Aftermath(model, vault, mail_from="bot@voorbeeld.nl")
    assert report_left(service.settings, service.database, vault, aftermath, datetime.now(UTC)) == 0


def test_the_address_of_who_hangs_up_during_the_last_questions_is_forgotten(service: Service) -> None:
    vault = Vault([KEY])
    line = service.call(Alexa())
    line.start()
    for words in ("ja", "sla over", *["de tweede"] * 20, "nee", "ja", "sanne apenstaartje voorbeeld punt nl", "ja"):
        line.say(words)
    later(service, hours=2)
    forget_addresses(service.settings, service.database, vault, datetime.now(UTC))
    with service.database.begin() as connection:
        states = [vault.open(state) for state in connection.scalars(select(sessions.c.state))]
        assert len(connection.execute(select(scans)).all()) == 1
    assert not any("voorbeeld.nl" in state for state in states)
