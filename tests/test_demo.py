"""The demo: the main job from the greeting to a mail with its chart, by one command."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.local_sim import voice_extra
from tests.test_cli import checkbot

ROOT = Path(__file__).parent.parent
PNG = b"\x89PNG\r\n\x1a\n"
NO_EAR = """
import sys
sys.modules["vosk"] = None  # what is not installed
"""


@pytest.fixture(params=["spoken", "in text"])
def without(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a machine with the extra "voice", and of one without."""
    if request.param == "spoken":
        voice_extra.require()
        return {}
    (tmp_path / "absent").mkdir()
    (tmp_path / "absent" / "sitecustomize.py").write_text(NO_EAR)
    return {"PYTHONPATH": f"{tmp_path / 'absent'}:{ROOT}"}


def test_the_demo_plays_a_scan_and_delivers_its_mail(tmp_path: Path, without: dict[str, str]) -> None:
    shown = checkbot(tmp_path, "demo", **without)
    assert shown.returncode == 0, shown.stderr
    assert ("  Verstaan: de derde\n" in shown.stdout) == (not without)
    assert "Sanne: eh, doe maar de derde\n" in shown.stdout
    assert "Dat was alles, Sanne" in shown.stdout
    (folder,) = (tmp_path / "var" / "demo").iterdir()
    (mail,) = (folder / "mail" / "new").iterdir()
    assert str(mail.relative_to(tmp_path)) in shown.stdout
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    pictures = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "image/png"]
    assert [isinstance(picture, bytes) and picture.startswith(PNG) for picture in pictures] == [True]
    pdf = folder / "rapport.pdf"
    assert pdf.read_bytes().startswith(b"%PDF")
    assert str(pdf.relative_to(tmp_path)) in shown.stdout
    assert "data:image/png" in (folder / "rapport.html").read_text(encoding="utf-8")
