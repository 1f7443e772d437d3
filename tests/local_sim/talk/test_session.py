import json
import time
from dataclasses import replace

import pytest

from local_sim.errors import SimulatorError
from local_sim.listen.recording import Recording, record_of
from local_sim.listen.utterance import Alternative, Utterance
from local_sim.platforms import Heard
from local_sim.talk.answer import Answer
from local_sim.talk.session import Record, Session, Turn, differences, read_session
from local_sim.talk.source import Recordings
from tests.local_sim.talk.conftest import sound_of

ASKED = Heard("Vind je dat goed?")
HEARD = Answer(Utterance("ja", "ja", (Alternative("ja", 0.9), Alternative("na", 0.1)), matched=True), bytes(3_200), 0.1)
KEPT = Session("actions", (Turn("Vind je dat goed?", "01.wav", "ja"), Turn("En dit?", "02.wav", "nee")), "Dag!")


@pytest.fixture
def folder(tmp_path):
    record = Record("actions", tmp_path / "diep" / "gesprek")
    record.turn(ASKED, HEARD, after=4.5)
    record.end(Heard("Dag!"))
    return tmp_path / "diep" / "gesprek"


def test_what_is_kept_is_read_as_it_was(folder):
    turn = Turn("Vind je dat goed?", "01.wav", "ja", HEARD.utterance.alternatives, 4.5)
    assert read_session(folder) == Session("actions", (turn,), "Dag!")


def test_the_sound_comes_out_to_the_last_bit(tmp_path):
    answer = replace(HEARD, sound=sound_of("ja"))
    Record("alexa", tmp_path).turn(ASKED, answer)
    assert record_of(tmp_path / "01.wav").sound == answer.sound


def test_only_the_owner_may_listen(folder):
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_without_a_folder_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    record = Record("alexa")
    record.turn(ASKED, HEARD)
    assert len(record.session.turns) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_conversation_is_never_written_over(folder):
    with pytest.raises(SimulatorError, match=r"staat al een opgenomen gesprek.*andere map"):
        Record("alexa", folder)


def test_a_folder_that_cannot_be_made_is_told_beforehand(tmp_path):
    (tmp_path / "bestand").touch()
    with pytest.raises(SimulatorError, match="kan ik niets bewaren"):
        Record("alexa", tmp_path / "bestand" / "map")


def test_the_same_conversation_differs_in_nothing_but_the_code():
    before, now = (replace(KEPT, last=f"Zeg dan: code {code}. Tot dan!") for code in ("3, 1, 5. 0, 6, 1", "4, 2"))
    assert list(differences(before, now)) == []


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (
            replace(KEPT, turns=(replace(KEPT.turns[0], heard="nee"), KEPT.turns[1])),
            "Beurt 1, verstaan werd eerst «ja»",
        ),
        (replace(KEPT, turns=(KEPT.turns[0], replace(KEPT.turns[1], asked="Of dit?"))), "Beurt 2, de bot zei eerst"),
        (replace(KEPT, turns=KEPT.turns[:1]), "Beurt 2 kwam niet meer"),
        (replace(KEPT, turns=(*KEPT.turns, KEPT.turns[0])), "Beurt 3 kwam erbij"),
        (replace(KEPT, last="Tot ziens!"), "Aan het eind zei de bot eerst «Dag!» en nu «Tot ziens!»."),
    ],
)
def test_each_difference_is_told_with_its_turn(now, told):
    assert next(differences(KEPT, now)).startswith(told)


@pytest.mark.parametrize(
    "change",
    [
        {"channel": 1},
        {"turns": [{"asked": "x", "sound": "../../geheim.wav", "heard": "ja"}]},
        {"turns": [{"asked": "x", "sound": "01.wav"}]},
        {"turns": [{"asked": "x", "sound": "01.wav", "heard": "ja"}] * 1_001},
    ],
)
def test_a_session_that_is_damaged_is_not_repeated(folder, change):
    file = folder / "session.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(SimulatorError, match=r"beschadigd.*--record"):
        read_session(folder)


def test_a_folder_without_a_session_is_named(tmp_path):
    with pytest.raises(SimulatorError, match="staat geen opgenomen gesprek"):
        read_session(tmp_path)


def test_a_repetition_keeps_the_pace_of_live_answers():
    source = Recordings([Recording(bytes(3_200))] * 2, after=[0.3])
    began = time.monotonic()
    assert source.answer()
    assert time.monotonic() - began >= 0.3
    assert source.answer()
    assert source.answer() is None
