import pytest

from local_sim.listen.expected import Expected
from local_sim.listen.moment import finished

CLOSED = Expected(("op één plek", "ja", "ook als het gesprek vastloopt"), ("ik denk",))
SPELLED = Expected((), spelled=True)


@pytest.mark.parametrize(
    ("words", "expected", "quiet"),
    [
        ("ja", CLOSED, 0.5),
        ("op een plek", CLOSED, 0.5),
        ("ook als het gesprek vastloopt", CLOSED, 0.5),
        ("ik denk op een plek", CLOSED, 0.5),
        ("op een", CLOSED, 1.5),
        ("wij doen dat op een plek", CLOSED, 1.5),
        ("s a n n e", SPELLED, 2.5),
        ("", CLOSED, 7.0),
    ],
)
def test_quiet_ends_words_by_what_they_are(words, expected, quiet):
    assert not finished(words, quiet - 0.05, quiet - 0.05, expected)
    assert finished(words, quiet, quiet, expected)


def test_in_noise_words_that_stay_the_same_end_a_little_later():
    assert not finished("ja", 0.0, 1.4, CLOSED)
    assert finished("ja", 0.0, 1.5, CLOSED)


def test_sound_that_is_no_word_yet_is_no_silence():
    assert not finished("", 0.1, 9.0, CLOSED)
