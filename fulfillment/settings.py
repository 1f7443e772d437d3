"""The settings: environment variables CHECKBOT_..., read once and checked at start."""

import os
import secrets
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from fulfillment.callers import networks
from fulfillment.errors import CheckbotError
from fulfillment.logs import Style
from fulfillment.mail.maildir import is_maildir

PREFIX = "CHECKBOT_"
_SECRET_FILE = Path("var/secret-keys")
_SHORTEST_SECRET = 16
_MAIL_FROM = "schrijf één adres, als Naam <checkbot@voorbeeld.nl>; zet een naam met een komma tussen aanhalingstekens"


class Settings(BaseSettings):
    """All settings, each with its default. The README explains them one by one."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    database_url: str = "sqlite:///var/checkbot.db"
    smtp_url: str = "maildir:var/mail"
    base_url: str = "http://127.0.0.1:8080"
    handover_to: str = ""
    persona: Path | None = None
    bounces: Path | None = None
    theme: Path | None = None
    speech_model: Path | None = None
    mail_from: str = "Maturity Checkbot <checkbot@localhost.localdomain>"
    secret_keys: Annotated[tuple[str, ...], NoDecode] = Field((), repr=False)
    alexa_skill_id: str = ""
    google_project_id: str = ""
    google_client_id: str = ""
    dialogflow_audience: str = ""
    dialogflow_service_account: str = ""
    dialogflow_users: bool = False
    verify_requests: bool = True
    simulator: bool = False
    simulator_personas: Annotated[tuple[Path, ...], NoDecode] = ()
    resume_days: int = Field(7, ge=1, le=365)
    retention_days: int = Field(365, ge=1, le=3650)
    settings_file: Path | None = None
    log: Style = "text"
    metrics_token: str = Field("", repr=False)
    body_limit: int = Field(131_072, ge=1_024, le=10_485_760)
    turns_per_minute: int = Field(120, ge=0, le=100_000)
    pages_per_minute: int = Field(120, ge=0, le=100_000)
    proxies: str = "127.0.0.1,::1"

    @property
    def pace(self) -> int:
        """How many turns a respondent may have in a minute. Who calls unverified sits at this machine, and is a program
        that talks faster than a person: it is not limited, unless that was asked for."""
        return self.turns_per_minute if self.verify_requests or "turns_per_minute" in self.model_fields_set else 0

    @field_validator("secret_keys", "simulator_personas", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _durable(cls, value: str) -> str:
        scheme, _, rest = value.partition("://")
        if scheme.startswith("sqlite"):
            if value.rpartition("/")[2] in ("", ":memory:"):
                raise ValueError(
                    "noem een bestand, als sqlite:///var/checkbot.db: in het geheugen blijft niets bewaard"
                )
            return value
        # The forms that hosting companies give; the driver that comes with us is psycopg.
        if scheme not in ("postgresql", "postgres", "postgresql+psycopg") or not rest or not _readable(value):
            raise ValueError("kies sqlite:///map/bestand.db of postgresql://gebruiker:wachtwoord@host/database")
        return f"postgresql+psycopg://{rest}"

    @field_validator("proxies")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        try:
            networks(value)
        except ValueError:
            raise ValueError("noem adressen of netwerken met komma's ertussen, als 127.0.0.1,10.0.0.0/8") from None
        return value

    @field_validator("bounces", "persona", "settings_file", "speech_model", "theme", mode="before")
    @classmethod
    def _none_when_empty(cls, value: object) -> object:
        return value or None

    @field_validator("bounces")
    @classmethod
    def _is_maildir(cls, value: Path | None) -> Path | None:
        if value and not is_maildir(value):
            raise ValueError("noem een Maildir: een map met new en cur erin, die je mailserver vult")
        return value

    @field_validator("simulator")
    @classmethod
    def _never_in_earnest(cls, value: bool, info: ValidationInfo) -> bool:  # noqa: FBT001 - pydantic calls it
        if value and info.data.get("verify_requests", True):
            raise ValueError("de simulator werkt alleen met CHECKBOT_VERIFY_REQUESTS=off: zet dat erbij, of kies off")
        return value

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("geef het adres waarop de dienst te vinden is, als https://checkbot.voorbeeld.nl")
        return value.rstrip("/")

    @field_validator("handover_to")
    @classmethod
    def _one_colleague(cls, value: str) -> str:
        value = value.strip()
        if not value.isascii():
            raise ValueError("schrijf een domein met bijzondere letters als xn--")
        return cls._one_address(value) if value else value

    @field_validator("mail_from")
    @classmethod
    def _one_address(cls, value: str) -> str:
        header = EmailMessage(policy=default)
        try:
            header["From"] = value
            sender = header["From"]
        except ValueError:
            raise ValueError(_MAIL_FROM) from None
        if sender.defects or len(sender.addresses) != 1 or not sender.addresses[0].domain or not value.isprintable():
            raise ValueError(_MAIL_FROM)
        return value

    @field_validator("metrics_token")
    @classmethod
    def _hard_to_guess(cls, value: str) -> str:
        if value and (len(value) < _SHORTEST_SECRET or not value.isascii() or not value.isprintable()):
            raise ValueError(f"neem minstens {_SHORTEST_SECRET} gewone tekens, of laat het leeg")
        return value

    @field_validator("secret_keys")
    @classmethod
    def _long_enough(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(len(key) < _SHORTEST_SECRET for key in value):
            raise ValueError(f"elke sleutel heeft minstens {_SHORTEST_SECRET} tekens nodig")
        return value


def _readable(url: str) -> bool:
    try:
        make_url(url)
    except (ArgumentError, ValueError):  # ValueError: the port is no number
        return False
    return True


def read_settings() -> Settings:
    """Read the environment, and what it does not set from CHECKBOT_SETTINGS_FILE.

    Raises CheckbotError that names the variable and what is wrong, never its value.
    """
    try:
        return Settings(_env_file=_settings_file())
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise CheckbotError(f"{name}: {_in_dutch(first['type'], first['msg'])}") from error


def _settings_file() -> Path | None:
    name = f"{PREFIX}SETTINGS_FILE"
    given = os.environ.get(name)
    if not given:
        return None
    try:
        Path(given).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CheckbotError(f"{name}: het bestand is er niet of niet te lezen; controleer pad en rechten") from error
    return Path(given)


def check_exposure(settings: Settings, host: str) -> None:
    """Refuse to face a network unprotected: beyond loopback, callers are verified and secrets are given.

    Raises CheckbotError.
    """
    if not settings.verify_requests and settings.base_url.startswith("https://"):
        raise CheckbotError(
            "CHECKBOT_VERIFY_REQUESTS=off past niet bij een CHECKBOT_BASE_URL op internet: haal een van de twee weg"
        )
    if is_loopback(host):
        return
    if not settings.verify_requests:
        raise CheckbotError(
            "CHECKBOT_VERIFY_REQUESTS=off mag alleen op 127.0.0.1: haal het weg, of kies --host 127.0.0.1"
        )
    if not settings.secret_keys:
        raise CheckbotError(
            "CHECKBOT_SECRET_KEYS ontbreekt: maak een sleutel met "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' en zet die in de omgeving"
        )


def secret_keys(settings: Settings) -> tuple[str, ...]:
    """Give the keys that were set, or on a developer's machine those of var/secret-keys (mode 0600, made once)."""
    if settings.secret_keys:
        return settings.secret_keys
    try:
        _SECRET_FILE.parent.mkdir(parents=True, exist_ok=True)
        if not _SECRET_FILE.exists():
            _make_secret()
    except OSError as error:
        raise CheckbotError(
            f"kan {_SECRET_FILE} niet maken ({error.strerror}): zet CHECKBOT_SECRET_KEYS in de omgeving"
        ) from error
    key = _SECRET_FILE.read_text(errors="replace").strip()
    if len(key) < _SHORTEST_SECRET or not key.isascii():
        raise CheckbotError(
            f"{_SECRET_FILE} is leeg, te kort of beschadigd: zet de oude sleutel terug, of verwijder het bestand"
        )
    return (key,)


def _make_secret() -> None:
    # Written aside and linked: whoever starts at the same moment finds a whole key or none.
    draft = _SECRET_FILE.with_name(f"{_SECRET_FILE.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32))
    try:
        os.link(draft, _SECRET_FILE)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def is_loopback(host: str) -> bool:
    """Tell whether `host`, a name or an address, is this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _in_dutch(kind: str, message: str) -> str:
    known = {
        "bool_parsing": "kies on of off",
        "literal_error": "kies text of json",
        "int_parsing": "geef een heel getal",
        "greater_than_equal": "het getal is te klein",
        "less_than_equal": "het getal is te groot",
    }
    return known.get(kind, message.removeprefix("Value error, "))
