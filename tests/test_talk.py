"""The simulator by voice on the whole service: real voices, the real recogniser, each platform's door."""

import io
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from fulfillment.loopback import service
from local_sim.errors import SimulatorError
from local_sim.listen.models import COMES_ALONG
from local_sim.platforms import Platform
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.conftest import Service
from tests.local_sim import voice_extra
from tests.local_sim.listen.conftest import needed
from tests.local_sim.talk.conftest import sound_of, wav
from tests.test_cli import checkbot

voice_extra.require()
needed("vosk", "soundfile", "soxr")
from fulfillment.talk import Sound, repeat, talk  # noqa: E402 - only with the extra

CHANNELS = ("alexa", "actions", "dialogflow-es", "dialogflow-cx")
ANSWERS = ("ja graag", "sla over", "op één plek", "hoe ver zijn we", "stop")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("service")
    settings = {
        "CHECKBOT_DATABASE_URL": f"sqlite:///{folder / 'checkbot.db'}",
        "CHECKBOT_SMTP_URL": f"maildir:{folder / 'mail'}",
        "CHECKBOT_SECRET_KEYS": "a key of this test that is long enough",
    }
    with service(folder / "service.log", settings) as running:
        yield running


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folder = tmp_path_factory.mktemp("answers")
    return tuple(wav(folder / f"{number}.wav", sound_of(words)) for number, words in enumerate(ANSWERS))


@pytest.fixture(autouse=True)
def model_that_comes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKBOT_SPEECH_MODEL", str(COMES_ALONG))


def held(url: str, sound: Sound, channel: str = "alexa") -> list[str]:
    page = io.StringIO()
    talk(Console(file=page), channel, sound, url=url, user="", verbose=False)
    return page.getvalue().splitlines()


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_conversation_is_held(url: str, answers: tuple[Path, ...], channel: str) -> None:
    page = held(url, Sound(answers, silent=True), channel)
    assert [line.removeprefix("Jij: ") for line in page if line.startswith("Jij: ")] == list(ANSWERS)
    assert any("Waarbij helpt jullie chat of bot de klant?" in line for line in page)
    assert any(line.startswith("  Knoppen:") for line in page) == (channel != "alexa")
    assert page[-1] == "— Het gesprek is afgelopen. —"


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_conversation_is_kept_and_repeated(url: str, answers: tuple[Path, ...], tmp_path: Path, channel: str) -> None:
    # Three quick answers make the bot brief, and what is quick depends on how busy this machine is: so no more than two
    # before the reply that must be the same.
    folder = tmp_path / "gesprek"
    page = held(url, Sound((*answers[:2], answers[-1]), folder, silent=True), channel)
    assert f"wordt bewaard in {folder}." in page[0]
    again = io.StringIO()
    assert repeat(Console(file=again), folder, record=None, url=url, user="", verbose=False)
    assert again.getvalue().endswith("Alle 3 beurten waren gelijk aan de opname.\n")


def test_the_command_keeps_what_it_is_told_to_and_a_repetition_that_differs_ends_with_exit_code_1(
    url: str, answers: tuple[Path, ...], tmp_path: Path
) -> None:
    files = [str(file) for file in answers[:3]]
    words = ("--voice", "--wav", *files, "--silent", "--channel", "actions", "--record", "gesprek")
    first = checkbot(tmp_path, "simulate", *words, "--url", url)
    assert first.returncode == 0, first.stderr
    assert "\x1b" not in first.stdout
    wav(tmp_path / "gesprek" / "03.wav", sound_of("nog nergens"))
    again = checkbot(tmp_path, "simulate", "--voice", "--replay", "gesprek", "--url", url)
    assert again.returncode == 1, again.stderr
    assert "Beurt 3, verstaan werd eerst «op één plek» en nu «nog nergens».\n" in again.stdout


def test_nothing_is_kept_unless_asked(
    url: str, answers: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "bewaard in" not in held(url, Sound(answers[:1], silent=True))[0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("platform", [Alexa(), Actions(), DialogflowEs(), DialogflowCx()])
def test_what_the_platform_did_not_understand_is_asked_again(service: Service, platform: Platform) -> None:
    line = service.call(platform)
    line.start()
    replies = [line.send(platform.no_match()) for _ in range(2)]
    assert "Doe je mee?" in replies[0].speech
    assert "Ik geef een voorbeeld." in replies[1].speech
    assert not any(reply.ended for reply in replies)


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (44_100, 2), (48_000, 1)])
def test_recordings_of_another_rate_or_in_stereo_are_understood(
    url: str, tmp_path: Path, rate: int, channels: int
) -> None:
    import soundfile
    import soxr

    samples = soxr.resample(np.frombuffer(sound_of("ja graag"), "<i2"), 16_000, rate)
    soundfile.write(tmp_path / "ja.wav", np.tile(samples[:, None], channels), rate)
    assert "Jij: ja graag" in held(url, Sound((tmp_path / "ja.wav",), silent=True))


def test_a_recording_that_is_too_loud_is_told_and_understood(url: str, tmp_path: Path) -> None:
    loud = np.clip(np.frombuffer(sound_of("ja graag"), "<i2").astype(int) * 30, -32_768, 32_767).astype("<i2")
    page = held(url, Sound((wav(tmp_path / "ja.wav", loud.tobytes()),), silent=True))
    assert "te hard opgenomen" in page[0]
    assert "Jij: ja graag" in page


def test_a_recording_of_nothing_is_told_and_a_silence(url: str, tmp_path: Path) -> None:
    page = held(url, Sound((wav(tmp_path / "stil.wav", bytes(32_000)),), silent=True))
    assert "is niets te horen" in page[0]
    assert "Jij: (stilte)" in page


def two_hours(path: Path) -> Path:
    """Write the head of a WAV with two hours of nothing: the file has holes, not bytes."""
    wav(path, bytes(2))
    size = 2 * 3_600 * 16_000 * 2
    head = path.read_bytes()[:44]
    with path.open("wb") as file:
        file.write(head[:4] + (size + 36).to_bytes(4, "little") + head[8:40] + size.to_bytes(4, "little"))
        file.truncate(size + 44)
    return path


def damaged(path: Path, kind: str) -> Path:
    whole = wav(path, sound_of("ja")).read_bytes()
    if kind == "two hours":
        return two_hours(path)
    path.write_bytes({"empty": b"", "truncated": whole[:-4_000], "text": b"ja graag, dat is goed"}[kind])
    return path


@pytest.mark.parametrize(
    ("kind", "told"),
    [("empty", "is leeg"), ("truncated", "afgebroken"), ("text", "geen geluid"), ("two hours", "duurt 2 uur")],
)
def test_a_recording_that_is_no_answer_is_one_line_before_anything_starts(tmp_path: Path, kind: str, told: str) -> None:
    with pytest.raises(SimulatorError, match=told) as raised:
        held("", Sound((damaged(tmp_path / "a.wav", kind),), silent=True))
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("missing", ["vosk", "soundfile"])
def test_without_the_extra_there_is_one_line(
    answers: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(SimulatorError, match="make voice"):
        held("", Sound(answers, silent=True))


def test_a_broken_model_is_one_line(answers: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKBOT_SPEECH_MODEL", str(tmp_path))
    with pytest.raises(SimulatorError, match=r"geen heel spraakmodel.*--text"):
        held("", Sound(answers, silent=True))


def test_a_service_that_is_gone_is_one_line(answers: tuple[Path, ...]) -> None:
    with pytest.raises(SimulatorError, match="niet bereikbaar"):
        held("http://127.0.0.1:9", Sound(answers, silent=True))


def test_a_persona_that_says_u_is_answered_too(
    answers: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = files("fulfillment").joinpath("conversation/texts/nl/persona.yaml").read_text(encoding="utf-8")
    (tmp_path / "u.yaml").write_text(own.replace("form: je", "form: u", 1), encoding="utf-8")
    monkeypatch.setenv("CHECKBOT_PERSONA", str(tmp_path / "u.yaml"))
    monkeypatch.chdir(tmp_path)
    page = held("", Sound(answers[:3], silent=True))
    assert any("Op hoeveel plekken kunnen klanten met u " in line for line in page)
    assert "  Opgevat als: op één plek (verwacht; bedoeling: answer)" in page
