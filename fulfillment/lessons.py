"""All there is to learn before the bot understands all: to keep it, and to see whether what was kept is of now."""

import logging
from collections.abc import Iterator
from pathlib import Path

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.understanding import commands, smalltalk
from fulfillment.conversation.understanding.answer import Understander
from fulfillment.conversation.understanding.kept import Lesson, as_text, file_of_learned
from model.form import Form
from model.load import load, read_utterances

REMEDY = (
    "wat geleerd is, past niet bij de inhoud; leer opnieuw met `checkbot content learn`, dan start de dienst sneller"
)


def learn_anew() -> Path:
    """Learn everything anew and keep it; give the file. Raises OSError when it can't be written."""
    file = Path(str(file_of_learned()))
    text = as_text(_every_lesson())
    # Whoever reads it meanwhile finds the one or the other.
    new = file.with_suffix(".new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(file)
    return file


def all_kept() -> bool:
    """Whether what was kept is what there is to learn now."""
    return all(lesson.kept for lesson in _every_lesson())


def check_utterances(bot: Bot) -> None:
    """Make sure that `bot` can learn what was not kept, so that a mistake in what people say stops the start and not a
    conversation. Raises model.load.ContentError."""
    if not all(lesson.kept for lesson in (*bot.understander.lessons(), *_of_all_talk())):
        read_utterances(bot.model)
        logging.getLogger(__name__).warning("%s", REMEDY)


def _every_lesson() -> Iterator[Lesson]:
    for form in Form:
        yield from Understander(load(form=form)).lessons()
    yield from _of_all_talk()


def _of_all_talk() -> Iterator[Lesson]:
    yield commands.what_to_learn()
    yield smalltalk.what_to_learn()
