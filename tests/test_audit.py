"""The audit finds what it looks for."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import audit

ROOT = Path(__file__).parent.parent


def test_a_key_in_a_file_is_found_and_an_example_in_the_baseline_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # In two parts: this file itself must pass.
    key, example = "AKIA" + "QWERTYUIOPASDF12", "smtp://gebruiker:" + "wachtwoord@host"
    (tmp_path / "README.md").write_text(f"{example}\n")
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "add", "."], check=True)
    baseline = subprocess.run([sys.executable, "-m", "detect_secrets", "scan"], capture_output=True, check=True)
    (tmp_path / audit.BASELINE).write_bytes(baseline.stdout)
    assert audit.secrets()[0]
    (tmp_path / "README.md").write_text(f"One line more.\n{example}\n")
    assert audit.secrets()[0], "an example may move"
    (tmp_path / "settings.py").write_text(f'aws = "{key}"\n')
    subprocess.run(["git", "add", "settings.py"], check=True)
    well, told = audit.secrets()
    assert not well
    assert "settings.py" in told
    assert key not in told


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="which files are ours is known to git: clone the project")
def test_nothing_we_keep_holds_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    well, told = audit.secrets()
    assert well, told


@pytest.mark.parametrize(
    ("answer", "well", "told"),
    [
        ("", True, "NOT CHECKED, the list"),
        ('{"dependencies": [{"name": "x", "skip_reason": "not found"}]}', True, "NOT CHECKED, none of the 1"),
        ('{"dependencies": [{"name": "x", "version": "1", "vulns": []}]}', True, "1 of 1 looked up, 0 known"),
        (
            '{"dependencies": [{"name": "x", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}',
            False,
            "x 1: CVE-1, mended in 2",
        ),
    ],
)
def test_what_cannot_be_looked_up_is_said_and_a_weakness_fails(
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    well: bool,  # noqa: FBT001
    told: str,
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, answer, ""))
    assert audit.weaknesses()[0] is well
    assert told in audit.weaknesses()[1]
