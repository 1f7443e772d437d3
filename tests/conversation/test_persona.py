"""Who speaks: one file decides name, form of address and words, and it never says to be a human."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.engine import advance
from fulfillment.conversation.persona import PersonaError, load_persona
from fulfillment.conversation.reply import Reply
from fulfillment.conversation.session import Session
from fulfillment.conversation.turn import Event, Turn
from fulfillment.report.build import build
from fulfillment.report.html import render_html
from fulfillment.report.text import render_text
from model.form import Form
from model.load import load

INFORMAL = re.compile(r"\b(je|jij|jou|jouw|jullie|jezelf)\b", re.IGNORECASE)
NEVER_SPOKEN = re.compile(r"keywords|phrases|utterances|source|called_by|\.id$|tips$|company")
POLITE = """
name: Noor
product: de adviseur van Winkel & Co
form: u
birthday: 2020-02-01
models: [een, twee]
dos: [kort]
donts: [lang]
answers: {who: "Ik ben {name}.", machine: Ik ben een computer., birthday: "Op {birthday}.", thanks: Graag gedaan.}
texts:
  question:
    began: ["Mooi, dan gaan we aan de slag."]
"""
AT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def polite(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    file = tmp_path_factory.mktemp("persona") / "noor.yaml"
    file.write_text(POLITE, encoding="utf-8")
    persona = load_persona(file)
    return Bot(load(form=persona.form), persona, person=True, page="voorbeeld.nl/rapport")


def said(bot: Bot, *words: str, seconds: float = 15) -> tuple[Session, list[Reply]]:
    session = Session("s", bot.model.version, code="482915", talk="t")
    replies, at = [], AT
    for said in ("", *words):
        at += timedelta(seconds=seconds)
        event = Event.SPEECH if said else Event.START
        session, reply = advance(bot, session, Turn("x", "u", "t", str(at), event, at, words=said))
        replies.append(reply)
    return session, replies


def texts(item: Any, path: str = "") -> Any:
    if isinstance(item, str):
        yield path, item
    elif is_dataclass(item):
        for each in fields(item):
            yield from texts(getattr(item, each.name), f"{path}.{each.name}")
    elif isinstance(item, dict):
        for key, value in item.items():
            yield from texts(value, f"{path}.{key}")
    elif isinstance(item, tuple):
        for each in item:
            yield from texts(each, path)


def test_every_text_has_its_polite_form(polite: Bot) -> None:
    everything = {"model": polite.model, "texts": polite.texts, "slots": tuple(polite.slots.values())}
    wrong = [
        (path, text)
        for path, text in texts(everything)
        if not NEVER_SPOKEN.search(path) and (INFORMAL.search(text) or "|" in text)
    ]
    assert not wrong


def test_the_report_is_polite_too(polite: Bot) -> None:
    given = {question.id: question.answers[1].id for question in polite.model.quick_scan}
    report = build(polite.model, given, created=AT.date(), scan_id="x", early=True)
    for page in (render_text(report), re.sub(r"<style.*?</style>", "", render_html(report), flags=re.DOTALL)):
        assert not INFORMAL.search(page), INFORMAL.search(page)
        assert "|" not in page


def test_another_brand_needs_its_persona_file_alone(polite: Bot) -> None:
    _, replies = said(polite, "ja", "sla over")
    assert "ik ben Noor, de adviseur van Winkel & Co, een computer" in replies[0].speech
    assert "Vindt u dat goed?" in replies[0].speech
    assert "Mooi, dan gaan we aan de slag." in replies[1].speech
    assert not any(INFORMAL.search(reply.speech) for reply in replies)


@pytest.mark.parametrize("words", ["ben je een mens", "ben jij echt", "praat ik met een computer"])
def test_it_never_says_to_be_a_human(words: str) -> None:
    _, replies = said(Bot(load()), "ja", "sla over", words)
    assert "computer" in replies[-1].speech


def test_it_tells_its_name_and_its_birthday() -> None:
    _, replies = said(Bot(load()), "ja", "sla over", "wie ben jij", "wanneer ben je jarig")
    assert "Mees" in replies[-2].speech
    assert "8 november" in replies[-1].speech


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("name: [", "geen geldige YAML"), ("name: Noor", "product"), (POLITE + "color: red\n", "color")],
)
def test_a_mistake_in_a_persona_file_is_named(tmp_path: Path, text: str, wrong: str) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PersonaError, match=wrong):
        load_persona(file)


def test_nothing_is_said_the_same_way_twice_in_a_row() -> None:
    _, replies = said(Bot(load()), "ja", "sla over", *["de eerste"] * 20)
    began = [reply.speech.split(",")[0] for reply in replies[3:]]
    assert all(one != other for one, other in pairwise(began))


def test_misunderstandings_far_apart_are_met_in_other_words() -> None:
    bot = Bot(load())
    for gap in range(1, 6):
        _, replies = said(bot, "ja", "sla over", "paarse krokodil", *["de eerste"] * gap, "paarse krokodil")
        first, last = replies[3].speech.split(".")[0], replies[-1].speech.split(".")[0]
        assert first != last


def test_who_answers_fast_hears_less() -> None:
    bot = Bot(load())
    _, calm = said(bot, "ja", "sla over", *["de tweede"] * 6, seconds=15)
    _, fast = said(bot, "ja", "sla over", *["de tweede"] * 6, seconds=3)
    assert len(fast[-1].speech.split()) < len(calm[-1].speech.split())
    assert fast[-1].speech.startswith("Alleen ")


def test_a_program_that_answers_at_once_is_not_hurried() -> None:
    session, _ = said(Bot(load()), "ja", "sla over", *["de tweede"] * 6, seconds=0.01)
    assert not session.brisk


def test_both_forms_say_the_same_to_a_form_of_one() -> None:
    assert load(form=Form.JE).questions[0].answers == load(form=Form.U).questions[0].answers
    assert replace(load_persona(), form=Form.U).form is Form.U
