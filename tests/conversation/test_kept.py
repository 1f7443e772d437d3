"""What was learned is kept: it must be what would be learned now, and nothing else may be taken for it."""

from dataclasses import replace

import pytest

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.understanding import commands
from fulfillment.conversation.understanding.answer import Understander
from fulfillment.conversation.understanding.kept import as_text, close_file, file_of_learned
from fulfillment.conversation.understanding.words import tokens
from fulfillment.lessons import all_kept, check_utterances, learn_anew
from model.errors import ContentError
from model.load import load
from model.types import Model
from model.utterances import Utterances, with_utterances


def lessons_of(model: Model) -> list:
    return list(Understander(model).lessons())


@pytest.fixture
def forgetful(tmp_path, monkeypatch):
    """A place in which nothing was kept yet."""
    empty = tmp_path / "learned.json"
    monkeypatch.setattr("fulfillment.conversation.understanding.kept.file_of_learned", lambda: empty)
    monkeypatch.setattr("fulfillment.lessons.file_of_learned", lambda: empty)
    close_file()
    yield empty
    close_file()


def test_what_is_kept_is_what_would_be_learned_now() -> None:
    assert all_kept()
    kept = file_of_learned().read_text(encoding="utf-8")
    lessons = [*lessons_of(load()), commands.what_to_learn()]
    assert all(line in kept for line in as_text(lessons).splitlines()[1:-1]), "run: checkbot content learn"
    assert [dict(lesson.learned) for lesson in lessons] == [dict(lesson.learn()) for lesson in lessons]


def test_a_bot_learns_without_reading_what_people_say(monkeypatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("read after all")

    monkeypatch.setattr(Utterances, "_said", property(never))
    Bot(load()).learn()


@pytest.mark.parametrize("change", [{"utterances": {}}, {"answers": ()}])
def test_other_words_or_other_answers_are_another_lesson(change) -> None:
    model = load()
    first = next(question for question in model.quick_scan if question.id == "scope-kanalen")
    changed = replace(model, questions=(replace(first, **change),))
    (lesson,) = lessons_of(changed)
    assert not lesson.kept


def test_nothing_kept_is_understood_all_the_same(forgetful) -> None:
    question = next(question for question in load().quick_scan if question.id == "scope-kanalen")
    said = tokens("we doen het op alle plekken tegelijk")
    anew = Understander(load()).answer(question, said)
    assert anew is not None
    assert not all_kept()
    learn_anew()
    close_file()
    assert all_kept()
    assert Understander(load()).answer(question, said) == anew
    assert forgetful.read_text(encoding="utf-8") == file_of_learned().read_text(encoding="utf-8")


@pytest.mark.usefixtures("forgetful")
def test_a_mistake_in_what_people_say_stops_the_start() -> None:
    def broken() -> dict:
        raise ContentError("utterances/scope.yaml: vraag x bestaat niet")

    first = load().quick_scan[0]
    bot = Bot(replace(load(), questions=(replace(first, utterances=Utterances("other", broken)),)))
    with pytest.raises(ContentError):
        check_utterances(bot)


def test_utterances_are_read_once() -> None:
    read = []
    found = Utterances("", lambda: read.append(1) or {"a": ("ja",)})
    assert not read
    assert dict(found) == {"a": ("ja",)}
    assert len(found) == len(read) == 1


def test_two_questions_with_the_same_answers_are_two_lessons() -> None:
    first = load().quick_scan[0]
    files = {"scope": b"what stands in the file"}
    one, other = with_utterances((first, replace(first, id="twin")), lambda _: files["scope"], lambda _: {})
    assert one.utterances.digest != other.utterances.digest


def test_a_damaged_file_is_as_good_as_none(forgetful) -> None:
    forgetful.write_text('{"abc": [[[1]', encoding="utf-8")
    close_file()
    assert not all_kept()
    learn_anew()
    close_file()
    assert all_kept()
    assert list(forgetful.parent.iterdir()) == [forgetful]
