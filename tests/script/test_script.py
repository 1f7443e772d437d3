"""The role-play on paper: every question, every branch, as Markdown and as a PDF."""

from fulfillment.conversation.bot import Bot
from fulfillment.script.paper import markdown, pdf
from fulfillment.script.scenes import scenes
from model.load import load
from model.question import Kind

MODEL = load()
BOT = Bot(MODEL)
PAPER = markdown(scenes(BOT))


def test_every_question_is_on_paper_in_all_the_ways_it_is_asked() -> None:
    for question in MODEL.questions:
        for text in (question.spoken, question.short, question.example, question.why):
            assert text in PAPER


def test_every_answer_is_on_paper_with_what_is_said_to_it() -> None:
    for question in MODEL.scored:
        for answer in question.answers:
            assert f"**{answer.label}**" in PAPER
            assert any(text.format(answer=answer.spoken) in PAPER for text in BOT.texts["question"]["took"])


def test_of_several_things_none_is_an_answer_too() -> None:
    several = [question for question in MODEL.scored if question.kind is Kind.SEVERAL]
    assert PAPER.count("**Geen van die**") >= len(several)


def test_greeting_and_goodbye_are_on_paper() -> None:
    assert "Hallo, ik ben Mees, de Checkbot, een computer." in PAPER
    assert "Dat was alles, Sanne." in PAPER


def test_what_is_asked_besides_is_on_paper() -> None:
    for slot in BOT.slots.values():
        assert slot.full in PAPER


def test_the_pdf_is_tagged_and_dutch() -> None:
    made = pdf(list(scenes(BOT))[:40])
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made
    assert b"(nl)" in made
