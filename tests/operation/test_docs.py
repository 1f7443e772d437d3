"""docs/operate.md and the files beside it are true: every setting, command, counter and number in them exists."""

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from fulfillment.cli import app
from fulfillment.operation.readiness import LATEST
from fulfillment.settings import PREFIX, Settings
from fulfillment.web import STOPS_WITHIN
from local_sim.platforms.alexa import Alexa
from tests.conftest import Service

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "operate.md").read_text(encoding="utf-8")
FILES = {file.name: file.read_text(encoding="utf-8") for file in sorted((DOCS / "operate").iterdir())}
UNITS = ("checkbot-web.service", "checkbot-worker.service")
COMPOSE: dict[str, Any] = yaml.safe_load(FILES["compose.yaml"])
GROUPS = typer.main.get_command(app)


@pytest.mark.parametrize("name", ["operate.md", *FILES])
def test_every_setting_it_names_exists(name: str) -> None:
    named = set(re.findall(rf"{PREFIX}(\w+)", TEXT if name == "operate.md" else FILES[name]))
    assert named <= {field.upper() for field in Settings.model_fields}


def test_every_command_it_names_exists() -> None:
    for words in re.findall(r"(?<![\w/.-])checkbot ((?:[a-z-]+ ?){1,2})", "\n".join(re.findall(r"`([^`\n]+)`", TEXT))):
        first, *rest = words.split()
        command = GROUPS.commands.get(first)  # type: ignore[attr-defined]
        assert command, words
        assert not hasattr(command, "commands") or rest[0] in command.commands, words


def test_every_counter_it_names_exists_and_every_one_there_is_stands_in_it(service: Service) -> None:
    service.call(Alexa()).start()
    written = service.client.get("/metrics").get_data(as_text=True)
    there = {name.removesuffix("_total") for name in re.findall(r"^# TYPE (checkbot_\w+)", written, re.MULTILINE)}
    there = {name for name in there if not name.endswith("_created")}
    named = {name.removesuffix("_total") for name in re.findall(r"`(checkbot_\w+)", TEXT)}
    assert named == there


def test_its_numbers_are_those_of_the_code() -> None:
    assert f"meer dan {LATEST:.0f} |" in TEXT
    assert f"na hooguit {STOPS_WITHIN + 1} seconden weg" in TEXT
    limit = Settings.model_fields["body_limit"].default
    assert f"client_max_body_size {limit // 1024}k;" in FILES["nginx.conf"]
    assert f"Grootste body: {limit // 1024} KiB" in TEXT


def test_the_proxy_says_whom_it_speaks_for() -> None:
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in FILES["nginx.conf"]
    assert "proxy_http_version 1.0;" in FILES["nginx.conf"]


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_starts_a_command_that_exists_and_gives_it_time_to_stop(name: str) -> None:
    unit = RawConfigParser(strict=False)
    unit.read_string(FILES[name])
    _, words = unit["Service"]["ExecStart"].split(" ", 1)
    assert_runs(words.split())
    assert unit["Service"]["TimeoutStopSec"] in ("20", "15min")


def assert_runs(words: list[str]) -> None:
    """Have the command read its words, without running it."""
    first, *rest = words
    GROUPS.commands[first].make_context(first, rest)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", UNITS)
def test_systemd_finds_no_mistake_in_a_unit(tmp_path: Path, name: str) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd")
    (tmp_path / name).write_text(FILES[name].replace("/opt/checkbot/bin/checkbot", "/bin/true"))
    found = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / name)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (found.returncode, found.stderr) == (0, "")


def test_the_containers_run_commands_that_exist_with_the_same_settings() -> None:
    services = COMPOSE["services"]
    assert_runs(services["worker"]["command"][1:])
    (words,) = re.findall(r"^CMD (\[.+\])", FILES["Dockerfile"], re.MULTILINE)
    assert_runs(yaml.safe_load(words)[1:])
    assert services["web"]["environment"] == services["worker"]["environment"]
    assert set(services) == {"web", "worker", "database"}


def test_the_image_takes_along_every_room_that_is_packaged() -> None:
    copied = set(re.findall(r"^COPY (\w+) \w+$", FILES["Dockerfile"], re.MULTILINE))
    assert copied == {"model", "voice_models", "fulfillment", "local_sim"}


@pytest.mark.parametrize("name", ["database", "web", "worker"])
def test_secrets_stand_in_no_file(name: str) -> None:
    for key, value in COMPOSE["services"][name]["environment"].items():
        if re.search("KEYS|PASSWORD|TOKEN|SMTP", key):
            assert re.fullmatch(r"\$\{\w+:(\?|-)\}", value), key
