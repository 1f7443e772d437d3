"""The screens of an Echo: what is shown for each kind of reply, and by which document."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.interfaces.alexa.presentation.apl import RenderDocumentDirective

from fulfillment.channels.alexa.radar import radar
from fulfillment.channels.alexa.screen import TOUCHED, document, screen
from fulfillment.conversation.reply import Expects, Reply

KINDS = ["question", "result", "message"]
NAMES = ("Scope", "Gebruikerservaring", "Processen en inrichting", "Verandermanagement", "Technologie", "Data")
QUESTION = Reply(
    speech="Hoe begint een klant een gesprek?",
    number=3,
    expects=Expects.CHOICE,
    title="Vraag 3 van 20",
    screen="Hoe begint een klant een gesprek?\n1. Nog niet\n2. Alleen chat",
    chips=("Nog niet", "Alleen chat", "Weet ik niet"),
    question="scope-1",
    progress=(3, 20),
)
RESULT = Reply(
    speech="Jullie zijn een Bouwer.",
    number=30,
    title="Je resultaat",
    screen="Bouwer (niveau 3 van 5).",
    chips=("Mail het rapport", "Nee"),
    levels=tuple(zip(NAMES, (0, 20, 40, 60, 80, 100), strict=True)),
)
MESSAGE = Reply(speech="Tot ziens!", number=40, screen="Tot ziens!\nHet rapport is onderweg.")
REPLIES = {"question": QUESTION, "result": RESULT, "message": MESSAGE}


def shown(reply: Reply) -> Any:
    return screen(reply)["datasources"]["reply"]


def texts(part: Any) -> Iterator[str]:
    """All texts in a piece of JSON, at any depth."""
    if isinstance(part, str):
        yield part
    for deeper in part.values() if isinstance(part, dict) else part if isinstance(part, list | tuple) else ():
        yield from texts(deeper)


def components(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict) and "type" in part:
        yield part
    for deeper in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from components(deeper)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_reply_has_a_document_of_its_own(kind: str) -> None:
    directive = screen(REPLIES[kind])
    assert directive["token"] == f"checkbot-{kind}"
    assert directive["document"] is document(kind)


def test_a_question_shows_its_answers_as_numbered_buttons_and_not_twice() -> None:
    data = shown(QUESTION)
    assert data["text"] == "Hoe begint een klant een gesprek?"
    assert [choice["shown"] for choice in data["choices"]] == ["1. Nog niet", "2. Alleen chat", "Weet ik niet"]
    assert data["progress"] == {"words": "Vraag 3 van 20", "percent": 15}


def test_a_result_shows_the_radar_and_tells_it_to_who_cannot_see_it() -> None:
    drawn = shown(RESULT)["radar"]
    assert drawn["area"] == radar(RESULT.levels).area
    assert "Gebruikerservaring: 20 van 100. Processen en inrichting: 40 van 100." in drawn["words"]


def test_with_too_few_aspects_for_a_radar_the_result_is_a_message() -> None:
    few = replace(RESULT, levels=RESULT.levels[:2])
    assert screen(few)["token"] == "checkbot-message"
    assert "radar" not in shown(few)


def test_a_message_shows_its_lines_below_each_other_under_a_title() -> None:
    data = shown(MESSAGE)
    assert (data["title"], data["text"]) == ("Maturity Checkbot", "Tot ziens!<br>Het rapport is onderweg.")
    assert data["choices"] == []


def test_without_a_text_for_the_screen_the_speech_is_shown() -> None:
    assert shown(replace(MESSAGE, screen=""))["text"] == "Tot ziens!"


@pytest.mark.parametrize("kind", KINDS)
def test_amazons_own_types_take_the_directive_and_lose_nothing(kind: str) -> None:
    serializer, directive = DefaultSerializer(), screen(REPLIES[kind])
    read = serializer.deserialize(json.dumps(directive), RenderDocumentDirective)
    assert serializer.serialize(read) == json.loads(json.dumps(directive))


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_small_and_fetches_nothing(kind: str) -> None:
    written = json.dumps(document(kind))
    assert len(written) < 9_000
    assert "import" not in document(kind)
    assert "http" not in written


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_names_only_what_it_has(kind: str) -> None:
    written = document(kind)
    resources = {name for block in written["resources"] for part in block.values() for name in part}
    used = {name for text in texts(written) for name in re.findall(r"@(\w+)", text)}
    assert used <= resources
    own = set(written["layouts"]) | set(written.get("graphics", ()))
    assert {
        name
        for name in own
        if not any(part["type"] == name or part.get("source") == name for part in components(written))
    } == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_piece_of_data_a_document_asks_for_is_given(kind: str) -> None:
    for path in re.findall(r"reply((?:\.\w+)+)", json.dumps(document(kind))):
        part = shown(REPLIES[kind])
        for name in path.strip(".").split("."):
            part = part[name]


@pytest.mark.parametrize("kind", KINDS)
def test_a_button_is_a_button_to_a_screen_reader_and_sends_its_words(kind: str) -> None:
    (button,) = [part for part in components(document(kind)) if part["type"] == "TouchWrapper"]
    assert (button["role"], button["accessibilityLabel"]) == ("button", "${data.words}")
    assert button["onPress"] == [{"type": "SendEvent", "arguments": [TOUCHED, "${data.words}"]}]


def test_a_button_is_high_enough_for_a_finger_on_the_smallest_screen() -> None:
    smallest = float(re.findall(r", (\d+)\) / 100", document("message")["resources"][0]["numbers"]["unit"])[0]) / 100
    heights = {part["minHeight"] for part in components(document("message")) if "minHeight" in part}
    assert [smallest * float(height.split("*")[1].rstrip("}")) >= 48 for height in heights] == [True]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "page", 4.5),
        ("bright", "page", 4.5),
        ("ink", "surface", 4.5),
        ("ink", "pressed", 4.5),
        ("accent", "page", 3),
        ("accent", "track", 3),
    ],
)
def test_colours_have_the_contrast_of_wcag_aa(front: str, back: str, least: float) -> None:
    colours = document("question")["resources"][0]["colors"]
    dark, light = sorted(luminance(colours[name]) for name in (front, back))
    assert (light + 0.05) / (dark + 0.05) >= least


EVIL = "${viewport.width} <b>Jan</b> & co"


def test_the_words_of_a_respondent_are_data_and_neither_expression_nor_markup() -> None:
    directive = screen(replace(QUESTION, title=EVIL, screen=f"Dag {EVIL}", chips=(EVIL, "Nee")))
    data = directive["datasources"]["reply"]
    assert "${" not in json.dumps(data)
    assert data["text"] == "Dag $ {viewport.width} &lt;b&gt;Jan&lt;/b&gt; &amp; co"
    assert data["choices"][0]["words"] == "$ {viewport.width} <b>Jan</b> & co"
    assert "Jan" not in json.dumps(directive["document"])
