import pytest

from local_sim.words import folded


@pytest.mark.parametrize(
    ("text", "bare"),
    [("Oké, prima!", "oke prima"), ("  N.v.t. ", "n v t"), ("één-op-één", "een op een"), ("?!", "")],
)
def test_capitals_accents_and_punctuation_do_not_count(text, bare):
    assert folded(text) == bare
