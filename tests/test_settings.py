"""The settings: what is taken, in which form, and what is refused."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from fulfillment.errors import CheckbotError
from fulfillment.settings import Settings, read_settings


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_postgresql_url_names_the_driver_that_comes_with_us(scheme: str) -> None:
    url = Settings(database_url=f"{scheme}://jan:geheim@db/checkbot?sslmode=require").database_url
    assert url == "postgresql+psycopg://jan:geheim@db/checkbot?sslmode=require"


def test_a_sqlite_file_stays_as_it_is() -> None:
    assert Settings(database_url="sqlite:////srv/checkbot.db").database_url == "sqlite:////srv/checkbot.db"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "checkbot.db",
        "mysql://a/b",
        "postgresql+psycopg2://a/b",
        "postgresql://",
        "postgresql://a:b@c:d/e",
        "sqlite://",
    ],
)
def test_a_database_that_we_cannot_use_or_that_keeps_nothing_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match=r"kies sqlite|noem een bestand"):
        Settings(database_url=url)


def test_a_file_gives_what_the_environment_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "checkbot.env"
    file.write_text("# of the operator\nCHECKBOT_RESUME_DAYS=9\nCHECKBOT_RETENTION_DAYS=30\nOTHER=1\n")
    monkeypatch.setenv("CHECKBOT_SETTINGS_FILE", str(file))
    monkeypatch.setenv("CHECKBOT_RETENTION_DAYS", "60")
    settings = read_settings()
    assert (settings.resume_days, settings.retention_days) == (9, 60)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    file = tmp_path / "checkbot.env"
    if content:
        file.write_bytes(content)
    monkeypatch.setenv("CHECKBOT_SETTINGS_FILE", str(file))
    with pytest.raises(CheckbotError, match="CHECKBOT_SETTINGS_FILE"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("METRICS_TOKEN", "te kort", "neem minstens 16 gewone tekens"),
        ("METRICS_TOKEN", "a token with \x07 in it", "gewone tekens"),
        ("LOG", "xml", "kies text of json"),
    ],
)
def test_what_operation_needs_is_checked(monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    monkeypatch.setenv(f"CHECKBOT_{name}", value)
    with pytest.raises(CheckbotError, match=told):
        read_settings()
