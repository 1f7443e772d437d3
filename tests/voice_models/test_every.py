"""The packages that come with the project are what the build gives, and the contract they are built from is sound."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from shutil import copytree

import pytest

from fulfillment.conversation.understanding.aspect import aspect_named
from fulfillment.conversation.understanding.words import tokens
from model.load import load
from model.words import plain
from tests.test_cli import checkbot
from voice_models.contract import contract
from voice_models.packages.every import HERE, PACKAGES, built, mistakes, stored, write
from voice_models.packages.package import Source

SOURCE = Source(load(), contract())
ALEXA = "alexa/skill-package/skill.json"


def test_what_comes_with_the_project_is_what_build_gives() -> None:
    assert built(SOURCE) == stored(HERE), "run: checkbot voice-models build"


def test_the_build_does_not_depend_on_the_order_of_sets() -> None:
    code = "import hashlib; from tests.voice_models.test_every import *; e = built(SOURCE); " \
        "print(hashlib.sha256(repr(sorted(e.items())).encode()).hexdigest())"  # fmt: skip
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE.parent)},
            cwd=HERE.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


def test_every_package_names_the_address_it_was_built_for() -> None:
    ours = built(Source(load(), contract(), "https://scan.voorbeeld.nl"))
    for package in PACKAGES:
        texts = [content for path, content in ours.items() if path.startswith(f"{package.folder}/")]
        assert any(b"https://scan.voorbeeld.nl/" in text for text in texts), package.folder
        assert not any(b"checkbot.example.com/" in text for text in texts), package.folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for package in PACKAGES:
        copytree(HERE / package.folder, tmp_path / package.folder)
        if package.archive:
            (tmp_path / package.archive).write_bytes((HERE / package.archive).read_bytes())
    return tmp_path


def test_building_again_removes_what_no_longer_belongs_and_nothing_else(folder: Path) -> None:
    stray, own = folder / "dialogflow_es/agent/intents/weg.json", folder / "notities.txt"
    for file in (stray, own):
        file.write_text("{}")
    written = write(folder, SOURCE)
    assert not stray.exists()
    assert own.exists()
    assert set(written) == set(stored(folder))


def test_a_folder_that_was_changed_by_hand_differs_from_its_archive(folder: Path) -> None:
    file = folder / "dialogflow_cx/agent/agent.json"
    file.write_text(file.read_text().replace("Europe/Amsterdam", "Europe/Brussels"))
    assert [mistake.file for mistake in mistakes(folder)] == ["dialogflow_cx/checkbot-cx.zip"]


def test_the_command_builds_for_an_address_and_checks(tmp_path: Path) -> None:
    made = checkbot(tmp_path, "voice-models", "build", str(tmp_path), "--url", "https://scan.voorbeeld.nl/")
    assert (made.returncode, made.stderr) == (0, "")
    assert "voor een dienst op https://scan.voorbeeld.nl." in made.stdout
    assert '"https://scan.voorbeeld.nl/alexa"' in (tmp_path / ALEXA).read_text()
    checked = checkbot(tmp_path, "voice-models", "check", str(tmp_path))
    assert (checked.returncode, checked.stdout) == (0, "Alles klopt: 4 pakketten.\n")


def test_the_command_says_what_to_do(tmp_path: Path) -> None:
    assert "de map voice_models bestaat niet" in checkbot(tmp_path, "voice-models", "check").stderr
    empty = checkbot(tmp_path, "voice-models", "check", str(tmp_path))
    assert empty.returncode == 2
    assert f"{ALEXA}: dit bestand ontbreekt" in empty.stderr
    assert "fouten in de pakketten" in empty.stderr.splitlines()[-1]
    refused = checkbot(tmp_path, "voice-models", "build", str(tmp_path), "--url", "http://scan.voorbeeld.nl")
    assert refused.returncode == 2
    assert "https://" in refused.stderr


def test_no_phrase_of_the_contract_stands_in_two_intents() -> None:
    said = Counter(plain(phrase) for intent in contract().intents for phrase in set(map(plain, intent.phrases)))
    assert {phrase for phrase, times in said.items() if times > 1} == set()


def test_what_is_worded_has_samples_and_only_that() -> None:
    for intent in contract().intents:
        assert bool(intent.samples) == bool(intent.bare) == intent.worded, intent.name


def test_the_conversation_understands_what_a_slot_is_filled_with() -> None:
    for aspect, names in contract().aspects.items():
        for name in names:
            assert aspect_named(load(), tokens(contract().said("aspect", name))) == aspect, name
