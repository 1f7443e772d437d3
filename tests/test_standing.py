"""How the companies stand is counted from stored scans, at most once an hour, and only of scans that say enough."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from fulfillment.standing import Standing, results
from fulfillment.storage.vault import Vault
from model.types import Model
from tests.conftest import KEY, Service
from tests.storage.test_finished import finish as keep


def company(model: Model, database: Engine, name: str, at: datetime) -> None:
    from fulfillment.conversation.session import Session
    from fulfillment.storage.finished import Finished

    keep(database, name, name, "a", at, Vault([KEY]))
    given = {question.id: question.answers[0].id for question in model.quick_scan}
    with database.begin() as connection:
        scan = Session(name, model.version, given=given)
        Finished(connection, Vault([KEY])).scan(scan, scan_id=name, report="{}", at=at)


def test_it_counts_what_is_stored_and_looks_again_after_an_hour(service: Service, model: Model, now: datetime) -> None:
    hours = [0.0]
    standing = Standing(service.settings, service.database, Vault([KEY]), clock=lambda: hours[0] * 3600)
    company(model, service.database, "een", now)
    assert standing().model_version == model.version
    company(model, service.database, "twee", now)
    hours[0] = 0.9
    assert sum(standing().counts["Totaal"].values()) == 1
    hours[0] = 1.1
    assert sum(standing().counts["Totaal"].values()) == 2


def test_a_scan_with_few_answers_does_not_count(model: Model) -> None:
    half = len(model.quick_scan) // 2
    few, enough = (
        {question.id: question.answers[0].id for question in model.quick_scan[:number]} for number in (half - 1, half)
    )
    assert len(list(results(model, [few, enough]))) == 1


def report_of(make_service: Callable[..., Service], model: Model, now: datetime, others: int) -> str:
    from local_sim.platforms.alexa import Alexa
    from tests.test_report_mail import finish

    service = make_service()
    for number in range(others):
        company(model, service.database, f"bedrijf-{number}", now)
    finish(service.call(Alexa()))
    (mail,) = service.deliver(Standing(service.settings, service.database, Vault([KEY])))
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_report_is_compared_with_twenty_others(
    make_service: Callable[..., Service], model: Model, now: datetime
) -> None:
    assert "De middelste helft van 20 andere bedrijven" in " ".join(report_of(make_service, model, now, 20).split())


def test_a_report_is_not_compared_with_nineteen(
    make_service: Callable[..., Service], model: Model, now: datetime
) -> None:
    assert "andere bedrijven scoort" not in " ".join(report_of(make_service, model, now, 19).split())
