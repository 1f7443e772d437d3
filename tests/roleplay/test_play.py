"""The command: many role-plays at once, and the table."""

from pathlib import Path

from tests.local_sim import voice_extra
from tests.test_cli import checkbot

COMPANY = """
name: Bakkerij Bloem
role: directie
sector: levensmiddelen
size: klein
goal: Minder bellen.
obstacle: We hebben te weinig tijd.
given: {scope-kanalen: een-plek}
voice: {variant: bestaat-niet}
"""


def test_companies_play_in_parallel_and_the_table_tells_how_it_went(tmp_path: Path) -> None:
    words = ("--text", "--company", "starter", "--company", "tuinwinkel", "--channel", "alexa", "--channel", "actions")
    shown = checkbot(tmp_path, "roleplay", *words, "--parallel", "4", "--verbose")
    assert shown.returncode == 0, shown.stderr
    rows = [" ".join(line.split()) for line in shown.stdout.splitlines()]
    for label, channel in (("starter", "alexa"), ("starter", "actions"), ("tuinwinkel", "alexa")):
        assert any(row.startswith(f"{label} {channel} 1 20 0 0 ") and row.endswith("1 gezegd adres") for row in rows)
    assert any(row.startswith("alles 4 80 0 0 ") for row in rows)
    assert shown.stdout.count("Dat was alles, Anna.") == 2
    (folder,) = (tmp_path / "var" / "roleplay").iterdir()
    assert len(list((folder / "mail" / "new").iterdir())) == 4


def test_a_file_may_be_called_anything(tmp_path: Path) -> None:
    (tmp_path / "[").mkdir()
    (tmp_path / "[" / "b].yaml").write_text(COMPANY)
    shown = checkbot(tmp_path, "roleplay", "--text", "--verbose", "--company", "[/b].yaml")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.count("[/b].yaml") == 2


def test_a_conversation_that_breaks_off_is_told_after_the_table(tmp_path: Path) -> None:
    voice_extra.require()
    (tmp_path / "bakker.yaml").write_text(COMPANY)
    shown = checkbot(tmp_path, "roleplay", "--company", "bakker.yaml")
    assert shown.returncode == 2
    assert "bakker.yaml" in shown.stdout
    assert shown.stderr.splitlines() == [
        "checkbot: 1 van 1 gesprekken braken af; het eerste: espeak-ng kent de stem nl+bestaat-niet niet: "
        "kies een andere, zoals f2, m3 of klatt2."
    ]
