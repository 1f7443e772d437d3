import json
import time
import traceback
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.channels.errors import Refused
from fulfillment.channels.service_agent import ServiceAgentVerifier
from tests.channels.certificates import TokenKey
from tests.channels.conftest import Clock
from tests.channels.test_google_token import Google

AUDIENCE = "https://checkbot.example.org/google/dialogflow/cx"
ACCOUNT = "service-123456789012@gcp-sa-dialogflow.iam.gserviceaccount.com"
KEY = TokenKey("key-1", AUDIENCE)
HOUR = 3600


@pytest.fixture
def google() -> Google:
    return Google(KEY)


@pytest.fixture
def verifier(google: Google, clock: Clock) -> ServiceAgentVerifier:
    return ServiceAgentVerifier(AUDIENCE, ACCOUNT, google, clock)


def token(key: TokenKey = KEY, **changes: Any) -> str:
    return key.token(**{"email": ACCOUNT, "email_verified": True, **changes})


def reason(verifier: ServiceAgentVerifier, headers: dict[str, str]) -> str:
    with pytest.raises(Refused) as refused:
        verifier.verify(headers, b"{}")
    return refused.value.reason


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer "])
def test_a_token_of_our_agent_is_accepted(verifier: ServiceAgentVerifier, scheme: str) -> None:
    verifier.verify({"Authorization": f"{scheme} {token()}"}, b"{}")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"aud": "https://other.example.org"}, "audience"),
        ({"aud": [AUDIENCE]}, "audience"),
        ({"aud": None}, "audience"),
        ({"iss": "https://accounts.example.org"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"email": "service-2@gcp-sa-dialogflow.iam.gserviceaccount.com"}, "account"),
        ({"email": f"{ACCOUNT}.example.org"}, "account"),
        ({"email": ACCOUNT.upper()}, "account"),
        ({"email": [ACCOUNT]}, "account"),
        ({"email": None}, "account"),
        ({"email_verified": False}, "account"),
        ({"email_verified": "true"}, "account"),
        ({"email_verified": 1}, "account"),
        ({"email_verified": None}, "account"),
        ({"exp": None}, "signature"),
        ({"iat": None}, "signature"),
    ],
    ids=str,
)
def test_a_token_with_one_wrong_claim_is_refused(
    verifier: ServiceAgentVerifier, changes: dict[str, Any], expected: str
) -> None:
    assert reason(verifier, {"authorization": f"Bearer {token(**changes)}"}) == expected


def test_a_token_of_another_time_is_refused(verifier: ServiceAgentVerifier) -> None:
    now = int(time.time())
    for began in (now - 2 * HOUR, now + HOUR):
        late = token(iat=began, exp=began + HOUR)
        assert reason(verifier, {"authorization": f"Bearer {late}"}) == "expired"


def test_a_token_by_another_key_is_refused(verifier: ServiceAgentVerifier) -> None:
    stranger = TokenKey("stranger", AUDIENCE)
    forged = stranger.token({"kid": "key-1"}, email=ACCOUNT, email_verified=True)
    assert reason(verifier, {"authorization": f"Bearer {forged}"}) == "signature"
    assert reason(verifier, {"authorization": f"Bearer {token(stranger)}"}) == "token"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"google-assistant-signature": token()},
        {"authorization": ""},
        {"authorization": "Bearer"},
        {"authorization": "Bearer "},
        {"authorization": token()},
        {"authorization": f"Basic {token()}"},
        {"authorization": f"Bearer {token()}", "Authorization": f"Bearer {token()}"},
    ],
    ids=lambda headers: json.dumps(headers)[:40],
)
def test_without_one_bearer_token_a_request_is_refused(
    verifier: ServiceAgentVerifier, google: Google, headers: dict[str, str]
) -> None:
    assert reason(verifier, headers) == "header"
    assert google.asked == []


@given(st.text())
def test_any_text_as_a_token_is_refused_and_nothing_else_goes_wrong(text: str) -> None:
    verifier = ServiceAgentVerifier(AUDIENCE, ACCOUNT, Google(KEY))
    assert reason(verifier, {"authorization": f"Bearer {text}"}) in ("token", "header")


@pytest.mark.parametrize(("audience", "account", "expected"), [("", ACCOUNT, "audience"), (AUDIENCE, "", "account")])
def test_without_both_settings_everybody_is_refused(google: Google, audience: str, account: str, expected: str) -> None:
    verifier = ServiceAgentVerifier(audience, account, google)
    own = token(aud=audience, email=account)
    assert reason(verifier, {"authorization": f"Bearer {own}"}) == expected
    assert google.asked == []


def test_the_certificates_are_asked_for_once(verifier: ServiceAgentVerifier, google: Google) -> None:
    for _ in range(3):
        verifier.verify({"authorization": f"Bearer {token()}"}, b"{}")
    assert len(google.asked) == 1


def test_the_refusal_does_not_quote_the_token(verifier: ServiceAgentVerifier) -> None:
    with pytest.raises(Refused) as refused:
        verifier.verify({"authorization": "Bearer someone@example.org"})
    assert "example" not in "".join(traceback.format_exception(refused.value, limit=0))
