import pytest

from local_sim.listen.nearest import nearest

PHRASES = (
    "op één plek",
    "ik weet het niet",
    "via meer kanalen",
    "op de site",
    "de tweede",
    "doe maar de volgende",
    "ja",
    "nee",
)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("op een plek", "op één plek"),
        ("via mee kanalen", "via meer kanalen"),
        ("eh doe maar de tweede", "de tweede"),
        ("ja", "ja"),
    ],
)
def test_the_nearest_phrase_is_found_also_after_what_stands_before_it(text, phrase):
    near = nearest(text, PHRASES, ("eh", "doe maar"))
    assert near
    assert near.phrase == phrase


def test_niets_without_its_last_sound_is_still_niets():
    near = nearest("nog niet", ("nog niets", "nog iets"))
    assert near
    assert near.phrase == "nog niets"


@pytest.mark.parametrize(
    "text", ["", "niet op de site", "alles behalve de laatste", "paarse krokodil", "jaja nee", "ik denk het niet"]
)
def test_what_is_far_from_all_or_denies_one_is_none_of_them(text):
    assert nearest(text, PHRASES) is None
