"""What every answer tells a browser."""

from collections.abc import Callable

import pytest

from local_sim.platforms.alexa import Alexa
from tests.conftest import Service

EVERY = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PATHS = [
    "/rapport",
    "/rapport/x",
    "/rapport/x/antwoorden",
    "/wissen/x",
    "/overdracht/x",
    "/privacy",
    "/healthz",
    "/weg",
]


@pytest.mark.parametrize("path", PATHS)
def test_pages_and_data_and_errors_all_carry_them_once(service: Service, path: str) -> None:
    headers = service.client.get(path).headers
    for name, part in EVERY.items():
        assert part in headers[name], name
        assert len(headers.getlist(name)) == 1, name
    assert "Strict-Transport-Security" not in headers
    assert "Set-Cookie" not in headers


def test_so_does_what_a_platform_gets(service: Service) -> None:
    request = Alexa().start()
    for answer in (service.client.post("/alexa", json=request), service.client.post("/alexa", data=b"{")):
        assert EVERY.keys() <= set(answer.headers.keys())


def test_over_https_browsers_are_told_to_come_no_other_way(make_service: Callable[..., Service]) -> None:
    service = make_service(base_url="https://checkbot.voorbeeld.nl")
    assert service.client.get("/rapport").headers["Strict-Transport-Security"] == "max-age=63072000"


def test_a_page_may_say_something_else_itself(service: Service) -> None:
    def own() -> tuple[str, int, dict[str, str]]:
        return "<p>", 200, {"content-security-policy": "default-src 'self'"}

    service.app.add_url_rule("/eigen", "own", own)
    headers = service.client.get("/eigen").headers
    assert headers.getlist("Content-Security-Policy") == ["default-src 'self'"]
    assert headers["X-Content-Type-Options"] == "nosniff"
