"""SSML: whatever is said, it is well-formed, holds only tags both platforms know, and says the same words."""

import re
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fulfillment.channels.speech import LONGEST_SPEECH, ssml
from fulfillment.conversation.reply import Manner
from local_sim.platforms.ssml import plain

ALLOWED: dict[str, dict[str, str]] = {
    # Amazon: "SSML Reference"; Google: "SSML" for Actions. What both take, of what we use.
    "speak": {},
    "break": {"time": r"[0-9]{1,5}ms|10s|[0-9](\.[0-9]+)?s"},
    "emphasis": {"level": "strong|moderate|reduced"},
    "prosody": {"rate": "x-slow|slow|medium|fast|x-fast"},
    "say-as": {"interpret-as": "characters"},
}
TEXT = st.text(max_size=200)


def checked(marked: str) -> ET.Element:
    """Parse SSML strictly. Raises AssertionError for a tag or attribute that a platform would refuse."""
    root = ET.fromstring(f"<speak>{marked}</speak>")  # noqa: S314 - our own
    for element in root.iter():
        allowed = ALLOWED[element.tag]
        assert set(element.attrib) <= set(allowed)
        for name, value in element.attrib.items():
            assert re.fullmatch(allowed[name], value), (element.tag, name, value)
    return root


def test_options_get_a_rest_before_them_and_between_them() -> None:
    options = "Nog nergens, op één plek, of via meer kanalen?"
    assert ssml(f"Waar? {options}", Manner(paused=options)) == (
        'Waar? <break time="300ms"/>Nog nergens, <break time="300ms"/>op één plek, '
        '<break time="300ms"/>of via meer kanalen?'
    )


def test_an_address_is_spelled_slowly_and_its_words_are_not() -> None:
    assert ssml("Ik heb: j, apenstaartje, ziggo. Klopt dat?", Manner(spelled="j, apenstaartje, ziggo")) == (
        'Ik heb: <prosody rate="slow"><say-as interpret-as="characters">j</say-as>, apenstaartje, ziggo</prosody>. '
        "Klopt dat?"
    )


def test_the_level_is_stressed_and_all_of_it_can_be_slow() -> None:
    assert ssml("Een <b>, a & b.", Manner(stressed="a & b", slow=True)) == (
        '<prosody rate="slow">Een &lt;b&gt;, <emphasis level="moderate">a &amp; b</emphasis>.</prosody>'
    )


def test_what_does_not_stand_in_the_speech_changes_nothing() -> None:
    assert ssml("Dag & tot ziens", Manner("Hoi", "Zeg", "Doei")) == "Dag &amp; tot ziens"


@given(TEXT, TEXT, TEXT, TEXT, st.sampled_from(["slow", ""]))
@example("&" * 4000, "", "", "", "")
@example("a, " * 1500, "", "a, " * 1500, "", "slow")
def test_whatever_is_said_is_well_formed_and_fits(before: str, paused: str, spelled: str, end: str, rate: str) -> None:
    text = f"{before} {paused} {spelled} {end}"
    marked = ssml(text, Manner(paused, spelled, end, slow=bool(rate)))
    checked(marked)
    assert len(marked) <= LONGEST_SPEECH
    shown = "".join(sign for sign in text if sign.isprintable() and not sign.isspace())
    said = "".join(plain(f"<speak>{marked}</speak>").split())
    # A short message: a difference of thousands of signs tells nobody anything.
    assert shown == said or (shown.startswith(said) and len(escape(text)) > LONGEST_SPEECH), "other words are said"


@pytest.mark.parametrize("wrong", ["<audio src='x'/>", "<break time='11s'/>", "<say-as interpret-as='date'>x</say-as>"])
def test_the_check_itself_refuses_what_a_platform_would(wrong: str) -> None:
    with pytest.raises((AssertionError, KeyError)):
        checked(wrong)
