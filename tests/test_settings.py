"""The settings: what is taken, in which form, and what is refused."""

import pytest
from pydantic import ValidationError

from fulfillment.settings import Settings


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
