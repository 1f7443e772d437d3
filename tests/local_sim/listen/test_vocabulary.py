import pytest

from local_sim.listen.models import COMES_ALONG
from local_sim.listen.vocabulary import Vocabulary, spoken
from tests.local_sim.listen.expected_words import expected

KNOWN = Vocabulary(["één", "plek", "ideeën", "op", "[unk]"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Op één plek!", "op één plek"),
        ("24/7", "vierentwintig zeven"),
        ("22, 33 en 40", "tweeëntwintig drieëndertig en veertig"),
        ("482910", "vier acht twee negen een nul"),
        ("zo'n e-mail", "zo'n e mail"),
        ("a_b@c", "a b apenstaartje c"),
        ("’s avonds 'ja'", "'s avonds ja"),
    ],
)
def test_text_is_written_as_it_is_said(text, said):
    assert " ".join(spoken(text)) == said


def test_a_word_without_its_accents_is_the_one_with_them():
    assert KNOWN.written("Op een plek") == "op één plek"


def test_a_phrase_with_an_unknown_word_cannot_be_written():
    assert KNOWN.written("op twee plekken") is None
    assert KNOWN.written("…") is None
    assert KNOWN.missing(["op twee plekken", "twee ideeen"]) == ("plekken", "twee")


def test_the_model_that_comes_along_knows_every_word_the_scan_expects():
    missing = Vocabulary.of(COMES_ALONG).missing(expected())
    assert missing == (), "add them as local_sim/listen/nl_small/README.md tells"


def test_what_is_expected_holds_answers_commands_profile_and_persona():
    phrases = set(expected())
    assert {"op één plek", "de tweede", "hoe ver zijn we", "zaakvoerder", "Mees"} <= phrases
