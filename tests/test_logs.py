"""A record is one line, or one that shows where it ends, whatever it holds; as JSON it tells its request."""

import json
import logging
import sys
from collections.abc import Callable
from typing import Any

import pytest

from fulfillment.logs import Lines, Text
from local_sim.platforms.alexa import Alexa
from tests.conftest import Service


def record(message: str, *arguments: Any, **other: Any) -> logging.LogRecord:
    return logging.LogRecord("a.room", logging.WARNING, "file.py", 1, message, arguments, other.get("exc_info"))


def raised(said: str) -> Any:
    try:
        raise ValueError(said)
    except ValueError:
        return sys.exc_info()


@pytest.mark.parametrize("odd", ["a\r\nb", "a\x1b[31mb", "a\x00b", "a\x85b", "a\u2028b", "a\x7fb"])
@pytest.mark.parametrize("formatter", [Text(), Lines()])
def test_no_control_character_comes_through(formatter: logging.Formatter, odd: str) -> None:
    line = formatter.format(record("gezien=%s", odd))
    assert all(sign.isprintable() or sign == "\n" for sign in line)


def test_what_follows_in_a_text_record_is_indented() -> None:
    line = Text().format(record("fout\n2026-01-01 00:00:00,000 ERROR nep alles weg"))
    assert all(rest.startswith("  ") for rest in line.splitlines()[1:])


def test_a_json_record_is_one_line_whatever_it_holds() -> None:
    line = Lines().format(record('fout\n{"niveau": "ERROR"}'))
    assert "\n" not in line
    assert json.loads(line)["niveau"] == "WARNING"


@pytest.mark.parametrize("formatter", [Text(), Lines()])
def test_an_error_is_told_by_type_and_place_and_not_by_its_text(formatter: logging.Formatter) -> None:
    line = formatter.format(record("mislukt", exc_info=raised("Sanne")))
    assert "ValueError" in line
    assert "test_logs.py" in line
    assert "Sanne" not in line


def test_every_request_is_one_line_and_what_it_logs_bears_its_id(
    make_service: Callable[..., Service], caplog: pytest.LogCaptureFixture
) -> None:
    client = make_service(log="json").client
    caplog.handler.setFormatter(Lines())
    with caplog.at_level(logging.INFO, "fulfillment"):
        client.post("/alexa", json=Alexa().start(), headers={"X-Request-Id": "eerste"})
        client.post("/alexa", data="{", content_type="application/json", headers={"X-Request-Id": "tweede"})
        client.get("/healthz")
    first, warned, second = (json.loads(line) for line in caplog.text.splitlines())
    assert {key: first[key] for key in ("bericht", "verzoek", "kanaal", "deur", "status", "niveau")} == {
        "bericht": "verzoek",
        "verzoek": "eerste",
        "kanaal": "alexa",
        "deur": "/alexa",
        "status": 200,
        "niveau": "INFO",
    }
    assert first["ms"] > 0
    assert (warned["verzoek"], second["verzoek"], second["status"]) == ("tweede", "tweede", 400)
    assert second["uitkomst"] == "malformed"


def test_requests_are_not_logged_as_text(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        service.call(Alexa()).start()
    assert "verzoek" not in caplog.text
