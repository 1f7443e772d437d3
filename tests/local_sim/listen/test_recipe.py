"""The recipe of the graph: its parts are what a recogniser needs; its tools are not needed to test them."""

from math import exp

import pytest

from local_sim.listen.models import COMES_ALONG
from local_sim.listen.nl_small.recipe.bigram import bigram
from local_sim.listen.nl_small.recipe.hcl import PHONE_IDS, UNKNOWN, Graph
from local_sim.listen.nl_small.recipe.lexicon import read, write
from local_sim.listen.nl_small.recipe.phones import PHONES

LEXICON = {"ja": [("j", "aː")], "jas": [("j", "ɑ", "s")], "jaap": [("j", "aː", "p")]}
IDS = {"ja": 1, "jas": 2, "jaap": 3, UNKNOWN: 4}


def test_every_word_of_the_lexicon_is_in_the_graph_that_comes_along():
    words = (COMES_ALONG / "graph/words.txt").read_text(encoding="utf-8").split()[::2]
    assert set(words) == {"<eps>", UNKNOWN, *read()}


def test_every_pronunciation_is_of_the_phones_of_the_network():
    assert {phone for ways in read().values() for phones in ways for phone in phones} == set(PHONES)


def test_the_phones_are_those_that_the_model_was_made_with():
    lines = (COMES_ALONG / "graph/phones.txt").read_text(encoding="utf-8").splitlines()
    assert dict(line.split() for line in lines[1:]) == {name: str(place) for name, place in PHONE_IDS.items()}


def test_a_word_is_written_once_on_every_way_through_the_graph():
    graph = Graph(LEXICON, IDS)
    after: dict[int, list[tuple[int, int]]] = {}
    for arc in graph.arcs:
        if arc.start != arc.end:
            after.setdefault(arc.start, []).append((arc.end, arc.word))
    unseen, written = [(end, word) for end, word in after[graph.final]], set[int]()
    for _ in range(40):
        unseen = [
            (end, word or label)
            for state, word in unseen
            if state != graph.final
            for end, label in after.get(state, ())
        ]
        written |= {word for state, word in unseen if state == graph.final}
        assert all(
            not (word and label) for state, word in unseen if state != graph.final for _, label in after.get(state, ())
        )
        unseen = list(set(unseen))
    assert written == set(IDS.values())


def test_what_follows_what_adds_up_to_one():
    follows = bigram(["ja hoor", "ja graag", "nee"], {"ja": 0.5, "nee": 0.25, "hoor": 0.125, "graag": 0.125})
    after_ja = [exp(-follow.cost) for follow in follows if follow.start == 2]
    single = sum(exp(-follow.cost) for follow in follows if follow.start == 1)
    assert single == pytest.approx(0.45 + 0.55)
    assert sum(after_ja) > 1 - 1e-6


def test_a_lexicon_is_read_as_it_was_written(tmp_path):
    write(read(), tmp_path)
    assert (tmp_path / "lexicon.txt").read_bytes() == (COMES_ALONG / "recipe/lexicon.txt").read_bytes()
