"""Limits in the service: per respondent in a conversation, per address on the pages."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from fulfillment.settings import Settings
from fulfillment.storage.tables import turns
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.conftest import Service
from tests.test_verified_doors import GOOD, alexa_service, post

EACH = pytest.mark.parametrize("platform", [Alexa, Actions, DialogflowEs, DialogflowCx])
HURRIED = "Dat gaat me te snel. Wacht een minuutje, en zeg het dan nog eens."


def stored(service: Service) -> int:
    with service.database.connect() as connection:
        return connection.scalar(select(func.count()).select_from(turns)) or 0


@EACH
def test_who_sends_more_than_anybody_can_say_hears_to_wait_and_nothing_is_stored(
    make_service: Callable[..., Service], caplog: pytest.LogCaptureFixture, platform: Any
) -> None:
    service = make_service(turns_per_minute=5)
    line = service.call(platform())
    line.start()
    line.say("ja")
    line.say("sla over")
    before = [line.say("de tweede").speech for _ in range(2)]
    with caplog.at_level(logging.WARNING):
        heard = [line.say("de tweede") for _ in range(20)]
    assert {each.speech for each in heard} == {HURRIED}
    assert not any(each.ended for each in heard)
    assert HURRIED not in before
    assert stored(service) == 5
    assert 1 <= caplog.text.count("te veel beurten van een respondent") <= 6


def test_nobody_else_is_kept_waiting(make_service: Callable[..., Service]) -> None:
    """All who talk come from the platform's few addresses: only the respondent counts, not the address."""
    service = make_service(turns_per_minute=3, pages_per_minute=1)
    hasty = service.call(Alexa())
    for _ in range(5):
        hasty.start()
    for _ in range(30):
        assert "Hallo, ik ben Mees" in service.call(Alexa()).start().speech


def test_after_the_wait_the_conversation_goes_on_where_it_was(make_service: Callable[..., Service]) -> None:
    service = make_service(turns_per_minute=3)
    caller = Alexa(user="sanne")
    line = service.call(caller)
    line.start()
    line.say("ja")
    line.say("sla over")
    assert line.say("de tweede").speech == HURRIED
    # Another process, or a minute later.
    again = make_service()
    assert "op één plek." in again.call(caller).say("de tweede").speech


def test_by_default_a_program_on_this_machine_is_not_limited_and_a_verified_caller_is() -> None:
    assert Settings(verify_requests=False).pace == 0
    assert Settings(verify_requests=False, turns_per_minute=7).pace == 7
    assert Settings().pace == 120


def test_a_refused_request_takes_nothing_of_anybodys_allowance(make_service: Callable[..., Service]) -> None:
    """Who can name a respondent but not sign for Amazon must not be able to silence him."""
    service = alexa_service(make_service)
    body = json.dumps(Alexa(user="sanne").start()).encode()
    for _ in range(200):
        assert post(service, "/alexa", body, {}) == 400
    answer = service.client.post("/alexa", data=body, content_type="application/json", headers=GOOD.headers(body))
    assert "Hallo, ik ben Mees" in answer.text


PAGES = ["/rapport", "/rapport/x", "/rapport/x/antwoorden", "/wissen/x", "/overdracht/x", "/privacy"]


@pytest.mark.parametrize("path", PAGES)
def test_an_address_gets_so_many_pages_a_minute(make_service: Callable[..., Service], path: str) -> None:
    service = make_service(pages_per_minute=4)
    client, elsewhere = service.client, {"REMOTE_ADDR": "192.0.2.7"}
    assert 429 not in {client.get(path).status_code for _ in range(4)}
    busy = client.get(path)
    assert (busy.status_code, busy.headers["Retry-After"]) == (429, "60")
    assert "Wacht een minuut" in busy.text
    assert client.post(path).status_code == 429
    assert client.get(path, environ_base=elsewhere).status_code != 429
    assert client.get("/healthz").status_code == 200


def test_behind_a_proxy_of_ours_each_caller_counts_for_himself(make_service: Callable[..., Service]) -> None:
    client = make_service(pages_per_minute=2).client

    def get(forwarded: str, remote: str = "127.0.0.1") -> int:
        headers, base = {"X-Forwarded-For": forwarded}, {"REMOTE_ADDR": remote}
        return client.get("/rapport", headers=headers, environ_base=base).status_code

    assert [get("203.0.113.1") for _ in range(3)] == [200, 200, 429]
    assert get("203.0.113.2") == 200
    # What the caller wrote in the header himself does not make him somebody else.
    assert get("203.0.113.77, 203.0.113.1") == 429
    assert [get(f"203.0.113.{number}", "198.51.100.5") for number in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("wrong", ["overal", "127.0.0.1;10.0.0.1", "10.0.0.1/8"])
def test_a_proxy_that_is_no_address_is_refused_at_start(wrong: str) -> None:
    with pytest.raises(ValueError, match="noem adressen of netwerken"):
        Settings(proxies=wrong)
