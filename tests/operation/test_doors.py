"""The doors for monitoring tell how the service is doing: to whom may know it, and no more than that."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text

from fulfillment.channels.alexa.channel import AlexaChannel
from fulfillment.channels.errors import Refused
from fulfillment.operation.doors import LEARNED
from fulfillment.operation.readiness import LATEST, Readiness
from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.depth import depths, overdue
from fulfillment.storage.revision import newest
from fulfillment.storage.tables import mails
from local_sim.platforms.alexa import Alexa
from tests.conftest import BOTH, Service
from tests.postgresql import Cluster
from tests.test_database_away import durable  # noqa: F401 - a fixture

TOKEN = "a token for the scraper"


def checks(service: Service) -> tuple[int, dict[str, str]]:
    answer = service.client.get("/readyz")
    return answer.status_code, answer.get_json()["checks"]


@pytest.fixture
def learned(service: Service) -> Service:
    service.app.extensions[LEARNED].set()
    return service


def test_who_is_ready_says_so(learned: Service) -> None:
    assert checks(learned) == (200, dict.fromkeys(("database", "revision", "model", "outbox"), "ok"))


def test_who_has_not_learned_yet_is_not_ready(service: Service) -> None:
    assert checks(service) == (503, {"database": "ok", "revision": "ok", "model": "fail", "outbox": "ok"})


def test_tables_of_an_older_version_are_not_enough(learned: Service) -> None:
    with learned.database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    status, found = checks(learned)
    assert (status, found["database"], found["revision"]) == (503, "ok", "fail")


def test_tables_of_a_newer_version_are_while_it_is_brought_out(learned: Service) -> None:
    with learned.database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert checks(learned)[0] == 200


def test_the_newest_revision_is_the_one_that_upgrading_leads_to(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    assert upgrade(engine) == newest()
    engine.dispose()


@pytest.mark.parametrize(("late", "status"), [(LATEST - 60, 200), (LATEST + 60, 503)])
def test_mail_that_nobody_takes_up_shows(learned: Service, late: float, status: int) -> None:
    wait(learned, datetime.now(UTC) - timedelta(seconds=late))
    assert checks(learned)[0] == status


def test_a_database_that_is_away_shows_within_seconds(
    durable: Cluster,  # noqa: F811
    make_service: Callable[..., Service],
) -> None:
    service = make_service(database_url=durable.new_database())
    durable.stop("immediate")
    status, found = checks(service)
    assert (status, found["database"], found["outbox"]) == (503, "fail", "fail")
    assert b"checkbot_outbox_mails" not in service.client.get("/metrics").data
    durable.start()


def test_asking_often_asks_the_database_once_a_second(service: Service) -> None:
    moments = iter((0.0, 0.0, 0.5, 1.5, 1.5))
    asked: list[bool] = []
    ready = Readiness(service.database, lambda: bool(asked.append(True)), clock=lambda: next(moments))
    ready(), ready(), ready()
    assert len(asked) == 2


def wait(service: Service, due: datetime, **other: Any) -> None:
    """Have a mail wait, due since then."""
    number = service.client.get("/healthz").headers["X-Request-Id"]
    row = {"id": number, "message_id": number, "recipient": "", "state": "queued", "attempts": 0, "reason": ""}
    with service.database.begin() as connection:
        connection.execute(insert(mails).values(**{**row, "due": due, "created": due, **other}))


@BOTH
def test_the_outbox_is_counted_by_state(service: Service) -> None:
    now = datetime.now(UTC)
    wait(service, now - timedelta(minutes=2))
    wait(service, now + timedelta(minutes=2), attempts=3)
    wait(service, now, state="sent")
    wait(service, now - timedelta(hours=1), state="failed")
    with service.database.begin() as connection:
        found, late = depths(connection), overdue(connection, now)
    assert {state: (depth.number, depth.tried) for state, depth in found.items()} == {
        "queued": (2, 1),
        "sending": (0, 0),
        "failed": (1, 0),
        "bounced": (0, 0),
    }
    assert late == pytest.approx(120, abs=1)


def test_nothing_is_late_before_its_time(service: Service) -> None:
    now = datetime.now(UTC)
    wait(service, now + timedelta(minutes=2))
    with service.database.begin() as connection:
        assert overdue(connection, now) == 0.0


def metrics(service: Service) -> set[str]:
    return set(service.client.get("/metrics").get_data(as_text=True).splitlines())


def test_a_turn_is_counted_timed_and_told_by_how_it_was_understood(service: Service) -> None:
    line = service.call(Alexa())
    for words in ("", "ja", "sla over", "paarse krokodil"):
        line.say(words) if words else line.start()
    found = metrics(service)
    assert 'checkbot_turns_total{channel="alexa",outcome="answered"} 4.0' in found
    assert 'checkbot_heard_total{channel="alexa",kind="missed"} 1.0' in found
    assert 'checkbot_turn_seconds_count{channel="alexa"} 4.0' in found
    for step in ("read", "load", "advance", "save", "write"):
        assert f'checkbot_step_seconds_count{{channel="alexa",step="{step}"}} 1.0' in found


def test_a_turn_that_fails_is_counted_by_its_cause(service: Service) -> None:
    line = service.call(Alexa())
    with service.database.begin() as connection:
        connection.execute(text("DROP TABLE turns"))
    line.start()
    found = metrics(service)
    assert 'checkbot_turns_total{channel="alexa",outcome="failed"} 1.0' in found
    assert 'checkbot_failures_total{cause="database",channel="alexa"} 1.0' in found


def test_who_is_turned_away_is_counted_by_the_reason(make_service: Callable[..., Service]) -> None:
    class Wary:
        def verify(self, *_: object) -> None:
            raise Refused("signature")

    service = make_service(channels=(AlexaChannel(Wary(), "x"),))
    request = Alexa().start()
    request["session"]["application"]["applicationId"] = "x"
    request["context"]["System"]["application"]["applicationId"] = "x"
    assert service.client.post("/alexa", json=request).status_code == 400
    assert service.client.post("/alexa", data="{", content_type="application/json").status_code == 400
    assert service.client.post("/alexa", data="x").status_code == 415
    found = metrics(service)
    for outcome in ("refused", "malformed", "rejected"):
        assert f'checkbot_turns_total{{channel="alexa",outcome="{outcome}"}} 1.0' in found
    assert 'checkbot_refused_total{channel="alexa",reason="signature"} 1.0' in found


def test_a_page_is_counted_by_its_door_and_never_by_its_path(service: Service) -> None:
    service.client.get("/rapport/geheim-kenmerk")
    service.client.get("/wat/dan/ook")
    written = service.client.get("/metrics").get_data(as_text=True)
    assert 'checkbot_pages_total{door="/rapport/<token>",status="404"} 1.0' in written
    assert 'checkbot_pages_total{door="",status="404"} 1.0' in written
    assert "geheim" not in written


@pytest.mark.parametrize(
    ("token", "headers", "address", "status"),
    [
        ("", {}, "127.0.0.1", 200),
        ("", {"X-Forwarded-For": "203.0.113.7"}, "127.0.0.1", 403),
        ("", {}, "203.0.113.7", 403),
        ("", {"Authorization": "Bearer "}, "203.0.113.7", 403),
        (TOKEN, {}, "203.0.113.7", 403),
        (TOKEN, {"Authorization": f"Bearer {TOKEN}x"}, "203.0.113.7", 403),
        (TOKEN, {"Authorization": "Bearer één"}, "203.0.113.7", 403),
        (TOKEN, {"Authorization": f"Bearer {TOKEN}"}, "203.0.113.7", 200),
        (TOKEN, {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "203.0.113.7"}, "127.0.0.1", 200),
    ],
)
def test_the_metrics_are_for_this_machine_and_who_has_the_token(
    make_service: Callable[..., Service], token: str, headers: dict[str, str], address: str, status: int
) -> None:
    client = make_service(metrics_token=token).client
    answer = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status


@pytest.mark.parametrize("given", ["a-1_b.C", "x" * 64])
def test_a_clean_request_id_is_given_back(service: Service, given: str) -> None:
    assert service.client.get("/privacy", headers={"X-Request-Id": given}).headers["X-Request-Id"] == given


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "a\tb", "é", '"}', "a;b"])
def test_any_other_is_replaced(service: Service, given: str) -> None:
    made = service.client.get("/privacy", headers={"X-Request-Id": given}).headers["X-Request-Id"]
    assert made != given
    assert len(made) == 32
