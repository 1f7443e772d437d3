"""`checkbot mail`: what an operator sees and can do, without an address or a report on the screen unasked."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select, update
from typer.testing import CliRunner

from fulfillment.app import create_app
from fulfillment.cli import app
from fulfillment.errors import CheckbotError
from fulfillment.settings import Settings
from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.outbox import BOUNCED, FAILED, QUEUED, SENDING, SENT
from fulfillment.storage.tables import mails
from tests.conftest import Service
from tests.test_handover import HELPDESK, handed_over

KEY = "one key of this test: it has no comma"


@pytest.fixture(scope="module")
def talked(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """A service in which one conversation was handed over; each test works on a copy of its database."""
    folder = tmp_path_factory.mktemp("talked")
    settings = Settings(
        database_url=f"sqlite:///{folder / 'checkbot.db'}",
        secret_keys=(KEY,),
        verify_requests=False,
        handover_to=HELPDESK,
    )
    database = open_database(settings.database_url)
    upgrade(database)
    service = Service(settings, create_app(settings), database, folder)
    handed_over(service)
    service.app.extensions["checkbot.database"].dispose()
    database.dispose()
    return service


@pytest.fixture
def service(talked: Service, tmp_path: Path) -> Iterator[Service]:
    shutil.copy(talked.folder / "checkbot.db", tmp_path)
    settings = talked.settings.model_copy(
        update={"database_url": f"sqlite:///{tmp_path / 'checkbot.db'}", "smtp_url": f"maildir:{tmp_path / 'mail'}"}
    )
    database = open_database(settings.database_url)
    yield Service(settings, talked.app, database, tmp_path)
    database.dispose()


def mail(service: Service, *words: str, **environment: str) -> Result:
    settings = {
        "CHECKBOT_DATABASE_URL": service.settings.database_url,
        "CHECKBOT_SECRET_KEYS": KEY,
        "CHECKBOT_HANDOVER_TO": HELPDESK,
    }
    return CliRunner().invoke(app, ["mail", *words], env=settings | environment)


def told(service: Service, *words: str, **environment: str) -> str:
    result = mail(service, *words, **environment)
    assert result.exit_code == 0, result.exception
    return result.output


def refused(service: Service, *words: str, **environment: str) -> str:
    error = mail(service, *words, **environment).exception
    assert isinstance(error, CheckbotError), error
    return str(error)


def the_id(service: Service) -> str:
    with service.database.begin() as connection:
        return str(connection.scalar(select(mails.c.id)))


def becomes(service: Service, state: str, **changes: object) -> None:
    with service.database.begin() as connection:
        connection.execute(update(mails).values(state=state, **changes))


def test_a_list_has_a_line_per_mail_and_the_sum(service: Service) -> None:
    line, total = told(service, "list").splitlines()
    assert line.startswith(f"{the_id(service)[:12]}  overdracht  wacht          0x  ")
    assert total == "Samen: 1 wacht, 0 onderweg, 0 verstuurd, 0 mislukt, 0 teruggekomen."


def test_a_mail_that_failed_for_good_is_found_by_its_state(service: Service) -> None:
    assert len(told(service, "list", "--state", "failed").splitlines()) == 1
    becomes(service, FAILED, reason="ontvanger geweigerd (550 5.1.1)")
    assert "mislukt" in told(service, "list", "--state", "failed").splitlines()[0]
    assert "ontvanger geweigerd (550 5.1.1)" in told(service, "list", "--state", "failed")


def test_a_state_that_does_not_exist(service: Service) -> None:
    assert refused(service, "list", "--state", "kwijt").startswith("kwijt is geen stand: kies --state queued,")


def test_a_mail_is_shown_without_address_and_content(service: Service) -> None:
    shown = told(service, "show", the_id(service)[:6])
    assert f"Mail       {the_id(service)}" in shown
    assert "Aan        h…@voorbeeld.nl" in shown
    assert "Volgende   " in shown
    assert HELPDESK not in shown
    assert "Sanne" not in shown


def test_address_and_text_are_shown_on_request(service: Service) -> None:
    assert HELPDESK in told(service, "show", the_id(service), "--address")
    assert "Sanne, te bereiken via 0612345678." in told(service, "show", the_id(service), "--text")


def test_a_mail_that_is_out_still_has_its_text(service: Service) -> None:
    service.deliver()
    shown = told(service, "show", the_id(service), "--address", "--text")
    assert "(het adres is gewist)" in shown
    assert "Sanne, te bereiken" in shown


def test_a_missing_key_is_said(service: Service) -> None:
    other = {"CHECKBOT_SECRET_KEYS": "another key which is long enough"}
    assert "de sleutel van dit adres ontbreekt" in told(service, "show", the_id(service), **other)
    assert "vul CHECKBOT_SECRET_KEYS aan" in refused(service, "show", the_id(service), "--text", **other)


@pytest.mark.parametrize("id", ["zzzzzz", "a", "%%%%%%"])
def test_an_id_that_nobody_has(service: Service, id: str) -> None:
    assert "zoek het id op met checkbot mail list" in refused(service, "show", id)


@pytest.mark.parametrize("words", [("retry",), ("retry", "abcdef", "--all-failed")])
def test_retry_wants_one_mail_or_all(service: Service, words: tuple[str, ...]) -> None:
    assert "noem één mail, of --all-failed" in refused(service, *words)


def test_all_failed_mails_go_out_again(service: Service) -> None:
    becomes(service, FAILED, attempts=26)
    assert told(service, "retry", "--all-failed") == "1 mail gaat opnieuw weg.\n"
    assert len(service.deliver()) == 1
    assert told(service, "retry", "--all-failed") == "0 mails gaan opnieuw weg.\n"


def test_a_handover_that_came_back_goes_to_the_address_of_now(service: Service) -> None:
    becomes(service, BOUNCED, recipient="")
    assert "zet in CHECKBOT_HANDOVER_TO" in refused(service, "retry", the_id(service), CHECKBOT_HANDOVER_TO="")
    told(service, "retry", the_id(service), CHECKBOT_HANDOVER_TO="nieuw@voorbeeld.nl")
    (sent,) = service.deliver()
    assert sent["To"] == "nieuw@voorbeeld.nl"


def test_a_report_whose_address_is_forgotten_is_not_sent_again(service: Service) -> None:
    becomes(service, BOUNCED, recipient="", handover=None)
    assert "op te vragen met de code" in refused(service, "retry", the_id(service))


@pytest.mark.parametrize(("state", "reason"), [(SENDING, "wordt nu bezorgd"), (SENT, "is al verstuurd")])
def test_what_is_out_or_on_its_way_is_not_sent_again(service: Service, state: str, reason: str) -> None:
    becomes(service, state)
    assert reason in refused(service, "retry", the_id(service))


def test_a_mail_that_waits_goes_at_once(service: Service) -> None:
    becomes(service, QUEUED, due=datetime.now(UTC) + timedelta(hours=3))
    assert service.deliver() == []
    told(service, "retry", the_id(service))
    assert len(service.deliver()) == 1


def test_bounces_are_taken_from_a_file(service: Service) -> None:
    sample = Path(__file__).parent / "mail" / "bounces" / "exim_unknown.eml"
    expected = "0 mails teruggekomen, 0 vertraagd; 1 bericht gaat niet over onze mail.\n"
    assert told(service, "bounces", str(sample)) == expected
