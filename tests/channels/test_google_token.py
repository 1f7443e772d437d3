import base64
import hashlib
import hmac
import json
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.channels.actions.token import HEADER, GoogleVerifier
from fulfillment.channels.errors import Refused
from fulfillment.channels.fetch import Fetched, FetchFailed, fetch
from fulfillment.channels.google_token import KEYS_URL
from tests.channels.certificates import TokenKey
from tests.channels.conftest import Clock, TlsServer, hangs, ok, says

KEY = TokenKey()


class Google:
    """Publishes certificates and counts how often it is asked."""

    def __init__(self, *keys: TokenKey, max_age: float = 3600) -> None:
        self.max_age = max_age
        self.asked: list[str] = []
        self.publish(*keys)

    def publish(self, *keys: TokenKey) -> None:
        self.answer = json.dumps({key.key_id: key.certificate for key in keys}).encode()

    def __call__(self, url: str) -> Fetched:
        self.asked.append(url)
        if not self.answer:
            raise FetchFailed("503")
        return Fetched(self.answer, self.max_age)


@pytest.fixture
def google() -> Google:
    return Google(KEY)


@pytest.fixture
def verifier(google: Google, clock: Clock) -> GoogleVerifier:
    return GoogleVerifier(KEY.audience, google, clock)


def assert_refused(reason: str, verifier: GoogleVerifier, token: str) -> None:
    with pytest.raises(Refused) as refused:
        verifier.verify({HEADER: token}, b"{}")
    assert refused.value.reason == reason


def seconds_from_now(seconds: int) -> int:
    return int(time.time()) + seconds


@pytest.mark.parametrize("issuer", ["accounts.google.com", "https://accounts.google.com"])
def test_a_token_of_google_is_accepted(verifier: GoogleVerifier, issuer: str) -> None:
    verifier.verify({HEADER: KEY.token(iss=issuer)})


def test_the_header_may_be_in_any_case(verifier: GoogleVerifier) -> None:
    verifier.verify({"Google-Assistant-Signature": KEY.token()}, b"{}")


def test_the_claims_can_be_read(verifier: GoogleVerifier) -> None:
    assert verifier.claims(KEY.token(email="agent@example.org"))["email"] == "agent@example.org"


def test_a_missing_header_is_refused(verifier: GoogleVerifier) -> None:
    with pytest.raises(Refused, match="header"):
        verifier.verify({"Authorization": KEY.token()})


@pytest.mark.parametrize("issuer", ["https://accounts.google.com.example.org", "", None, ["accounts.google.com"]])
def test_another_issuer_is_refused(verifier: GoogleVerifier, issuer: str) -> None:
    assert_refused("issuer", verifier, KEY.token(iss=issuer))


@pytest.mark.parametrize("audience", ["another-project", "", None, [KEY.audience], {KEY.audience: 1}])
def test_another_audience_is_refused(verifier: GoogleVerifier, audience: str) -> None:
    assert_refused("audience", verifier, KEY.token(aud=audience))


@pytest.mark.parametrize("claim", ["", None])
def test_without_a_project_id_everything_is_refused(google: Google, claim: str | None) -> None:
    assert_refused("audience", GoogleVerifier("", google), KEY.token(aud=claim))
    assert google.asked == []


def test_an_expired_token_is_refused(verifier: GoogleVerifier) -> None:
    assert_refused("expired", verifier, KEY.token(iat=seconds_from_now(-3700), exp=seconds_from_now(-60)))


def test_a_token_of_the_future_is_refused(verifier: GoogleVerifier) -> None:
    assert_refused("expired", verifier, KEY.token(iat=seconds_from_now(60)))


def test_clocks_may_differ_by_a_few_seconds(verifier: GoogleVerifier) -> None:
    verifier.verify({HEADER: KEY.token(exp=seconds_from_now(-5))})
    verifier.verify({HEADER: KEY.token(iat=seconds_from_now(5))})


@pytest.mark.parametrize("wrong", [{"exp": None}, {"iat": None}, {"exp": "tomorrow"}, {"exp": [1]}])
def test_a_token_without_its_times_is_refused(verifier: GoogleVerifier, wrong: dict[str, Any]) -> None:
    assert_refused("signature", verifier, KEY.token(**wrong))


def test_a_token_by_another_key_is_refused(verifier: GoogleVerifier) -> None:
    assert_refused("signature", verifier, TokenKey("stranger").token({"kid": KEY.key_id}))


def test_changed_claims_are_refused(verifier: GoogleVerifier) -> None:
    head, _, signature = KEY.token().split(".")
    claims = KEY.token(email="somebody@example.org").split(".")[1]
    assert_refused("signature", verifier, f"{head}.{claims}.{signature}")


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "ES256", "RS512", "", None, ["RS256"]])
def test_another_algorithm_is_refused(verifier: GoogleVerifier, algorithm: str) -> None:
    assert_refused("token", verifier, KEY.token({"alg": algorithm}))


def test_no_signature_at_all_is_refused(verifier: GoogleVerifier) -> None:
    signed = KEY.token().rpartition(".")[0]
    assert_refused("signature", verifier, f"{signed}.")
    assert_refused("token", verifier, f"{KEY.token({'alg': 'none'}).rpartition('.')[0]}.")


def test_a_signature_with_the_public_certificate_as_secret_is_refused(verifier: GoogleVerifier) -> None:
    signed = KEY.token({"alg": "HS256"}).rpartition(".")[0]
    digest = hmac.new(KEY.certificate.encode(), signed.encode(), hashlib.sha256).digest()
    assert_refused("token", verifier, f"{signed}.{base64.urlsafe_b64encode(digest).decode()}")


@pytest.mark.parametrize("key_id", [None, "", 1, ["key-1"]])
def test_a_token_that_names_no_key_is_refused(verifier: GoogleVerifier, key_id: str) -> None:
    assert_refused("token", verifier, KEY.token({"kid": key_id}))


def segment(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "token",
    [
        "",
        "garbage",
        "..",
        "a.b.c",
        "a.b",
        "a.b.c.d",
        "é.é.é",
        "\udcff.a.b",
        f"{segment('[]')}.{segment('{}')}.",
        f"{segment('{}')}.{segment('1')}.",
        f"{segment('[' * 4000)}.{segment('{}')}.",
        "A" * 10_000,
        KEY.token(email="x" * 9000),
    ],
    ids=lambda token: ascii(token[:12]),
)
def test_garbage_is_refused(verifier: GoogleVerifier, google: Google, token: str) -> None:
    assert_refused("token", verifier, token)
    assert len(google.asked) <= 1


@given(st.text() | st.builds(".".join, st.lists(st.text().map(segment), min_size=3, max_size=3)))
def test_any_text_is_refused_and_nothing_else_goes_wrong(token: str) -> None:
    assert_refused("token", GoogleVerifier(KEY.audience, Google(KEY)), token)


def test_the_second_token_asks_nobody(verifier: GoogleVerifier, google: Google) -> None:
    verifier.verify({HEADER: KEY.token()})
    verifier.verify({HEADER: KEY.token()})
    assert google.asked == [KEYS_URL]


def test_an_unknown_key_is_refused_and_asked_for_once_a_minute(
    verifier: GoogleVerifier, google: Google, clock: Clock
) -> None:
    for _ in range(3):
        assert_refused("token", verifier, TokenKey("made-up").token())
    clock.pass_(seconds=59)
    assert_refused("token", verifier, TokenKey("made-up").token())
    assert len(google.asked) == 1
    clock.pass_(seconds=1)
    assert_refused("token", verifier, TokenKey("made-up").token())
    assert len(google.asked) == 2


def test_a_rotated_key_is_picked_up(verifier: GoogleVerifier, google: Google, clock: Clock) -> None:
    verifier.verify({HEADER: KEY.token()})
    new = TokenKey("key-2")
    google.publish(new)
    clock.pass_(minutes=1)
    verifier.verify({HEADER: new.token()})
    assert_refused("token", verifier, KEY.token())


@pytest.mark.parametrize(
    ("max_age", "kept_minutes", "gone_minutes"), [(3600, 59, 60), (0, 4, 5), (10**9, 24 * 60 - 1, 24 * 60)]
)
def test_certificates_are_kept_as_long_as_google_says_within_bounds(
    clock: Clock, max_age: float, kept_minutes: int, gone_minutes: int
) -> None:
    google = Google(KEY, max_age=max_age)
    verifier = GoogleVerifier(KEY.audience, google, clock)
    verifier.verify({HEADER: KEY.token()})
    clock.pass_(minutes=kept_minutes)
    verifier.verify({HEADER: KEY.token()})
    assert len(google.asked) == 1
    clock.pass_(minutes=gone_minutes - kept_minutes)
    verifier.verify({HEADER: KEY.token()})
    assert len(google.asked) == 2


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b'{"key-1": 1}', b'{"keys": [{"kid": "key-1"}]}'])
def test_google_out_of_order_is_asked_once_in_ten_seconds(
    verifier: GoogleVerifier, google: Google, clock: Clock, answer: bytes
) -> None:
    google.answer = answer
    assert_refused("unreachable", verifier, KEY.token())
    assert_refused("unreachable", verifier, KEY.token())
    assert len(google.asked) == 1
    google.publish(KEY)
    clock.pass_(seconds=10)
    verifier.verify({HEADER: KEY.token()})


def test_known_keys_stay_good_while_google_is_away(verifier: GoogleVerifier, google: Google, clock: Clock) -> None:
    verifier.verify({HEADER: KEY.token()})
    google.answer = b""
    clock.pass_(minutes=30)
    assert_refused("unreachable", verifier, TokenKey("made-up").token())
    verifier.verify({HEADER: KEY.token()})


def test_a_certificate_that_cannot_be_read_refuses(verifier: GoogleVerifier, google: Google) -> None:
    google.answer = b'{"key-1": "-----BEGIN CERTIFICATE-----"}'
    assert_refused("signature", verifier, KEY.token())


def test_threads_wait_for_one_download(google: Google) -> None:
    def slow(url: str) -> Fetched:
        time.sleep(0.05)
        return google(url)

    verifier, headers = GoogleVerifier(KEY.audience, slow), {HEADER: KEY.token()}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: verifier.verify(headers), range(200)))
    assert (answers, len(google.asked)) == ([None] * 200, 1)


def over_tls(server: TlsServer) -> Callable[[str], Fetched]:
    return lambda _url: fetch(server.url, host="localhost", port=server.port, ca=server.ca)


def test_the_certificates_are_fetched_over_tls(serve: Callable[..., TlsServer]) -> None:
    server = serve(says(ok(KEY.published, "Cache-Control: max-age=3600")))
    GoogleVerifier(KEY.audience, over_tls(server)).verify({HEADER: KEY.token()})
    assert len(server.requests) == 1


def test_a_hanging_google_is_refused_within_two_and_a_half_seconds(serve: Callable[..., TlsServer]) -> None:
    verifier = GoogleVerifier(KEY.audience, over_tls(serve(hangs)))
    started = time.monotonic()
    assert_refused("unreachable", verifier, KEY.token())
    assert time.monotonic() - started < 2.5


def test_the_refusal_does_not_quote_the_token(verifier: GoogleVerifier) -> None:
    with pytest.raises(Refused) as refused:
        verifier.verify({HEADER: "someone@example.org"})
    assert "example" not in "".join(traceback.format_exception(refused.value, limit=0))


def test_a_start_loads_neither_google_nor_a_http_client() -> None:
    script = (
        "import sys, fulfillment.channels.actions.token, fulfillment.channels.alexa.signature as _;"
        "print({'requests', 'urllib3', 'google.auth', 'certifi'} & set(sys.modules))"
    )
    assert python(script) == "set()"


def test_a_token_is_verified_without_requests() -> None:
    script = (
        "import sys; from tests.channels.test_google_token import *;"
        "GoogleVerifier(KEY.audience, Google(KEY)).verify({HEADER: KEY.token()});"
        "print('requests' in sys.modules)"
    )
    assert python(script) == "False"


def python(script: str) -> str:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
