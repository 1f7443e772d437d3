"""A question of the scan: asked with its options, confirmed in passing, followed by the next."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.understanding.choice import choice
from fulfillment.conversation.understanding.commands import bare
from fulfillment.conversation.understanding.objection import after_objection
from fulfillment.conversation.understanding.words import content
from fulfillment.conversation.wording import alternatives, say, sentence
from model.question import Kind
from model.question import Question as Asked
from model.types import Model

_ORDINALS = ("de eerste", "de tweede", "de derde", "de vierde")
_CHIP_UNKNOWN = "Weet ik niet"


class Question:
    """Ask the current question."""

    own: frozenset[str] = frozenset({"skip", "dont_know", "back"})
    loose = False

    def prompt(self, model: Model, session: Session) -> Prompt:
        """Say the question, and last of all its options."""
        asked = current(model, session)
        options = alternatives(tuple(answer.spoken for answer in asked.answers))
        count = len(asked.answers)
        listed = "\n".join(f"{place}. {answer.label}" for place, answer in enumerate(asked.answers, start=1))
        return Prompt(
            full=sentence(asked.spoken, options),
            short=sentence(asked.short, options),
            example=sentence(asked.example, options),
            help=sentence(say("question", "help"), asked.short, options),
            title=say("question", "title", number=number(model, asked), count=len(model.quick_scan)),
            screen=f"{asked.screen}\n{listed}",
            expects=Expects.CHOICE,
            chips=(*(answer.label for answer in asked.answers), _CHIP_UNKNOWN),
            phrases=(
                *(answer.spoken for answer in asked.answers),
                *_ORDINALS[:count],
                *_in_turn(tuple(answer.keywords for answer in asked.answers)),
            ),
        )

    def hear(self, model: Model, session: Session, heard: Utterance) -> Move | None:
        """Take the answer and go on; skip; or go back."""
        asked = current(model, session)
        turn = len(session.given)
        match heard.hint:
            case "back":
                return previous(model, session)
            case "skip":
                return next_question(model, left_out(session, asked), say("question", "skipped", turn))
            case "dont_know":
                return next_question(model, session.giving(asked, None), say("question", "unknown", turn))
        put_right = corrected(model, session, heard.words) if asked.kind is not Kind.YES_NO else None
        if put_right:
            return put_right
        chosen = None if bare(heard.words) == "dont_know" else choice(heard.words, asked.answers)
        if chosen is None:
            return None
        return taken(model, session, asked, chosen)

    def give_up(self, model: Model, session: Session) -> Move:
        """Leave this question out and go on."""
        return next_question(model, left_out(session, current(model, session)), say("question", "rest"))


def taken(model: Model, session: Session, asked: Asked, chosen: str) -> Move:
    """Take an answer to a question, confirm it in passing, and go on."""
    confirmation = say("question", "took", len(session.given), answer=asked.answer(chosen).spoken)
    move = next_question(model, session.giving(asked, chosen), confirmation)
    return replace(move, session=replace(move.session, confirmed=asked.id))


def corrected(model: Model, session: Session, words: tuple[str, ...]) -> Move | None:
    """Put right the answer that was just confirmed ("nee, de tweede"), or ask it again ("dat klopt niet")."""
    said = after_objection(words)
    if session.confirmed is None or said is None:
        return None
    before = model.question(session.confirmed)
    chosen = choice(said, before.answers) if said else None
    if chosen:
        return taken(model, session, before, chosen)
    return Move(session.asking(before), say("question", "back")) if not content(said) else None


def left_out(session: Session, asked: Asked) -> Session:
    """Leave a question without an answer, unless it has one already: going past it takes nothing back."""
    return session if asked.id in session.given else session.giving(asked, None)


def _in_turn(lists: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Give one of each list in turn, so that a recogniser that takes only the first few hears of every answer."""
    for row in zip_longest(*lists):
        yield from (phrase for phrase in row if phrase)


def current(model: Model, session: Session) -> Asked:
    """Give the question that is asked now. Raises ValueError before the first one."""
    if session.current is None:
        raise ValueError("no question is being asked")
    return model.question(session.current)


def number(model: Model, asked: Asked) -> int:
    """Give the place of a question in the quick scan, from 1."""
    return model.quick_scan.index(asked) + 1


def next_question(model: Model, session: Session, lead: str) -> Move:
    """Go on to the first question without an answer, with a bridge where a new aspect begins; or to the result."""
    asked = session.unanswered(model)
    if asked is None:
        return Move(session.at(Step.OFFER))
    place = model.quick_scan.index(asked)
    opens = place == 0 or model.quick_scan[place - 1].aspect != asked.aspect
    bridge = model.aspect(asked.aspect).bridge if opens else ""
    return Move(session.asking(asked), sentence(lead, bridge))


def previous(model: Model, session: Session) -> Move:
    """Go back one question; its answer stays until another is given."""
    place = model.quick_scan.index(current(model, session))
    if place == 0:
        return Move(session, say("question", "first"))
    return Move(session.asking(model.quick_scan[place - 1]), say("question", "back"))
