"""The doors of the simulator's page: off unless asked for, for the page itself alone, and bounded."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from fulfillment.errors import CheckbotError
from fulfillment.serve import serve
from fulfillment.settings import Settings
from local_sim.browser.conversation import LONGEST, MOST
from tests.conftest import Service
from tests.local_sim.browser.conftest import Doors

QUESTION = {
    "alexa": "LaunchRequest",
    "actions": "actions.intent.MAIN",
    "dialogflow-es": "WELCOME",
    "dialogflow-cx": "WELCOME",
}


def test_it_is_off_by_default(make_service: Callable[..., Service]) -> None:
    service = make_service()
    assert service.client.get("/simulator").status_code == 404
    assert service.client.post("/simulator/conversations", json={}).status_code == 404


def test_a_service_with_it_off_loads_nothing_of_it(tmp_path: Path) -> None:
    code = (
        "import sys; from fulfillment.app import create_app; from fulfillment.settings import Settings; "
        "from fulfillment.storage.database import open_database, upgrade; "
        "settings = Settings(database_url='sqlite:///x.db', secret_keys=('k' * 20,)); "
        "upgrade(open_database(settings.database_url)); create_app(settings); "
        "print([name for name in sys.modules if name.startswith('local_sim')])"
    )
    root = {"PYTHONPATH": str(Path(__file__).parents[3])}
    shown = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=root, capture_output=True, text=True)
    assert shown.stdout == "[]\n", shown.stderr


def test_it_goes_on_only_where_callers_are_not_verified() -> None:
    with pytest.raises(ValidationError, match="CHECKBOT_VERIFY_REQUESTS=off"):
        Settings(simulator=True)
    assert Settings(simulator=True, verify_requests=False).simulator


def test_more_web_processes_would_not_know_each_others_conversations() -> None:
    settings = Settings(simulator=True, verify_requests=False)
    with pytest.raises(CheckbotError, match="kies --workers 1"):
        serve(settings, "127.0.0.1", 8080, 2, with_worker=False, ready=lambda: None)


def test_a_persona_file_that_is_not_there_stops_the_start(make_service: Callable[..., Service]) -> None:
    with pytest.raises(CheckbotError, match=r"CHECKBOT_SIMULATOR_PERSONAS: weg\.yaml: niet te lezen"):
        make_service(simulator=True, simulator_personas=(Path("weg.yaml"),))


def test_the_page_may_load_its_own_files_only(doors: Doors) -> None:
    page = doors.pool.request("GET", f"{doors.url}/simulator")
    assert page.status == 200
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "<script>" not in page.data.decode()
    assert "style=" not in page.data.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://kwaad.voorbeeld"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "kwaad.voorbeeld", "Origin": "http://kwaad.voorbeeld"},
        {"X-Forwarded-For": "10.0.0.1"},
    ],
)
def test_another_page_in_the_same_browser_is_refused(doors: Doors, headers: dict[str, str]) -> None:
    assert doors.post("", {"channel": "alexa", "persona": 0}, **headers).status == 403


def test_who_tells_nothing_of_where_he_comes_from_is_refused(doors: Doors) -> None:
    assert doors.pool.request("POST", f"{doors.url}/simulator/conversations", json={}).status == 403


def test_a_name_that_points_here_does_not_get_the_page(doors: Doors) -> None:
    assert doors.pool.request("GET", f"{doors.url}/simulator", headers={"Host": "kwaad.voorbeeld"}).status == 403


@pytest.mark.parametrize("channel", QUESTION)
def test_every_channel_holds_a_conversation_through_its_own_door(doors: Doors, channel: str) -> None:
    id, turn = doors.begin(channel)
    assert "Mees" in turn["speech"]
    assert QUESTION[channel] in str(turn["request"])
    doors.take(id, "say", "ja")
    turn = doors.take(id, "say", "Sanne")
    assert turn["progress"] == [1, 20]
    turn = doors.take(id, "touch", "Op één plek")
    assert turn["progress"] == [2, 20]
    assert turn["response"]
    assert turn["milliseconds"] > 0


def test_silence_and_hanging_up_are_what_the_platform_makes_of_them(doors: Doors) -> None:
    id, _ = doors.begin("alexa")
    said = doors.take(id, "silence")
    assert (said["request"], said["response"]) == ({}, {})
    assert doors.take(id, "hang-up")["ended"]
    assert not doors.take(id, "start")["ended"]


def test_each_persona_speaks_for_itself(doors: Doors) -> None:
    spoken = [doors.begin("alexa", persona)[1]["speech"] for persona in range(3)]
    assert "Vind je dat goed?" in spoken[0]
    assert "Vindt u dat goed?" in spoken[1]
    assert "Bolle" in spoken[2]


@pytest.mark.parametrize(
    ("path", "asked", "status", "told"),
    [
        ("", {"channel": "fax", "persona": 0}, 404, "ververs de pagina"),
        ("", {"channel": "alexa", "persona": 99}, 404, "ververs de pagina"),
        ("", {"channel": ["alexa"], "persona": {}}, 404, "ververs de pagina"),
        ("", [], 400, "ververs de pagina"),
        ("/nergens/turns", {"act": "say", "words": "ja"}, 404, "begin een nieuw gesprek"),
        ("/{id}/turns", {"act": "dans"}, 404, "ververs de pagina"),
        ("/{id}/turns", {"act": "say", "words": "  "}, 404, "ververs de pagina"),
        ("/{id}/turns", {"act": "say", "words": "a" * (LONGEST + 1)}, 400, f"houd het op {LONGEST} tekens"),
        ("/{id}/turns", {"act": "touch", "words": "Blauw"}, 400, "geen knop „Blauw”"),
        ("/{id}/turns", {"act": "say", "words": "a" * 9_000}, 413, ""),
        ("/{id}/sound", bytes(2), 404, "klik op Praten"),
        ("/{id}/sound", {}, 400, "geen geluid"),
        ("/{id}/sound", bytes(70_000), 413, ""),
    ],
)
def test_what_it_cannot_do_is_one_line(doors: Doors, path: str, asked: object, status: int, told: str) -> None:
    id, _ = doors.begin("alexa") if "{id}" in path else ("", {})
    answer = doors.post(path.format(id=id), asked)
    assert answer.status == status
    assert told in answer.json()["error"]


def test_the_oldest_conversation_makes_room(doors: Doors) -> None:
    first, _ = doors.begin()
    others = [doors.begin()[0] for _ in range(MOST)]
    assert doors.post(f"/{first}/turns", {"act": "say", "words": "ja"}).status == 404
    assert doors.take(others[0], "say", "ja")["speech"]
