"""The conversation as one pure function: a session and a turn in, the next session and a reply out."""

from dataclasses import replace

from fulfillment.conversation.control import control
from fulfillment.conversation.move import Move, Put, Utterance
from fulfillment.conversation.reply import Reply
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.steps.address import Address, Confirm
from fulfillment.conversation.steps.aside import Erase, Restart, Resume
from fulfillment.conversation.steps.asking import Asking
from fulfillment.conversation.steps.consent import Consent, refuse
from fulfillment.conversation.steps.leaving import leave
from fulfillment.conversation.steps.offer import Offer
from fulfillment.conversation.steps.question import Question
from fulfillment.conversation.turn import Event, Turn
from fulfillment.conversation.understanding.commands import bare, exact, loose, plainest
from fulfillment.conversation.understanding.words import tokens
from fulfillment.conversation.wording import say, sentence
from model.types import Model

_STEPS: dict[Step, Asking] = {
    Step.CONSENT: Consent(),
    Step.QUESTION: Question(),
    Step.OFFER: Offer(),
    Step.ADDRESS: Address(),
    Step.CONFIRM: Confirm(),
    Step.RESUME: Resume(),
    Step.RESTART: Restart(),
    Step.ERASE: Erase(),
}
_REPROMPTS = 1
"""Silences that are met with a reprompt; the next one ends the conversation for now (Amazon's rule)."""
_MISSES = 3
"""At the third utterance in a row that is not understood we find another way on (never a third same prompt)."""


def advance(model: Model, session: Session, turn: Turn) -> tuple[Session, Reply]:
    """Answer one turn.

    `session` must be open (no outcome yet) and made with this `model`; else ValueError. Nothing said raises. The end
    of a conversation is no turn of its own: nothing is said to it, and the replies are not counted on.
    """
    if session.outcome is not None:
        raise ValueError(f"session {session.id} has ended: {session.outcome}")
    if turn.event is Event.END:
        return session.without_pending(), Reply(speech="", number=session.replies)
    if turn.session != session.talk:
        session = replace(session.without_pending(), talk=turn.session)
    counted = replace(session, replies=session.replies + 1)
    match turn.event:
        case Event.START:
            move = _started(counted)
        case Event.SILENCE:
            move = _silent(counted)
        case Event.SPEECH:
            move = _spoken(model, replace(counted, silences=0), turn)
    return move.session, _reply(model, move)


def _started(session: Session) -> Move:
    return Move(session.aside(Step.RESUME) if session.consented else session.at(Step.CONSENT))


def _silent(session: Session) -> Move:
    silent = replace(session, silences=session.silences + 1)
    if silent.silences <= _REPROMPTS:
        return Move(silent, say("control", "no_input", silent.replies), Put.SHORT)
    return leave(silent, "left_silent") if silent.consented else refuse(silent, "silent")


def _spoken(model: Model, session: Session, turn: Turn) -> Move:
    words = tokens(turn.words) or tokens(plainest(turn.hint))
    asking = _STEPS[session.step]
    plain = Utterance(turn.words, words, hint=None)
    command = bare(words) if asking.loose else exact(words)
    move = None
    if command is None or command in asking.own:
        move = asking.hear(model, session, replace(plain, hint=command))
    for meant in (command, loose(words), turn.hint) if move is None else ():
        move = move or _commanded(model, session, asking, meant, plain)
    return move or _missed(model, session, asking)


def _commanded(model: Model, session: Session, asking: Asking, command: str | None, heard: Utterance) -> Move | None:
    if command is None:
        return None
    if command in asking.own:
        return asking.hear(model, session, replace(heard, hint=command))
    return control(model, session, command)


def _missed(model: Model, session: Session, asking: Asking) -> Move:
    missed = replace(session, misses=session.misses + 1)
    if missed.misses >= _MISSES:
        return asking.give_up(model, replace(missed, misses=0))
    if missed.misses == 1:
        return Move(missed, say("control", "no_match", missed.replies), Put.SHORT)
    return Move(missed, say("control", "no_match_example", missed.replies), Put.EXAMPLE)


def _reply(model: Model, move: Move) -> Reply:
    session = move.session
    if move.farewell is not None:
        return Reply(speech=sentence(move.lead, move.farewell), number=session.replies, screen=move.farewell)
    prompt = _STEPS[session.step].prompt(model, session)
    asked = {
        Put.FULL: prompt.full,
        Put.SHORT: prompt.short,
        Put.EXAMPLE: prompt.example,
        Put.HELP: prompt.help,
    }
    return Reply(
        speech=sentence(move.lead, asked[move.put]),
        number=session.replies,
        expects=prompt.expects,
        # After silence something else is said than what was just said.
        reprompt=prompt.example if move.put is Put.SHORT else prompt.short,
        title=prompt.title,
        screen=prompt.screen,
        chips=prompt.chips,
        phrases=prompt.phrases,
    )
