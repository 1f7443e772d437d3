"""What a respondent may ask for, by the operator's commands: to see it, to have it erased, to withdraw a consent."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import func, select, update
from typer.testing import CliRunner

from fulfillment.aftermath import Aftermath
from fulfillment.cli import app
from fulfillment.codes import ERASE_LINK, Links
from fulfillment.conversation.agreement import Agreement
from fulfillment.conversation.session import Session
from fulfillment.errors import CheckbotError
from fulfillment.storage.tables import attempts, events, metadata, scans, sessions
from fulfillment.storage.vault import Vault
from model.types import Model
from tests.conftest import Service
from tests.privacy.telling import ADDRESS, GOAL, KEY, NAME, OBSTACLE, PHONE, echo


@pytest.fixture
def checkbot(service: Service) -> Callable[..., Result]:
    def run(*words: str, stdin: str = "", **changes: str) -> Result:
        settings = {"DATABASE_URL": service.settings.database_url, "SECRET_KEYS": KEY} | changes
        environment = {f"CHECKBOT_{name}": value for name, value in settings.items()}
        return CliRunner().invoke(app, ["privacy", *words], input=stdin, env=environment)

    return run


def rows(service: Service) -> dict[str, int]:
    with service.database.begin() as connection:
        counts = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.tables.values()
        }
    return {name: count for name, count in counts.items() if count}


def exported(checkbot: Callable[..., Result], *words: str) -> dict[str, Any]:
    shown = checkbot("export", *words)
    assert shown.exit_code == 0, shown.output
    (session,) = json.loads(shown.stdout)["gesprekken"]
    return dict(session)


def test_the_export_shows_everything_with_dutch_labels(checkbot: Callable[..., Result]) -> None:
    session = exported(checkbot, "--address", ADDRESS.upper())
    about = session["over jezelf en je bedrijf"]
    assert (about["Wat is je voornaam?"], session["via"]) == (NAME, "Alexa")
    assert {GOAL, OBSTACLE, "Directie", "Mode"} <= set(about.values())
    assert (session["e-mailadres"], session["te bereiken via"]) == (ADDRESS, PHONE)
    assert len(session["antwoorden"]) == 20
    assert session["antwoorden"][0]["antwoord"] == ["Op één plek"]
    assert any("Jullie" in line for line in session["rapporten"][0]["rapport"])
    assert {mail["stand"] for mail in session["mails"]} == {"verstuurd"}
    assert PHONE in session["overdrachten aan een collega"][0]["samenvatting"][0]
    assert len(session["toestemmingen"]) == 4
    assert "Bram" not in str(session)
    assert "amzn1" not in str(session)


def test_the_export_goes_to_a_file_of_its_owner_and_never_over_another(
    checkbot: Callable[..., Result], tmp_path: Path
) -> None:
    file = tmp_path / "inzage.json"
    shown = checkbot("export", "--address", "-", "--file", str(file), stdin=f"{ADDRESS}\n")
    assert "Gevonden: 1 gesprek, in" in shown.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    assert NAME in file.read_text(encoding="utf-8")
    again = checkbot("export", "--address", ADDRESS, "--file", str(file))
    assert isinstance(again.exception, CheckbotError)
    assert "bestaat al" in str(again.exception)


@pytest.mark.parametrize("words", [("--address", ADDRESS), ("--address", f"{PHONE[:2]} {PHONE[2:]}")])
def test_erasing_takes_everything_of_that_person_and_nothing_of_another(
    service: Service, checkbot: Callable[..., Result], words: tuple[str, str]
) -> None:
    with_both = rows(service)
    shown = checkbot("erase", *words, "--yes")
    assert "Gewist: 1 gesprek, " in shown.stdout
    assert "1 rapport, 2 verzendingen van mails, 1 overdracht aan een collega en 4 toestemmingen" in shown.stdout
    left = rows(service)
    assert (left["sessions"], left["consents"]) == (1, 1)
    assert not {"scans", "reports", "mails", "handovers", "addresses"} & set(left)
    assert {"scans", "reports", "mails", "handovers", "addresses"} <= set(with_both)
    assert "niets bewaard" in checkbot("erase", *words, "--yes").stdout


def test_erasing_by_code_asks_first(service: Service, checkbot: Callable[..., Result], code: str) -> None:
    spaced = f"{code[:3]} {code[3:]}"
    refused = checkbot("erase", "--code", spaced, stdin="nee\n")
    assert isinstance(refused.exception, CheckbotError)
    assert rows(service)["sessions"] == 2
    assert "Gewist: 1 gesprek" in checkbot("erase", "--code", spaced, stdin="ja\n").stdout
    assert rows(service)["sessions"] == 1


def test_what_was_erased_is_not_in_the_files_any_more_not_even_sealed(
    service: Service, checkbot: Callable[..., Result]
) -> None:
    with service.database.begin() as connection:
        state = connection.scalar(select(sessions.c.state))
    assert state
    sealed = state[20:120].encode()

    def stands() -> bool:
        return any(sealed in file.read_bytes() for file in service.folder.glob("checkbot.db*"))

    assert stands()
    checkbot("erase", "--address", ADDRESS, "--yes")
    assert not stands()


@pytest.mark.parametrize("way", ["voice", "link", "command"])
def test_by_voice_by_link_and_by_command_the_same_goes(
    service: Service, checkbot: Callable[..., Result], way: str
) -> None:
    match way:
        case "voice":
            line = service.call(echo())
            line.start()
            line.say("verwijder mijn gegevens")
            assert "Gewist" in line.say("ja").speech
        case "link":
            assert service.client.post(link(service)).status_code == 200
        case "command":
            checkbot("erase", "--address", ADDRESS, "--yes")
    left = rows(service)
    assert (left["sessions"], left["consents"]) == (1, 1)
    assert not {"scans", "reports", "mails", "handovers", "addresses"} & set(left)


def link(service: Service) -> str:
    with service.database.begin() as connection:
        scan_id = connection.scalar(select(scans.c.id))
    assert scan_id
    return f"/wissen/{Links((KEY,), ERASE_LINK).token(scan_id)}"


def test_the_link_shows_what_goes_and_only_the_button_erases(service: Service) -> None:
    path = link(service)
    for _ in range(2):
        page = service.client.get(path)
        assert "Bij dit rapport bewaren we: 1 gesprek" in page.text
    assert not any(word in page.text for word in (NAME, ADDRESS, PHONE, "<script", "|"))
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "zijn gewist" in service.client.post(path).text
    assert "niets meer" in service.client.get(path).text
    assert "niets meer" in service.client.post(path).text


@pytest.mark.parametrize("purpose", ["handover", "report"])
def test_a_link_for_something_else_erases_nothing(service: Service, purpose: str) -> None:
    with service.database.begin() as connection:
        scan_id = connection.scalar(select(scans.c.id)) or ""
    for token in (
        Links((KEY,), purpose).token(scan_id),
        Links(("another key of somebody",), ERASE_LINK).token(scan_id),
    ):
        answer = service.client.post(f"/wissen/{token}")
        assert answer.status_code == 404
        assert "hele link" in answer.text
    assert rows(service)["sessions"] == 2


def test_consents_are_kept_with_their_words_and_their_time(told: str, checkbot: Callable[..., Result]) -> None:
    consents = {entry["waarvoor"]: entry for entry in exported(checkbot, "--address", ADDRESS)["toestemmingen"]}
    for entry in consents.values():
        assert all(line in told for line in entry["zo gevraagd"])
        assert (entry["vorm"], entry["ingetrokken"]) == ("je", None)
        assert entry["gegeven"].startswith(datetime.now(UTC).strftime("%d-%m-%Y"))
    assert (
        "Je kunt ze altijd laten wissen"
        in consents["meedoen, en antwoorden bewaren voor het rapport"]["zo gevraagd"][0]
    )
    handover = consents["een collega het gesprek laten lezen en contact laten opnemen"]["zo gevraagd"]
    assert "Een collega leest dit gesprek" in handover[0]
    assert "Klopt dat?" in handover[-1]


def test_a_consent_to_mail_later_can_be_withdrawn_and_the_address_goes(checkbot: Callable[..., Result]) -> None:
    assert "in 1 gesprek" in checkbot("withdraw", "--address", ADDRESS).stdout
    session = exported(checkbot, "--address", ADDRESS)
    assert session["e-mailadres"] is None
    withdrawn = [entry["waarvoor"] for entry in session["toestemmingen"] if entry["ingetrokken"]]
    assert withdrawn == ["later nog één keer mailen"]
    assert "in 0 gesprekken" in checkbot("withdraw", "--address", ADDRESS).stdout


def test_purging_tells_what_goes_before_it_goes(service: Service, checkbot: Callable[..., Result]) -> None:
    assert "Opgeruimd: niets." in checkbot("purge").stdout
    with service.database.begin() as connection:
        connection.execute(update(sessions).values(seen=datetime.now(UTC) - timedelta(days=400)))
    for words, told in ((("--dry-run",), "Zou weggaan"), ((), "Opgeruimd")):
        shown = checkbot("purge", *words).stdout
        assert f"{told}: afgebroken: 1 gesprek, " in shown
        assert "; met rapport: 1 gesprek, " in shown
        assert "7 dagen zonder rapport, 365 dagen met rapport" in shown
    assert set(rows(service)) == {"events"}
    with service.database.begin() as connection:
        assert set(connection.scalars(select(events.c.session))) == {None}


def test_new_keys_by_command(checkbot: Callable[..., Result]) -> None:
    both = {"SECRET_KEYS": f"a-newer-key-than-before,{KEY}"}
    shown = checkbot("rotate", **both)
    assert "sessions" in shown.stdout
    assert "alles gaat open met de eerste sleutel" in shown.stdout
    assert "Klaar: 0 rijen" in checkbot("rotate", **both).stdout
    assert "Gewist" in checkbot("erase", "--address", ADDRESS, "--yes", SECRET_KEYS="a-newer-key-than-before").stdout


def test_a_missing_key_is_named_and_nothing_is_quoted(checkbot: Callable[..., Result]) -> None:
    shown = checkbot("rotate", SECRET_KEYS="a-newer-key-than-before")
    assert "zet hun sleutel ook in CHECKBOT_SECRET_KEYS" in str(shown.exception)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("erase",), "precies één"),
        (("export", "--address", "a@b.nl", "--code", "482915"), "precies één"),
        (("erase", "--code", "12"), "6 cijfers"),
    ],
)
def test_a_mistake_says_what_to_do(checkbot: Callable[..., Result], words: tuple[str, ...], said: str) -> None:
    shown = checkbot(*words)
    assert isinstance(shown.exception, CheckbotError)
    assert said in str(shown.exception)


def test_a_report_for_a_typed_address_is_found_by_it(
    service: Service, checkbot: Callable[..., Result], model: Model
) -> None:
    """The report page and the hourly tidying make reports outside a conversation."""
    vault = Vault((KEY,))
    with service.database.begin() as connection:
        session = Session("typed", model.version, address="getypt@voorbeeld.nl", reports=1)
        values = {"id": "typed", "respondent": "x", "channel": "alexa", "open": False, "state": vault.seal("{}")}
        now = datetime.now(UTC)
        connection.execute(sessions.insert().values(**values, began=now, seen=now))
        Aftermath(model, vault, mail_from="a@b.nl").report(connection, session, now, early=True)
    assert "1 rapport" in checkbot("erase", "--address", "Getypt@voorbeeld.nl", "--yes").stdout


def test_each_consent_has_its_words_for_people() -> None:
    from fulfillment.privacy.words import AGREEMENTS

    assert set(AGREEMENTS) == set(Agreement)


def test_a_database_that_nobody_served_yet_is_made_ready_first(tmp_path: Path, checkbot: Callable[..., Result]) -> None:
    shown = checkbot("purge", DATABASE_URL=f"sqlite:///{tmp_path / 'new.db'}")
    assert shown.exit_code == 0, shown.output


def test_purging_forgets_the_vain_tries_of_before(checkbot: Callable[..., Result], service: Service) -> None:
    with service.database.begin() as connection:
        for hours in (0, 2, 30):
            connection.execute(attempts.insert().values(at=datetime.now(UTC) - timedelta(hours=hours)))
    assert checkbot("purge").exit_code == 0
    assert rows(service)["attempts"] == 1
