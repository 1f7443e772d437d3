import pytest

from local_sim.listen.expected import Expected
from local_sim.listen.utterance import MOST, agreed, joined, understood

CLOSED = Expected(("op één plek",))


def test_scores_become_shares_of_belief_that_add_up():
    heard = understood([("op een plek", -2.0), ("op een dag", -3.0), ("op een plek", -4.0)], CLOSED, 2.0, 0.5)
    assert [alternative.text for alternative in heard.alternatives] == ["op een plek", "op een dag"]
    assert sum(alternative.confidence for alternative in heard.alternatives) == pytest.approx(1)
    assert heard.confidence == pytest.approx(0.731, abs=0.001)
    assert (heard.words, heard.matched) == ("op één plek", True)


def test_alternatives_that_come_to_the_same_phrase_are_believed_together():
    alike = [("op een plek", -2.0), ("op een plekk", -2.0), ("voor af aan", -2.1), ("[unk]", -2.2)]
    assert understood(alike, CLOSED, 2.0, 0.5).matched


def test_when_it_may_have_been_anything_no_phrase_was_heard():
    scattered = [("op een plek", -2.0), ("op een", -2.1), ("voor af aan", -2.1), ("voorraad aan", -2.2)]
    heard = understood(scattered, CLOSED, 2.0, 0.5)
    assert (heard.words, heard.matched) == ("op een plek", False)


def test_unknown_words_are_left_out_and_never_mended():
    heard = understood([("op [unk] plek", 0.0)], CLOSED, 2.0, 0.5)
    assert (heard.words, heard.matched) == ("op plek", False)


def test_nothing_is_silence():
    assert understood([("", 0.0)], CLOSED, 7.0, 7.0).silent


def test_parts_are_joined_and_only_the_likeliest_are_kept():
    many = [(str(n), -float(n)) for n in range(10)]
    both = joined(many, many)
    assert len(both) == MOST
    assert both[0] == ("0 0", 0.0)


def test_a_phrase_that_is_half_believed_twice_was_said():
    closed = understood([("voor af aan", -2.0), ("op een", -2.1), ("nu", -2.1), ("op een plek", -2.3)], CLOSED, 2, 1)
    free = understood([("op de fiets", -2.0), ("op een dag", -2.1), ("op een plek", -2.2)], CLOSED, 2, 1)
    assert not closed.matched
    assert not free.matched
    heard = agreed(closed, free, CLOSED)
    assert (heard.text, heard.words, heard.matched) == (free.text, "op één plek", True)
    assert agreed(free, understood([("nee", 0.0)], CLOSED, 2, 1), CLOSED).words == "nee"
