import pytest

from local_sim.errors import SimulatorError
from local_sim.platforms.ssml import plain, together


@pytest.mark.parametrize(
    ("speech", "heard"),
    [
        ("<speak>Wat &amp; hoe &lt; waar?</speak>", "Wat & hoe < waar?"),
        ("<speak><s>Hallo.</s><s>Welkom</s></speak>", "Hallo. Welkom"),
        ('<speak>Ja<break time="1s"/>, <emphasis>heel</emphasis> graag.</speak>', "Ja, heel graag."),
        ('<speak><amazon:emotion name="excited">Hoera!</amazon:emotion></speak>', "Hoera!"),
        ("Gewone  tekst & zo", "Gewone tekst & zo"),
        ("", ""),
    ],
)
def test_only_the_words_are_left(speech, heard):
    assert plain(speech) == heard


def test_ssml_that_no_platform_accepts_is_refused():
    with pytest.raises(SimulatorError, match="tekens & en <"):
        plain("<speak>Groen & Doen</speak>")


def test_speeches_after_each_other_are_one_that_can_be_said():
    assert together(["", "<speak>Ja &amp; nee.</speak>", " ", "Q&A?"]) == (
        "<speak>Ja &amp; nee.</speak><speak>Q&amp;A?</speak>"
    )
    assert plain(together(["<speak>Ja &amp; nee.</speak>", "Q&A?"])) == "Ja & nee. Q&A?"
    assert together(["Q&A?", ""]) == "Q&A?"
