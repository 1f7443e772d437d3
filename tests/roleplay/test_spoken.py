"""Whole scans aloud: the real espeak-ng, the real recogniser, and a service that mails the report."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import StringIO

import pytest

from fulfillment.roleplay.score import Mail
from fulfillment.roleplay.stage import PLATFORMS, Part, Played, Stage, unseen, voices_of
from local_sim.company import DEMO, company
from tests.local_sim import voice_extra

voice_extra.require()
# What a fixture plays is played once, not once by each process that tests.
pytestmark = pytest.mark.xdist_group("spoken")
STARTER, FRONTRUNNER, GARDEN = company("starter"), company("frontrunner"), company(DEMO)
HARD = replace(STARTER, address="jqx.wrzl@voorbeeld.nl")
"""No recogniser knows this name, nor hears single letters."""
PARTS = {
    "alexa": Part("starter", STARTER, "alexa"),
    "actions": Part("webshop", company("webshop"), "actions"),
    "dialogflow-es": Part("in noise", replace(GARDEN, voice=replace(GARDEN.voice, noise=20)), "dialogflow-es"),
    "dialogflow-cx": Part(
        "by telephone", replace(FRONTRUNNER, voice=replace(FRONTRUNNER.voice, telephone=True)), "dialogflow-cx"
    ),
    "hard address": Part("hard", HARD, "alexa"),
}
Told = tuple[Played, str]


@pytest.fixture(scope="module")
def played(staged: Stage) -> dict[str, Told]:
    """All of them, two at a time, with what was printed."""
    aloud = replace(staged, voices=voices_of(staged.model))

    def play(part: Part) -> Told:
        shown = unseen()
        found = aloud.played(part, shown)
        assert isinstance(shown.file, StringIO)
        return found, shown.file.getvalue()

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(PARTS, pool.map(play, PARTS.values()), strict=True))


@pytest.mark.parametrize("channel", PLATFORMS)
def test_a_whole_quick_scan_is_spoken_and_mailed(played: dict[str, Told], channel: str) -> None:
    found, told = played[channel]
    assert not found.trouble, told
    assert (found.score.wrong, found.score.mail) == (0, Mail.SAID), told
    assert found.score.at_once >= 18, told
    assert found.course
    assert found.course.spoken > 40


def test_what_was_said_and_what_was_heard_are_told(played: dict[str, Told]) -> None:
    _, told = played["alexa"]
    assert "Anna: op één plek\n  Verstaan: op één plek\n" in told


def test_an_address_that_cannot_be_heard_is_typed_with_the_code(played: dict[str, Told]) -> None:
    found, told = played["hard address"]
    assert "typt de code op de rapportpagina" in told
    assert (found.score.wrong, found.score.mail) == (0, Mail.CODE), told
