import base64
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.channels.alexa import chain as rules
from fulfillment.channels.alexa.signature import AlexaVerifier, check_timestamp
from fulfillment.channels.errors import Refused
from fulfillment.channels.fetch import FetchFailed, fetch
from tests.channels.certificates import CHAIN_URL, Chain, make_chain, rsa_key
from tests.channels.conftest import Clock, TlsServer, hangs, ok, says

BODY = b'{"version": "1.0", "request": {"type": "LaunchRequest"}}'
AMAZONS = Path(__file__).parents[3] / "shared" / "fixtures" / "signature" / "echo-api-cert-7.pem"


class Host:
    """Serves PEM files by address and counts what is asked."""

    def __init__(self, *files: bytes) -> None:
        self.files = {CHAIN_URL: b"".join(files)}
        self.asked: list[str] = []

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        if url not in self.files:
            raise FetchFailed("403")
        return self.files[url]


@pytest.fixture
def chain() -> Chain:
    return make_chain()


@pytest.fixture
def host(chain: Chain) -> Host:
    return Host(chain.pem)


@pytest.fixture
def verifier(chain: Chain, host: Host, clock: Clock) -> AlexaVerifier:
    return AlexaVerifier(host, [chain.root], clock)


def verifier_of(chain: Chain) -> AlexaVerifier:
    return AlexaVerifier(Host(chain.pem), [make_chain().root])


def assert_refused(reason: str, check: Callable[[], object]) -> None:
    with pytest.raises(Refused) as refused:
        check()
    assert refused.value.reason == reason
    assert str(refused.value).startswith("The caller could not be verified: ")


def test_a_signed_request_is_accepted(verifier: AlexaVerifier, chain: Chain) -> None:
    verifier.verify(chain.headers(BODY), BODY)


def test_a_leaf_directly_under_the_root_is_accepted() -> None:
    short = make_chain(intermediate=False)
    verifier_of(short).verify(short.headers(BODY), BODY)


def test_header_names_may_be_in_any_case(verifier: AlexaVerifier, chain: Chain) -> None:
    verifier.verify({name.lower(): value for name, value in chain.headers(BODY).items()}, BODY)


@pytest.mark.parametrize("name", ["SignatureCertChainUrl", "Signature-256"])
def test_a_missing_header_is_refused(verifier: AlexaVerifier, chain: Chain, name: str) -> None:
    headers = chain.headers(BODY)
    del headers[name]
    assert_refused("header", lambda: verifier.verify(headers, BODY))


def test_the_old_sha1_header_does_not_count(verifier: AlexaVerifier, chain: Chain) -> None:
    headers = {"SignatureCertChainUrl": CHAIN_URL, "Signature": chain.sign(BODY)}
    assert_refused("header", lambda: verifier.verify(headers, BODY))


def test_a_header_given_twice_is_refused(verifier: AlexaVerifier, chain: Chain) -> None:
    headers = chain.headers(BODY) | {"signature-256": chain.sign(BODY)}
    assert_refused("header", lambda: verifier.verify(headers, BODY))


def test_a_changed_body_is_refused(verifier: AlexaVerifier, chain: Chain) -> None:
    assert_refused("signature", lambda: verifier.verify(chain.headers(BODY), BODY + b" "))


def test_a_signature_by_another_key_is_refused(verifier: AlexaVerifier) -> None:
    headers = make_chain(key=rsa_key("stranger")).headers(BODY)
    assert_refused("signature", lambda: verifier.verify(headers, BODY))


def test_another_padding_is_refused(verifier: AlexaVerifier, chain: Chain) -> None:
    signature = chain.key.sign(BODY, PSS(MGF1(SHA256()), PSS.MAX_LENGTH), SHA256())
    headers = chain.headers(BODY) | {"Signature-256": base64.b64encode(signature).decode()}
    assert_refused("signature", lambda: verifier.verify(headers, BODY))


@pytest.mark.parametrize("signature", ["", "not base64!", "café", "AAAA", "A" * 4000])
def test_what_is_no_signature_is_refused(verifier: AlexaVerifier, chain: Chain, signature: str) -> None:
    headers = chain.headers(BODY) | {"Signature-256": signature}
    assert_refused("signature", lambda: verifier.verify(headers, BODY))


def test_a_signature_with_other_characters_in_between_is_refused(verifier: AlexaVerifier, chain: Chain) -> None:
    headers = chain.headers(BODY) | {"Signature-256": f"!{chain.sign(BODY)}"}
    assert_refused("signature", lambda: verifier.verify(headers, BODY))


def test_a_leaf_for_another_name_is_refused() -> None:
    other = make_chain("echo-api.amazon.com.example.org")
    assert_refused("san", lambda: verifier_of(other).verify(other.headers(BODY), BODY))


def test_a_wildcard_is_not_the_name_itself() -> None:
    wildcard = make_chain("*.amazon.com")
    assert_refused("san", lambda: verifier_of(wildcard).verify(wildcard.headers(BODY), BODY))


def test_an_expired_leaf_is_refused() -> None:
    old = make_chain(end=datetime.now(UTC) - timedelta(minutes=1))
    assert_refused("expired", lambda: verifier_of(old).verify(old.headers(BODY), BODY))


def test_a_leaf_of_tomorrow_is_refused() -> None:
    early = make_chain(start=datetime.now(UTC) + timedelta(days=1))
    assert_refused("expired", lambda: verifier_of(early).verify(early.headers(BODY), BODY))


def test_a_leaf_under_another_root_is_refused() -> None:
    foreign = make_chain(authority="stranger")
    assert_refused("chain", lambda: verifier_of(foreign).verify(foreign.headers(BODY), BODY))


def test_a_root_of_the_same_name_but_another_key_is_refused(chain: Chain) -> None:
    foreign = AlexaVerifier(Host(chain.pem), [make_chain(authority="stranger").root])
    assert_refused("chain", lambda: foreign.verify(chain.headers(BODY), BODY))


def test_a_root_that_comes_with_the_chain_is_not_trusted(clock: Clock) -> None:
    foreign = make_chain(authority="stranger")
    verifier = AlexaVerifier(Host(foreign.pem, foreign.root_pem), [make_chain().root], clock)
    assert_refused("chain", lambda: verifier.verify(foreign.headers(BODY), BODY))


def test_a_missing_intermediate_is_refused(chain: Chain) -> None:
    leaf_only = chain.pem[: chain.pem.index(b"-----END CERTIFICATE-----") + 26]
    verifier = AlexaVerifier(Host(leaf_only), [chain.root])
    assert_refused("chain", lambda: verifier.verify(chain.headers(BODY), BODY))


def test_the_leaf_of_somebody_else_cannot_sign_as_an_authority() -> None:
    middle = make_chain("leaf", intermediate=False)
    forged = make_chain(authority="leaf", intermediate=False, key=rsa_key("stranger"))
    verifier = AlexaVerifier(Host(forged.pem, middle.pem), [make_chain().root])
    assert_refused("chain", lambda: verifier.verify(forged.headers(BODY), BODY))


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"<Error>AccessDenied</Error>",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        make_chain().pem * 6,
        make_chain().pem + b"\n" * 65536,
    ],
    ids=["empty", "no pem", "no certificate", "too many", "too long"],
)
def test_what_is_no_chain_is_refused(chain: Chain, pem: bytes) -> None:
    verifier = AlexaVerifier(Host(pem), [chain.root])
    assert_refused("chain", lambda: verifier.verify(chain.headers(BODY), BODY))


@pytest.mark.parametrize(
    "url",
    [
        "HTTPS://s3.amazonaws.com/echo.api/echo-api-cert-12.pem",
        "https://S3.AmazonAWS.com/echo.api/echo-api-cert-12.pem",
        "https://s3.amazonaws.com:443/echo.api/echo-api-cert-12.pem",
        "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert-12.pem",
        "https://s3.amazonaws.com/./echo.api/./echo-api-cert-12.pem",
        "https://s3.amazonaws.com/echo.api/%65cho-api-cert-12.pem",
    ],
)
def test_spellings_of_amazons_address_are_one(verifier: AlexaVerifier, chain: Chain, host: Host, url: str) -> None:
    verifier.verify(chain.headers(BODY, url), BODY)
    assert host.asked == [CHAIN_URL]


@pytest.mark.parametrize(
    ("reason", "url"),
    [
        ("scheme", "http://s3.amazonaws.com/echo.api/cert.pem"),
        ("scheme", "file:///echo.api/cert.pem"),
        ("scheme", "//s3.amazonaws.com/echo.api/cert.pem"),
        ("host", "https://notamazon.com/echo.api/cert.pem"),
        ("host", "https://s3.amazonaws.com.example.org/echo.api/cert.pem"),
        ("host", "https://s3.amazonaws.com./echo.api/cert.pem"),
        ("host", "https://example.org\\@s3.amazonaws.com/echo.api/cert.pem"),
        ("host", "https://s3.amazonaws.com@example.org/echo.api/cert.pem"),
        ("host", "https://me@s3.amazonaws.com/echo.api/cert.pem"),
        ("host", "https://me:secret@s3.amazonaws.com:443/echo.api/cert.pem"),
        ("host", "https://[s3.amazonaws.com/echo.api/cert.pem"),
        ("port", "https://s3.amazonaws.com:563/echo.api/cert.pem"),
        ("port", "https://s3.amazonaws.com:99999/echo.api/cert.pem"),
        ("port", "https://s3.amazonaws.com:/echo.api/cert.pem"),
        ("path", "https://s3.amazonaws.com/EcHo.aPi/cert.pem"),
        ("path", "https://s3.amazonaws.com/invalid.path/cert.pem"),
        ("path", "https://s3.amazonaws.com/echo.apis/cert.pem"),
        ("path", "https://s3.amazonaws.com/bucket/echo.api/cert.pem"),
        ("path", "https://s3.amazonaws.com/echo.api/"),
        ("path", "https://s3.amazonaws.com/echo.api"),
        ("path", "https://s3.amazonaws.com"),
        ("path", "https://s3.amazonaws.com/echo.api/../bucket/cert.pem"),
        ("path", "https://s3.amazonaws.com/echo.api/%2e%2e/bucket/cert.pem"),
        ("path", "https://s3.amazonaws.com/echo.api/%2E%2E%2Fbucket/cert.pem"),
        ("path", "https://s3.amazonaws.com/echo.api/%252e%252e/bucket/cert.pem"),
        ("path", "https://s3.amazonaws.com/echo.api/%25252525252e%25252525252e/bucket/cert.pem"),
        ("path", "https://s3.amazonaws.com/echo.api/..\\bucket/cert.pem"),
        ("path", "https://s3.amazonaws.com/echo.api/%5c..%5cbucket/cert.pem"),
        ("path", "https://s3.amazonaws.com/echo.api//cert.pem"),
        ("path", "https://s3.amazonaws.com/echo.api/cert.pem?versionId=1"),
        ("path", "https://s3.amazonaws.com/echo.api/cert.pem#x"),
        ("path", "https://s3.amazonaws.com/echo.api/cert.pem%3fx"),
        ("path", "https://s3.amazonaws.com/echo.api/cert.pem%00"),
        ("path", "https://s3.amazonaws.com/echo.api/cert.pem\r\nX: y"),
        ("path", "https://s3.amazonaws.com/echo.api/cërt.pem"),
        ("path", "https://s3.amazonaws.com/echo.api/" + "x" * 512),
        ("path", ""),
    ],
)
def test_another_address_is_refused_and_never_asked(
    verifier: AlexaVerifier, chain: Chain, host: Host, reason: str, url: str
) -> None:
    assert_refused(reason, lambda: verifier.verify(chain.headers(BODY, url), BODY))
    assert host.asked == []


@given(st.text() | st.text("/.%25eEfFcC\\").map("https://s3.amazonaws.com/echo.api/".__add__))
def test_whatever_is_given_as_address_ends_up_in_amazons_folder_or_is_refused(url: str) -> None:
    with suppress(Refused):
        path = rules.certificate_url(url).removeprefix("https://s3.amazonaws.com/echo.api/")
        assert set(path.split("/")).isdisjoint({"", ".", "..", "https:"})
        assert "%" not in path


@pytest.mark.parametrize("seconds", [-150, -1, 0, 150])
def test_a_request_of_now_is_accepted(clock: Clock, seconds: int) -> None:
    check_timestamp((clock.time + timedelta(seconds=seconds)).isoformat(), clock.time)


def test_amazons_way_to_write_time_is_read() -> None:
    check_timestamp("2026-11-22T09:30:00Z", datetime(2026, 11, 22, 9, 31, tzinfo=UTC))


@pytest.mark.parametrize("seconds", [-151, 151, 86400 * 365])
def test_a_request_of_another_time_is_refused(clock: Clock, seconds: int) -> None:
    sent = (clock.time + timedelta(seconds=seconds)).isoformat()
    assert_refused("timestamp", lambda: check_timestamp(sent, clock.time))


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "now",
        "2026-11-22T09:30:00",
        "2026-11-22",
        "1795339800",
        "0001-01-01T00:00:00+23:59",
        None,
        1795339800,
        {},
    ],
)
def test_what_is_no_timestamp_is_refused(sent: str) -> None:
    assert_refused("timestamp", lambda: check_timestamp(sent, datetime(2026, 11, 22, 9, 30, tzinfo=UTC)))


def test_the_second_turn_asks_nobody(verifier: AlexaVerifier, chain: Chain, host: Host) -> None:
    verifier.verify(chain.headers(BODY), BODY)
    verifier.verify(chain.headers(b"{}"), b"{}")
    assert host.asked == [CHAIN_URL]


def test_the_chain_is_checked_again_after_a_day(
    verifier: AlexaVerifier, chain: Chain, host: Host, clock: Clock
) -> None:
    verifier.verify(chain.headers(BODY), BODY)
    clock.pass_(hours=24)
    verifier.verify(chain.headers(BODY), BODY)
    assert len(host.asked) == 2


def test_a_leaf_that_expires_is_refused_although_it_was_known(clock: Clock) -> None:
    brief = make_chain(end=clock.time + timedelta(minutes=5))
    verifier = AlexaVerifier(Host(brief.pem), [brief.root], clock)
    verifier.verify(brief.headers(BODY), BODY)
    clock.pass_(minutes=6)
    assert_refused("expired", lambda: verifier.verify(brief.headers(BODY), BODY))


def test_a_bad_address_is_asked_once_in_ten_seconds(chain: Chain, clock: Clock) -> None:
    host = Host()
    host.files.clear()
    verifier = AlexaVerifier(host, [chain.root], clock)
    for _ in range(3):
        assert_refused("unreachable", lambda: verifier.verify(chain.headers(BODY), BODY))
    assert len(host.asked) == 1


def test_a_host_that_recovers_is_asked_again(chain: Chain, clock: Clock) -> None:
    host = Host(b"not yet")
    verifier = AlexaVerifier(host, [chain.root], clock)
    assert_refused("chain", lambda: verifier.verify(chain.headers(BODY), BODY))
    host.files[CHAIN_URL] = chain.pem
    clock.pass_(seconds=10)
    verifier.verify(chain.headers(BODY), BODY)


def test_only_the_last_sixteen_addresses_are_kept(
    verifier: AlexaVerifier, chain: Chain, host: Host, clock: Clock
) -> None:
    others = [CHAIN_URL.replace("12", f"x{number}") for number in range(16)]
    host.files |= dict.fromkeys(others, chain.pem)
    for url in (CHAIN_URL, *others, others[0], CHAIN_URL):
        clock.pass_(seconds=10)
        verifier.verify(chain.headers(BODY, url), BODY)
    assert host.asked == [CHAIN_URL, *others, CHAIN_URL]


def test_ever_new_addresses_are_looked_up_ten_times_a_minute(
    verifier: AlexaVerifier, chain: Chain, host: Host, clock: Clock
) -> None:
    others = [CHAIN_URL.replace("12", f"x{number}") for number in range(30)]
    verifier.verify(chain.headers(BODY), BODY)
    for url in others:
        with pytest.raises(Refused, match="could not be fetched"):
            verifier.verify(chain.headers(BODY, url), BODY)
    assert len(host.asked) == 10
    verifier.verify(chain.headers(BODY), BODY)
    clock.pass_(minutes=1)
    host.files[others[-1]] = chain.pem
    verifier.verify(chain.headers(BODY, others[-1]), BODY)


def test_threads_share_a_verifier(verifier: AlexaVerifier, chain: Chain) -> None:
    headers = chain.headers(BODY)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: verifier.verify(headers, BODY), range(200)))
    assert answers == [None] * 200


def over_tls(server: TlsServer) -> Callable[[str], bytes]:
    return lambda _url: fetch(server.url, host="localhost", port=server.port, ca=server.ca).body


def test_the_chain_is_fetched_over_tls(serve: Callable[..., TlsServer], chain: Chain) -> None:
    server = serve(says(ok(chain.pem)))
    AlexaVerifier(over_tls(server), [chain.root]).verify(chain.headers(BODY), BODY)
    assert len(server.requests) == 1


def test_a_hanging_host_is_refused_within_two_and_a_half_seconds(serve: Callable[..., TlsServer], chain: Chain) -> None:
    verifier = AlexaVerifier(over_tls(serve(hangs)), [chain.root])
    started = time.monotonic()
    assert_refused("unreachable", lambda: verifier.verify(chain.headers(BODY), BODY))
    assert time.monotonic() - started < 2.5


def test_an_unreachable_host_is_refused_at_once(chain: Chain) -> None:
    verifier = AlexaVerifier(lambda _url: fetch("https://localhost:9/", host="localhost", port=9).body, [chain.root])
    started = time.monotonic()
    assert_refused("unreachable", lambda: verifier.verify(chain.headers(BODY), BODY))
    assert time.monotonic() - started < 2.5


@pytest.mark.skipif(not AMAZONS.exists(), reason="needs Amazon's own chain of 2019")
def test_amazons_own_chain_was_good_in_2019_and_is_not_now() -> None:
    roots, pem = rules.trusted_roots(), AMAZONS.read_bytes()
    assert rules.signing_key(pem, roots, datetime(2019, 6, 15, tzinfo=UTC)).good_until.year == 2020
    assert_refused("expired", lambda: rules.signing_key(pem, roots, datetime.now(UTC)))


def test_the_default_roots_do_not_know_our_own(chain: Chain) -> None:
    verifier = AlexaVerifier(Host(chain.pem))
    assert_refused("chain", lambda: verifier.verify(chain.headers(BODY), BODY))
