"""The privacy page, whose address the platforms' shops ask for: it says what the settings say."""

from collections.abc import Callable

from tests.conftest import Service


def shown(service: Service) -> str:
    answer = service.client.get("/privacy")
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    return answer.get_data(as_text=True)


def test_it_tells_how_long_and_whom_to_ask(make_service: Callable[..., Service]) -> None:
    page = shown(make_service(mail_from="De Winkel <hulp@voorbeeld.nl>", resume_days=1, retention_days=90))
    assert "bewaren we het 1 dag." in page
    assert "bewaren we 90 dagen." in page
    assert '<a href="mailto:hulp@voorbeeld.nl">hulp@voorbeeld.nl</a>' in page


def test_it_stands_alone_and_leaves_no_form_undecided(service: Service) -> None:
    page = shown(service)
    assert '<html lang="nl">' in page
    assert "|" not in page
    assert "<script" not in page


def test_nobody_has_to_call_with_a_token(make_service: Callable[..., Service]) -> None:
    assert make_service(verify_requests=True).client.get("/privacy").status_code == 200
