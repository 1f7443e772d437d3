"""The texts around the questions hold to the countable rules of voice-ux: 45 words, one question, chips that fit."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.engine import _STEPS, advance
from fulfillment.conversation.move import Prompt
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.slot import Fill
from fulfillment.conversation.turn import Event, Turn
from fulfillment.conversation.understanding.words import tokens
from fulfillment.conversation.voice import Voice
from model.form import Form
from model.load import load

MOST_WORDS, LONGEST_LEAD = 45, 14
FORMS = {form: load(form=form) for form in Form}


def bot(form: Form) -> Bot:
    plain = Bot(FORMS[form], person=True, page="checkbot.voorbeeld.nl/rapport")
    return replace(plain, persona=replace(plain.persona, form=form))


def sessions(made: Bot) -> list[Session]:
    """Give a session at every step, and at every slot."""
    given = {question.id: question.answers[1].id for question in made.model.quick_scan}
    first, last = made.model.quick_scan[0], made.model.quick_scan[-1]
    there = Session("s", made.model.version, code="482915", consented=True, given=given, current=last.id)
    there = replace(there, pending="sanne.devries@voorbeeld.nl", slots={"name": "Sanne"})
    found = [replace(there, step=step) for step in Step if step not in (Step.SLOT, Step.MEANT)]
    found += [
        replace(there, step=Step.RESUME, interrupted=Step.QUESTION),
        replace(there, step=Step.RESUME, reported=True),
    ]
    found += [replace(there, step=Step.ADDRESS, local="sanne"), replace(there, step=Step.OFFER, address="a@b.nl")]
    two = tuple(answer.id for answer in first.answers[:2])
    found += [
        replace(there, step=Step.MEANT, interrupted=Step.QUESTION, current=first.id, meant=meant)
        for meant in (two, two[:1])
    ]
    return found + [replace(there, step=Step.SLOT, slot=slot) for slot in made.slots]


@pytest.mark.parametrize("form", Form)
def test_every_turn_is_short_and_asks_one_thing(form: Form) -> None:
    made = bot(form)
    for session in sessions(made):
        prompt = _STEPS[session.step].prompt(Voice(made, session), session)
        for text in (prompt.full, prompt.short, prompt.example, prompt.help):
            where = f"{session.step} {session.slot}: {text}"
            assert len(text.split()) <= MOST_WORDS, where
            assert "{" not in text, where
            assert "|" not in text, where
            assert text.count("?") <= 2, where


@pytest.mark.parametrize("form", Form)
def test_every_way_of_asking_differs(form: Form) -> None:
    made = bot(form)
    for session in sessions(made):
        prompt: Prompt = _STEPS[session.step].prompt(Voice(made, session), session)
        assert len({prompt.full, prompt.short, prompt.example}) == 3, (session.step, session.slot)
        assert len(prompt.chips) <= 8
        assert all(len(chip) <= 25 for chip in prompt.chips), prompt.chips


def test_a_lead_before_a_question_is_a_few_words() -> None:
    texts = bot(Form.JE).texts
    leads = [text for section in ("question", "slot", "control") for text in texts[section].values()]
    for text in (each for lead in leads if isinstance(lead, tuple) for each in lead):
        assert len(text.split()) <= LONGEST_LEAD, text


def test_what_is_said_often_has_variants() -> None:
    texts = bot(Form.JE).texts
    for section, key in (
        ("question", "took"),
        ("question", "unknown"),
        ("question", "skipped"),
        ("question", "back"),
        ("question", "rest"),
        ("control", "no_input"),
        ("control", "no_match"),
        ("control", "no_match_example"),
        ("slot", "skipped"),
        ("slot", "kept"),
        ("confirm", "done"),
        ("meant", "again"),
        ("resume", "onward"),
    ):
        assert len(set(texts[section][key])) >= 3, (section, key)


def test_every_slot_says_what_it_gives_and_can_be_passed_over() -> None:
    for slot in bot(Form.JE).slots.values():
        assert slot.full != slot.short
        assert slot.fill is not Fill.CHOICE or 2 <= sum(bool(option.spoken) for option in slot.options) <= 4


def test_every_chip_is_understood_where_it_is_shown() -> None:
    made = bot(Form.JE)
    for session in sessions(made):
        prompt = _STEPS[session.step].prompt(Voice(made, session), session)
        for chip in prompt.chips:
            turn = Turn("x", "u", "t", chip, Event.SPEECH, datetime(2026, 11, 22, tzinfo=UTC), words=chip)
            after, reply = advance(made, replace(session, talk="t"), turn)
            assert after.misses == 0 or after.step is not session.step, (session.step, session.slot, chip, reply.speech)


def test_every_label_of_every_question_is_its_own_answer() -> None:
    made = bot(Form.JE)
    for question in made.model.scored:
        for answer in question.answers:
            found = made.understander.answer(question, tokens(answer.label))
            assert found, (question.id, answer.label)
            assert found.certain, (question.id, answer.label)
            assert found.choice in (answer.id, (answer.id,)), (question.id, answer.label, found)
