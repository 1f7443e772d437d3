"""The simulator's page in a real Chromium: typed, clicked, with the keyboard alone, and spoken into a microphone."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.local_sim.listen.conftest import needed
from tests.pages.chromium import chromium, launched

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BEGIN = "Begin een nieuw gesprek"
FAKE = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")

COUNT = """
for (const [name, counter] of [["start", "started"], ["stop", "stopped"]]) {
  window[counter] = 0;
  const own = AudioBufferSourceNode.prototype[name];
  AudioBufferSourceNode.prototype[name] = function (...given) { window[counter] += 1; return own.apply(this, given); };
}
"""
"""Counts the pieces of speech that began, and those that were cut off."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as page:
        yield page


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """A tab with the page, in which no script fails and nothing is refused by the page's policy."""
    context = browser.new_context(base_url=address, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.add_init_script(COUNT)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto("/simulator")
    yield page
    context.close()
    assert not wrong


def said(page: Page, number: int) -> str:
    """Wait for the bot's line of this number (from 1) and give it."""
    line = page.locator("#log .bot").nth(number - 1)
    line.wait_for()
    return line.inner_text()


def begin(page: Page, channel: str = "alexa") -> None:
    page.get_by_label("Kanaal").select_option(channel)
    page.get_by_role("button", name=BEGIN).click()
    said(page, 1)


def typed(page: Page, words: str, number: int) -> str:
    page.get_by_label("Typ je antwoord").fill(words)
    page.keyboard.press("Enter")
    return said(page, number)


def to_the_first_question(page: Page) -> None:
    typed(page, "ja", 2)
    typed(page, "Sanne", 3)


def violations(page: Page) -> list[str]:
    """Give what axe-core finds, wide in light colours and narrow in dark ones, and whether anything sticks out."""
    found = []
    for width, scheme in ((1200, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        # Chromium goes over to the other colours little by little.
        page.wait_for_timeout(300)
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
        assert len(result["passes"]) > 10
        found += [f"{scheme} {width}: {each['id']} {each['nodes'][0]['html']}" for each in result["violations"]]
        if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            found.append(f"wider than {width}")
    return found


def test_typing_and_clicking_move_the_conversation_on(page: Page) -> None:
    begin(page)
    to_the_first_question(page)
    assert "op één plek" in said(page, 3)
    expect(page.locator("#place")).to_have_text("Vraag 1 van 20")
    page.get_by_role("button", name="Op één plek").click()
    assert "Oké, op één plek." in said(page, 4)
    expect(page.locator("#place")).to_have_text("Vraag 2 van 20")
    assert page.locator("#log .you").last.inner_text().endswith("Op één plek")
    page.locator("summary").first.click()
    shown = page.locator("#turns").inner_text()
    assert "UserEvent" in shown
    assert "outputSpeech" in shown
    assert "De dienst" in shown


@pytest.mark.parametrize("channel", ["actions", "dialogflow-es", "dialogflow-cx"])
def test_the_other_channels_show_what_their_devices_do(page: Page, channel: str) -> None:
    begin(page, channel)
    to_the_first_question(page)
    page.get_by_role("button", name="Nog nergens", exact=True).click()
    assert "Waarbij" in said(page, 4)
    expect(page.locator("#place")).to_have_text("Vraag 2 van 20")


def test_another_channel_and_persona_begin_anew(page: Page) -> None:
    begin(page)
    typed(page, "ja", 2)
    page.get_by_label("Persona").select_option(label="Bolle (zegt u)")
    begin(page, "dialogflow-cx")
    expect(page.locator("#log .bot")).to_have_count(1)
    assert "Bolle" in said(page, 1)
    assert "Vindt u dat goed?" in said(page, 1)


def test_silence_hanging_up_and_coming_back(page: Page) -> None:
    begin(page)
    to_the_first_question(page)
    page.get_by_role("button", name="Zeg niets").click()
    assert "Waar kunnen klanten" in said(page, 4)
    page.get_by_role("button", name="Hang op").click()
    expect(page.locator("#log")).to_contain_text("Het gesprek is afgelopen.")
    page.get_by_role("button", name="Kom terug").click()
    assert "Welkom terug" in said(page, 5)


def test_whoever_begins_to_type_silences_the_bot(page: Page) -> None:
    begin(page)
    page.wait_for_function("() => started > 0")
    assert page.evaluate("stopped") == 0
    page.get_by_label("Typ je antwoord").press("j")
    assert page.evaluate("stopped") > 0
    assert said(page, 1)


def test_what_goes_wrong_is_told_and_ends_nothing(page: Page) -> None:
    page.get_by_role("button", name="Hang op").click()
    expect(page.get_by_role("alert")).to_contain_text("Er is nog geen gesprek")
    begin(page)
    expect(page.locator("#problem")).to_have_text("")


def test_the_keyboard_alone_gets_through_a_conversation(page: Page) -> None:
    for words in (BEGIN, "Ja", "Verstuur"):
        if words == "Verstuur":
            # What is sent before the reply to what was said last is there, stays in the field.
            said(page, 2)
            tab_to(page, "words")
            page.keyboard.type("Sanne")
        press(page, words)
    assert "Sanne" in said(page, 3)
    press(page, "Op één plek")
    said(page, 4)
    assert page.evaluate("document.activeElement.id") == "device-title"
    press(page, "Hang op")
    expect(page.locator("#log")).to_contain_text("afgelopen")


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on the element with this id or text; it must be seen to be there."""
    for _ in range(40):
        page.keyboard.press("Tab")
        id, text, outline = page.evaluate(
            "(e => [e.id, e.innerText || '', getComputedStyle(e).outlineStyle])(document.activeElement)"
        )
        if wanted in (id, text.strip()):
            assert outline != "none"
            return
    pytest.fail(f"the keyboard does not get to {wanted}")


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).wait_for()
    tab_to(page, words)
    page.keyboard.press("Enter")


def test_axe_finds_no_violations(page: Page) -> None:
    assert not violations(page)
    begin(page)
    to_the_first_question(page)
    page.locator("summary").first.click()
    assert not violations(page)
    begin(page, "dialogflow-es")
    page.get_by_role("button", name="Zeg niets").focus()
    assert not violations(page)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What somebody says: an answer to each of three questions, the last two while the bot still talks."""
    needed("vosk", "pyttsx3", "espeakng_loader")
    import numpy as np

    from local_sim.speak.synthesis import write_wav
    from local_sim.voice.sound import RATE
    from local_sim.voice.speaking import Voice, spoken

    rests = {"ja, dat is goed": 3, "sla over": 4, "op één plek": 4}
    parts = [
        np.concatenate([np.zeros(seconds * RATE, np.int16), spoken(words, Voice("f2", speed=150))])
        for words, seconds in rests.items()
    ]
    file = tmp_path_factory.mktemp("microphone") / "answers.wav"
    write_wav(file, np.concatenate([*parts, np.zeros(30 * RATE, np.int16)]), RATE)
    return file


def test_spoken_answers_are_heard_and_move_the_conversation_on(browser: Browser, address: str, recording: Path) -> None:
    microphone = (*FAKE, f"--use-file-for-fake-audio-capture={recording}%noloop")
    with launched(browser.browser_type, *microphone) as speaking, opened(speaking, address) as page:
        page.get_by_role("button", name="Praat", exact=True).click()
        expect(page.locator("#place")).to_have_text("Vraag 2 van 20", timeout=30_000)
        assert page.locator("#log .you").all_inner_texts()[1:] == ["Jij\nsla over", "Jij\nop één plek"]
        assert page.evaluate("stopped") > 0
        expect(page.locator("#heard")).to_contain_text("op één plek")
        expect(page.locator("#heard")).to_contain_text("%")
        page.locator("summary").first.click()
        expect(page.locator("#turns")).to_contain_text("Stilte na het laatste woord")
        assert not violations(page)
        page.get_by_role("button", name="Praat", exact=True).click()
        expect(page.get_by_role("button", name="Praat", exact=True)).to_have_attribute("aria-pressed", "false")


def test_without_a_microphone_one_line_says_what_to_do(page: Page) -> None:
    page.get_by_role("button", name="Praat", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("of typ je antwoord")
    begin(page)


def test_without_the_voice_typing_and_clicking_work(
    monkeypatch: pytest.MonkeyPatch, serving: Callable[[], str], browser: Browser
) -> None:
    monkeypatch.setitem(sys.modules, "vosk", None)
    with opened(browser, serving()) as page:
        expect(page.locator("#absent")).to_contain_text("make voice")
        expect(page.get_by_role("button", name="Praat", exact=True)).to_have_count(0)
        begin(page)
        page.get_by_role("button", name="Ja", exact=True).click()
        said(page, 2)
        assert not violations(page)
