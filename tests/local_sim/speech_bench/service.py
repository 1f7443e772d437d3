"""What the service makes of words: the conversation itself, without HTTP."""

from dataclasses import dataclass
from datetime import UTC, datetime

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.engine import advanced
from fulfillment.conversation.heard import Kind
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.turn import Event, Turn
from model.question import Question

_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Taken:
    """What was taken from a turn: the answer or the command in `means`, "" for none; `asked_back` when that is not sure
    ("Bedoel je …?")."""

    means: str = ""
    asked_back: bool = False


def taken(bot: Bot, question: Question, words: str) -> Taken:
    """Say `words` when `question` was asked, and give what came of it."""
    if not words:
        return Taken()
    session = Session(
        "0" * 32,
        bot.model.version,
        step=Step.QUESTION,
        expects=Expects.CHOICE,
        consented=True,
        current=question.id,
        talk="t",
        replies=1,
    )
    after, _, note = advanced(bot, session, Turn("alexa", "u", "t", "r", Event.SPEECH, _NOON, words))
    match note.heard.kind:
        case Kind.ANSWER | Kind.YES_NO:
            return Taken(f"answer {after.given.get(question.id)}")
        case Kind.COMMAND:
            return Taken(f"command {note.heard.command}")
        case Kind.ASKED_BACK:
            return Taken(f"answer {after.meant}", asked_back=True)
    return Taken()
