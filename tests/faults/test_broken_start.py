"""A file of the package that is broken, at start: one line that names it, exit code 2, and no traceback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("model", "fulfillment", "voice_models", "local_sim")
FILES = {
    "model/content/model.yaml": "model.yaml",
    "model/content/questions/data.yaml": "data.yaml",
    "model/content/tips/scope.yaml": "scope.yaml",
    "fulfillment/conversation/texts/nl/prompts.yaml": "prompts.yaml",
    "fulfillment/conversation/texts/nl/persona.yaml": "persona",
    "voice_models/intents.yaml": "intents.yaml",
}
BREAKS = {"cut": "questions:\n  - id: [", "empty": "", "other": "- 5\n- [x]\n", "bytes": "\x00\x01"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    for room in ROOMS:
        ignored = shutil.ignore_patterns("__pycache__", "nl_small")
        shutil.copytree(ROOT / room, folder / room, ignore=ignored)
    return folder


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("broken", BREAKS)
def test_one_line_says_which_file_and_what_to_do(package: Path, tmp_path: Path, file: str, broken: str) -> None:
    whole = (package / file).read_bytes()
    (package / file).write_text(BREAKS[broken])
    try:
        shown = subprocess.run(
            [sys.executable, "-m", "fulfillment.cli", "serve", "--port", "1"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(package), *sys.path[1:]])},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        (package / file).write_bytes(whole)
    assert shown.returncode == 2, shown.stderr
    assert len(shown.stderr.splitlines()) == 1, shown.stderr
    assert FILES[file] in shown.stderr
    assert "Traceback" not in shown.stderr
