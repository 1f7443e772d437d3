"""With verification on: who is not the platform is turned away, changes nothing, and leaves one line in the log."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from fulfillment.channels.actions.channel import ActionsChannel
from fulfillment.channels.actions.token import GoogleVerifier
from fulfillment.channels.alexa.channel import AlexaChannel
from fulfillment.channels.alexa.signature import AlexaVerifier
from fulfillment.channels.dialogflow_cx.channel import CxChannel
from fulfillment.channels.dialogflow_es.channel import EsChannel
from fulfillment.channels.fetch import Fetched
from fulfillment.channels.service_agent import ServiceAgentVerifier
from fulfillment.storage.tables import sessions
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import SKILL_ID, Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.channels.certificates import CHAIN_URL, Chain, TokenKey, make_chain
from tests.conftest import Service

PROJECT = "checkbot-test"
LONG_AGO = datetime.now(UTC) - timedelta(days=400)
GOOD = make_chain()


def alexa_service(make_service: Callable[..., Service], chain: Chain = GOOD) -> Service:
    """A service that trusts our root, and finds `chain` wherever it looks on Amazon's host."""
    verifier = AlexaVerifier(fetch=lambda _: chain.pem, roots=[GOOD.root])
    return make_service(verify_requests=True, channels=(AlexaChannel(verifier, SKILL_ID),))


def launch(**changes: Any) -> bytes:
    request = Alexa().start()
    request["request"] |= changes
    return json.dumps(request).encode()


def post(service: Service, path: str, body: bytes, headers: dict[str, str]) -> int:
    return service.client.post(path, data=body, content_type="application/json", headers=headers).status_code


def stored(service: Service) -> int:
    with service.database.begin() as connection:
        return connection.scalar(select(func.count()).select_from(sessions)) or 0


def refused(caplog: pytest.LogCaptureFixture, reason: str) -> bool:
    lines = [record.getMessage() for record in caplog.records]
    return len(lines) == 1 and lines[0].partition(" gezien=")[0].endswith(f"reden={reason}")


def test_what_alexa_signed_is_answered(make_service: Callable[..., Service]) -> None:
    service, body = alexa_service(make_service), launch()
    assert post(service, "/alexa", body, GOOD.headers(body)) == 200
    assert stored(service) == 1


@pytest.mark.parametrize(
    ("chain", "reason"),
    [
        pytest.param(make_chain("echo-api.example.com"), "san", id="san"),
        pytest.param(make_chain(start=LONG_AGO, end=LONG_AGO + timedelta(days=90)), "expired", id="expiry"),
        pytest.param(make_chain(authority="somebody else"), "chain", id="root"),
    ],
)
def test_a_wrong_certificate_is_refused(
    make_service: Callable[..., Service], caplog: pytest.LogCaptureFixture, chain: Chain, reason: str
) -> None:
    service, body = alexa_service(make_service, chain), launch()
    assert post(service, "/alexa", body, chain.headers(body)) == 400
    assert refused(caplog, reason)
    assert stored(service) == 0


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://s3.example.com/echo.api/chain.pem", "host"),
        ("http://s3.amazonaws.com/echo.api/chain.pem", "scheme"),
        ("https://s3.amazonaws.com:444/echo.api/chain.pem", "port"),
        ("https://s3.amazonaws.com/echo.api/%2e%2e/chain.pem", "path"),
        ("https://s3.amazonaws.com/ECHO.API/chain.pem", "path"),
        ("", "path"),
    ],
)
def test_a_certificate_from_elsewhere_is_refused(
    make_service: Callable[..., Service], caplog: pytest.LogCaptureFixture, url: str, reason: str
) -> None:
    service, body = alexa_service(make_service), launch()
    assert post(service, "/alexa", body, GOOD.headers(body, url)) == 400
    assert refused(caplog, reason)
    assert stored(service) == 0


def test_a_changed_body_is_refused(make_service: Callable[..., Service], caplog: pytest.LogCaptureFixture) -> None:
    service, body = alexa_service(make_service), launch()
    assert post(service, "/alexa", body + b" ", GOOD.headers(body)) == 400
    assert refused(caplog, "signature")
    assert stored(service) == 0


@pytest.mark.parametrize("header", ["SignatureCertChainUrl", "Signature-256"])
def test_a_missing_header_is_refused(make_service: Callable[..., Service], header: str) -> None:
    service, body = alexa_service(make_service), launch()
    headers = {name: value for name, value in GOOD.headers(body).items() if name != header}
    assert post(service, "/alexa", body, headers) == 400


@pytest.mark.parametrize("seconds", [-200, 200])
def test_an_old_or_future_request_is_refused(
    make_service: Callable[..., Service], caplog: pytest.LogCaptureFixture, seconds: int
) -> None:
    sent = datetime.now(UTC) + timedelta(seconds=seconds)
    service, body = alexa_service(make_service), launch(timestamp=sent.strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert post(service, "/alexa", body, GOOD.headers(body)) == 400
    assert refused(caplog, "timestamp")
    assert stored(service) == 0


@pytest.mark.parametrize("timestamp", ["", "gisteren", None, 5, "2026-11-22T09:00:00"])
def test_a_request_without_a_clear_time_is_refused(make_service: Callable[..., Service], timestamp: Any) -> None:
    service, body = alexa_service(make_service), launch(timestamp=timestamp)
    assert post(service, "/alexa", body, GOOD.headers(body)) == 400


@pytest.mark.parametrize("owner", ["session", "System"])
def test_a_request_for_another_skill_is_refused(
    make_service: Callable[..., Service], caplog: pytest.LogCaptureFixture, owner: str
) -> None:
    request = Alexa().start()
    part = request["session"] if owner == "session" else request["context"]["System"]
    part["application"] = {"applicationId": "amzn1.ask.skill.other"}
    service, body = alexa_service(make_service), json.dumps(request).encode()
    assert post(service, "/alexa", body, GOOD.headers(body)) == 400
    assert refused(caplog, "skill")
    assert stored(service) == 0


KEY = TokenKey("key-1", PROJECT)


@pytest.fixture
def actions_service(make_service: Callable[..., Service]) -> Service:
    verifier = GoogleVerifier(PROJECT, fetch=lambda _: Fetched(KEY.published, 3_600))
    return make_service(verify_requests=True, channels=(ActionsChannel(verifier),))


def opening() -> bytes:
    return json.dumps(Actions().start()).encode()


def test_what_google_signed_is_answered(actions_service: Service) -> None:
    headers = {"google-assistant-signature": KEY.token()}
    assert post(actions_service, "/google/actions", opening(), headers) == 200


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        pytest.param(lambda: KEY.token(iss="https://accounts.example.com"), "issuer", id="issuer"),
        pytest.param(lambda: KEY.token(aud="another-project"), "audience", id="audience"),
        pytest.param(lambda: KEY.token(iat=1_600_000_000, exp=1_600_003_600), "expired", id="expiry"),
        pytest.param(lambda: TokenKey("key-1", "x").token()[:-8] + "AAAAAAAA", "signature", id="signature"),
        pytest.param(lambda: "geen.token.dit", "token", id="garbage"),
    ],
)
def test_a_wrong_token_is_refused(
    actions_service: Service, caplog: pytest.LogCaptureFixture, token: Callable[[], str], reason: str
) -> None:
    headers = {"google-assistant-signature": token()}
    assert post(actions_service, "/google/actions", opening(), headers) == 403
    assert refused(caplog, reason)
    assert stored(actions_service) == 0


def test_no_token_is_refused(actions_service: Service) -> None:
    assert post(actions_service, "/google/actions", opening(), {}) == 403


def test_the_log_line_of_a_refusal_holds_nothing_of_the_request(
    actions_service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    post(actions_service, "/google/actions", opening(), {"google-assistant-signature": "jan@voorbeeld.nl"})
    assert "jan" not in caplog.text


AGENT = "service-1@gcp-sa-dialogflow.iam.gserviceaccount.com"
AGENTS = pytest.mark.parametrize("platform", [DialogflowEs, DialogflowCx])


@pytest.fixture
def agent_service(make_service: Callable[..., Service]) -> Service:
    verifier = ServiceAgentVerifier(PROJECT, AGENT, fetch=lambda _: Fetched(KEY.published, 3_600))
    return make_service(verify_requests=True, channels=(EsChannel(verifier), CxChannel(verifier)))


def bearer(**changes: Any) -> dict[str, str]:
    token = KEY.token(**{"email": AGENT, "email_verified": True, **changes})
    return {"Authorization": f"Bearer {token}"}


@AGENTS
def test_what_our_agent_signed_is_answered(agent_service: Service, platform: Any) -> None:
    body = json.dumps(platform().start()).encode()
    assert post(agent_service, platform.path, body, bearer()) == 200
    assert stored(agent_service) == 1


@AGENTS
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"iss": "https://accounts.example.com"}, "issuer"),
        ({"aud": "another-project"}, "audience"),
        ({"iat": 1_600_000_000, "exp": 1_600_003_600}, "expired"),
        ({"email": "service-2@gcp-sa-dialogflow.iam.gserviceaccount.com"}, "account"),
        ({"email": None}, "account"),
        ({"email_verified": False}, "account"),
    ],
)
def test_a_token_of_another_agent_is_refused(
    agent_service: Service, caplog: pytest.LogCaptureFixture, platform: Any, changes: dict[str, Any], reason: str
) -> None:
    body = json.dumps(platform().start()).encode()
    assert post(agent_service, platform.path, body, bearer(**changes)) == 403
    assert refused(caplog, reason)
    assert stored(agent_service) == 0


@AGENTS
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer geen.token.dit"}, {"Authorization": "Basic eDp5"}])
def test_without_a_token_of_our_agent_a_request_is_refused(
    agent_service: Service, platform: Any, headers: dict[str, str]
) -> None:
    body = json.dumps(platform().start()).encode()
    assert post(agent_service, platform.path, body, headers) == 403
    assert stored(agent_service) == 0


@pytest.mark.parametrize(
    ("platform", "status"), [(Alexa, 400), (Actions, 403), (DialogflowEs, 403), (DialogflowCx, 403)]
)
def test_a_channel_without_its_id_turns_everybody_away(
    make_service: Callable[..., Service], caplog: pytest.LogCaptureFixture, platform: Any, status: int
) -> None:
    service = make_service(verify_requests=True)
    for name in ("ALEXA_SKILL_ID", "GOOGLE_PROJECT_ID", "DIALOGFLOW_SERVICE_ACCOUNT"):
        assert f"CHECKBOT_{name} is leeg" in caplog.text
    body = json.dumps(platform().start()).encode()
    headers = {**GOOD.headers(body), "google-assistant-signature": KEY.token(), **bearer()}
    assert post(service, platform.path, body, headers) == status


@pytest.mark.parametrize(
    ("platform", "status"), [(Alexa, 400), (Actions, 403), (DialogflowEs, 403), (DialogflowCx, 403)]
)
def test_unverified_callers_are_only_welcome_from_this_machine(service: Service, platform: Any, status: int) -> None:
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    response = service.client.post(platform.path, json=platform().start(), environ_base=elsewhere)
    assert response.status_code == status
    assert stored(service) == 0


def test_the_address_of_the_chain_is_amazons() -> None:
    assert CHAIN_URL.startswith("https://s3.amazonaws.com/echo.api/")


@pytest.mark.parametrize("believed", ["believed", ""])
@pytest.mark.parametrize(
    "caller",
    [
        lambda: DialogflowEs(user="sanne"),
        lambda: DialogflowCx(user="sanne"),
        lambda: DialogflowCx(phone="+31201234567"),
    ],
)
def test_who_the_agent_says_is_talking_counts_only_when_it_is_believed(
    make_service: Callable[..., Service], caller: Callable[[], Any], believed: str
) -> None:
    known = {"knows_users": bool(believed)}
    service = make_service(channels=(EsChannel(None, **known), CxChannel(None, **known)))
    first = service.call(caller())
    first.start()
    first.say("ja")
    first.say("sla over")
    assert ("Welkom terug" in service.call(caller()).start().speech) == bool(believed)


def test_the_webhooks_own_address_is_a_good_audience_and_another_is_told(
    make_service: Callable[..., Service], caplog: pytest.LogCaptureFixture
) -> None:
    verifier = ServiceAgentVerifier(
        ("", "https://scan.voorbeeld.nl/google/dialogflow/cx"), AGENT, lambda _: Fetched(KEY.published)
    )
    service = make_service(verify_requests=True, channels=(CxChannel(verifier),))
    body = json.dumps(DialogflowCx().start()).encode()
    agent = {"email": AGENT, "email_verified": True}
    good = KEY.token(aud="https://scan.voorbeeld.nl/google/dialogflow/cx", **agent)
    assert post(service, DialogflowCx.path, body, {"Authorization": f"Bearer {good}"}) == 200
    other = KEY.token(aud="https://elders.example/\nkwaad", **agent)
    assert post(service, DialogflowCx.path, body, {"Authorization": f"Bearer {other}"}) == 403
    assert "reden=audience gezien=https://elders.example/kwaad" in caplog.text


def test_the_account_that_called_is_told_when_it_is_no_person(
    agent_service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    body = json.dumps(DialogflowCx().start()).encode()
    for email in ("service-2@gcp-sa-dialogflow.iam.gserviceaccount.com", "jan@gmail.com"):
        assert post(agent_service, DialogflowCx.path, body, bearer(email=email)) == 403
    assert "gezien=service-2@gcp-sa-dialogflow" in caplog.text
    assert "jan@" not in caplog.text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "forwarded", "Via", "X-Real-IP"])
def test_behind_a_proxy_nobody_comes_in_unverified(service: Service, header: str) -> None:
    body = json.dumps(Alexa().start()).encode()
    assert post(service, "/alexa", body, {header: "203.0.113.9"}) == 400
    assert post(service, "/alexa", body, {}) == 200


def test_a_page_whose_name_points_to_this_machine_does_not_come_in_unverified(service: Service) -> None:
    body = json.dumps(Alexa().start()).encode()
    for host, status in (("kwaad.voorbeeld", 400), ("", 400), ("127.0.0.1:8080", 200), ("[::1]:8080", 200)):
        assert post(service, "/alexa", body, {"Host": host}) == status
