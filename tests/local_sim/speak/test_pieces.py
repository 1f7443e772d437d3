import pytest

from fulfillment.channels.speech import ssml
from fulfillment.conversation.reply import Manner
from local_sim.errors import SimulatorError
from local_sim.speak.pieces import LONGEST_PAUSE, Piece, pieces


def said(inner):
    return pieces(f"<speak>{inner}</speak>")


def test_plain_text_is_one_piece():
    assert pieces("Hallo & welkom.") == (Piece("Hallo en welkom.", pause=0.4),)


def test_a_break_is_the_rest_after_a_piece():
    assert said('Ja,<break time="750ms"/> graag') == (Piece("Ja,", pause=0.75), Piece("graag"))


@pytest.mark.parametrize(
    ("tag", "seconds"),
    [
        ('<break time="2s"/>', 2.0),
        ('<break time="1.5s"/>', 1.5),
        ('<break time="60s"/>', LONGEST_PAUSE),
        ('<break strength="strong"/>', 0.7),
        ("<break/>", 0.4),
        ('<break time="1s"/><break time="500ms"/>', 1.5),
        ('<break time="veel"/>', 0.4),
    ],
)
def test_a_break_has_a_length(tag, seconds):
    assert said(f"Ja {tag} nee")[0].pause == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("asked", "rate"), [("slow", 0.8), ("x-slow", 0.6), ("50%", 0.5), ("5%", 0.5), ("900%", 2.0), ("vlug", 1.0)]
)
def test_a_rate_is_a_share_of_the_ordinary_one(asked, rate):
    assert said(f'<prosody rate="{asked}">rustig aan</prosody>') == (Piece("rustig aan", rate=rate),)


def test_slow_inside_slow_is_not_slower():
    assert said('<prosody rate="slow">a <prosody rate="slow">b</prosody> c</prosody>') == (Piece("a b c", rate=0.8),)


def test_punctuation_belongs_to_what_it_ends():
    assert said("Kies <emphasis>nu</emphasis>, of later.") == (
        Piece("Kies"),
        Piece("nu,", pause=0.2, stressed=True),
        Piece("of later.", pause=0.4),
    )


def test_blocks_are_told_apart_and_other_tags_are_only_heard():
    assert said('Een<p>Twee</p><amazon:effect name="whispered">drie</amazon:effect> vier') == (
        Piece("Een", pause=0.6),
        Piece("Twee", pause=0.6),
        Piece("drie vier"),
    )


def test_sub_is_said_by_its_alias_and_digits_one_by_one():
    assert said('<sub alias="enzovoort">&amp;c</sub> <say-as interpret-as="digits">482</say-as>') == (
        Piece("enzovoort 4, 8, 2"),
    )


def test_what_the_channels_write_is_understood():
    text = "Ik hoorde j, n, apenstaartje. Klopt dat? Ja, of nee?"
    manner = Manner(paused="Ja, of nee?", spelled="j, n, apenstaartje", stressed="Klopt")
    assert said(ssml(text, manner)) == (
        Piece("Ik hoorde"),
        Piece("jee, en, apenstaartje.", rate=0.8, pause=0.4),
        Piece("Klopt", stressed=True),
        Piece("dat?", pause=0.3),
        Piece("Ja,", pause=0.3),
        Piece("of nee?", pause=0.4),
    )


@pytest.mark.parametrize("nothing", ["", "<speak></speak>", '<speak><break time="1s"/> ... 😀</speak>'])
def test_nothing_to_say_is_no_piece(nothing):
    assert pieces(nothing) == ()


def test_ssml_that_no_platform_accepts_is_refused():
    with pytest.raises(SimulatorError, match="tekens & en <"):
        pieces("<speak>Groen & Doen</speak>")
