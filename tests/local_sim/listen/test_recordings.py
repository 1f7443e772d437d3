"""People's recordings, where they lie beside the project: they do not come along."""

import json
from pathlib import Path

import pytest

from local_sim.listen.expected import Expected
from local_sim.listen.recording import record_of
from local_sim.words import folded

FOLDER = Path(__file__).parents[4] / "shared" / "speech"


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no recordings of people beside the project, in ../shared/speech")
@pytest.mark.parametrize(("name", "least"), [("wavenet", 0.95), ("gc_color", 0.6), ("ktuberling", 0.5)])
def test_most_recorded_words_are_told_apart(ear, name, least):
    recordings = [one for one in json.loads((FOLDER / "recordings.json").read_text()) if one["set"] == name]
    expected = Expected(tuple(one["text"] for one in recordings))
    heard = [ear.listen(record_of(FOLDER / one["wav"]).frames(quiet=2), expected).words for one in recordings]
    right = [folded(words) == folded(one["text"]) for words, one in zip(heard, recordings, strict=True)]
    assert sum(right) / len(right) >= least
