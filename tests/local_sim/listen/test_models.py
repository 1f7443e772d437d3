import shutil

import pytest

from local_sim.errors import SimulatorError
from local_sim.listen.models import COMES_ALONG, choose


@pytest.fixture
def other(tmp_path):
    return shutil.copytree(COMES_ALONG, tmp_path / "other")


def test_the_model_that_comes_along_is_whole_and_can_be_told_what_to_expect():
    assert choose(None, ()).folder == COMES_ALONG
    assert choose(None, ()).grammar


def test_a_named_model_goes_before_a_fetched_one(other, tmp_path):
    assert choose(other, (tmp_path,)).folder == other


def test_a_fetched_model_goes_before_the_one_that_comes_along(other, tmp_path):
    assert choose(None, (tmp_path / "none", other)).folder == other


def test_a_model_with_a_graph_made_beforehand_takes_no_grammar(other):
    (other / "graph/HCLr.fst").rename(other / "graph/HCLG.fst")
    assert not choose(other, ()).grammar


def test_a_graph_that_is_cut_off_or_something_else_is_told_before_it_ends_the_process(other):
    graph = other / "graph/HCLr.fst"
    whole = graph.read_bytes()
    for broken in (whole[:2_000_000], b"\xff" * 100, b"x"):
        graph.write_bytes(broken)
        with pytest.raises(SimulatorError, match=r"HCLr.fst ontbreekt of is stuk"):
            choose(other, ())


@pytest.mark.parametrize("missing", ["am/final.mdl", "graph/HCLr.fst", "graph/words.txt"])
def test_a_model_that_is_not_whole_is_told_with_what_to_do(other, missing):
    (other / missing).unlink()
    with pytest.raises(
        SimulatorError, match=rf"{missing} ontbreekt of is stuk\): zet in CHECKBOT_SPEECH_MODEL .*--text"
    ):
        choose(other, ())
    with pytest.raises(SimulatorError, match=r"checkbot speech fetch of typ je antwoorden"):
        choose(None, (other,))
