"""The address of an Amazon account: every answer Amazon gives, over a real https connection, and none."""

import json
import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope

from fulfillment.channels.account import Looked
from fulfillment.channels.alexa import progressive
from fulfillment.channels.alexa.profile import BUDGET_SECONDS, Profile
from fulfillment.channels.fetch import Ask, Fetched, FetchFailed, fetch
from local_sim.platforms.alexa import Alexa
from tests.channels.conftest import Answer, TlsServer, hangs, ok, says

AMAZON = "https://api.eu.amazonalexa.com"
TOKEN = "Atza|geheim"
Serve = Callable[[Answer], TlsServer]


def envelope(endpoint: str | None = AMAZON, token: str | None = TOKEN) -> RequestEnvelope:
    request = Alexa().start()
    request["context"]["System"] |= {"apiEndpoint": endpoint, "apiAccessToken": token}
    return DefaultSerializer().deserialize(json.dumps(request), RequestEnvelope)


def profile_of(server: TlsServer, seconds: float = BUDGET_SECONDS) -> Profile:
    """A profile that takes the test's server for Amazon's."""

    def ask(url: str, host: str, ask: Ask, seconds: float) -> Fetched:
        here = url.replace(host, f"localhost:{server.port}")
        return fetch(here, host="localhost", port=server.port, ca=server.ca, limit=1024, seconds=seconds, ask=ask)

    return Profile(ask, seconds)


def status(line: str, body: bytes = b"") -> Answer:
    return says(f"HTTP/1.1 {line}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)


def test_amazon_is_asked_with_the_token_of_the_request(serve: Serve) -> None:
    server = serve(says(ok(b'"sanne@voorbeeld.nl"')))
    assert profile_of(server).look(envelope()) == Looked("sanne@voorbeeld.nl")
    assert server.requests == [b"GET /v2/accounts/~current/settings/Profile.email HTTP/1.1"]
    assert f"authorization: bearer {TOKEN}".encode().lower() in server.headers[0].lower()


@pytest.mark.parametrize(
    ("answer", "looked", "logged"),
    [
        (status("204 No Content"), Looked(), ""),
        (status("401 Unauthorized"), Looked(), "401"),
        (status("403 Forbidden", b'{"code": "ACCESS_DENIED"}'), Looked(refused=True), ""),
        (status("429 Too Many Requests"), Looked(), "429"),
        (status("500 Internal Server Error"), Looked(), "500"),
        (status("302 Found\r\nLocation: https://elders.example/"), Looked(), "302"),
        (says(ok(b'{"email": "x"}')), Looked(), "iets anders"),
        (says(ok(b"\xff\xfe")), Looked(), "iets anders"),
        (says(ok(b'"' + b"a" * 2000 + b'"')), Looked(), "1024"),
        (says(b""), Looked(), "bereikt|reached"),
    ],
)
def test_every_other_answer_leaves_the_address_to_be_asked(
    serve: Serve, caplog: pytest.LogCaptureFixture, answer: Answer, looked: Looked, logged: str
) -> None:
    with caplog.at_level(logging.WARNING):
        assert profile_of(serve(answer)).look(envelope()) == looked
    said = " ".join(record.getMessage() for record in caplog.records)
    assert any(part in said for part in logged.split("|")) if logged else not said
    assert "geheim" not in said


def test_a_host_that_hangs_costs_no_more_than_the_budget(serve: Serve) -> None:
    began = time.monotonic()
    assert profile_of(serve(hangs), seconds=0.3).look(envelope()) == Looked()
    assert time.monotonic() - began < 1.0
    assert BUDGET_SECONDS < 2


@pytest.mark.parametrize(
    "endpoint",
    [
        None,
        "",
        "http://api.eu.amazonalexa.com",
        "https://api.eu.amazonalexa.com.elders.example",
        "https://elders.example",
        "https://api.eu.amazonalexa.com@elders.example",
        "https://api.eu.amazonalexa.com:8443",
        "https://api.eu.amazonalexa.com/x",
        "https://169.254.169.254",
    ],
)
def test_the_token_goes_to_nobody_but_amazon(endpoint: str | None) -> None:
    assert Profile(never).look(envelope(endpoint)) == Looked()


@pytest.mark.parametrize("token", [None, "", "é"])
def test_without_a_token_nobody_is_asked(token: str | None) -> None:
    assert Profile(never).look(envelope(token=token)) == Looked()


def never(url: str, host: str, ask: Ask, seconds: float) -> Fetched:  # noqa: ARG001
    raise AssertionError("nobody may be asked")


class Slow:
    """Amazon, slowly; keeps what was posted meanwhile."""

    def __init__(self, seconds: float, *, refuses: bool = False) -> None:
        self.seconds, self.refuses = seconds, refuses
        self.posted: list[dict[str, Any]] = []

    def __call__(self, url: str, host: str, ask: Ask, seconds: float) -> Fetched:  # noqa: ARG002
        if ask.post is not None:
            assert url == f"{AMAZON}/v1/directives"
            self.posted.append(json.loads(ask.post))
            if self.refuses:
                raise FetchFailed("nee")
            return Fetched(b"", status=204)
        time.sleep(self.seconds)
        return Fetched(b'"sanne@voorbeeld.nl"')


@pytest.mark.parametrize(("seconds", "times"), [(0.0, 0), (0.3, 1)])
@pytest.mark.parametrize("refuses", [False, True])
def test_who_waits_hears_something_in_between(
    monkeypatch: pytest.MonkeyPatch, seconds: float, times: int, *, refuses: bool
) -> None:
    monkeypatch.setattr(progressive, "AFTER_SECONDS", 0.1)
    amazon = Slow(seconds, refuses=refuses)
    request = envelope()
    assert Profile(amazon).look(request).address
    assert len(amazon.posted) == times
    for posted in amazon.posted:
        assert posted["header"] == {"requestId": request.request.request_id}
        assert posted["directive"] == {"type": "VoicePlayer.Speak", "speech": "<speak>Eén moment.</speak>"}
