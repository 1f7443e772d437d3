"""The conversation as one pure function: a session and a turn in, the next session and a reply out."""

from dataclasses import replace

from fulfillment.conversation import agreement
from fulfillment.conversation.bot import Bot
from fulfillment.conversation.control import control
from fulfillment.conversation.move import Move, Put, Utterance
from fulfillment.conversation.pace import paced
from fulfillment.conversation.reply import Manner, Reply, Wants
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.steps import account
from fulfillment.conversation.steps.address import Address, Confirm, offered
from fulfillment.conversation.steps.aside import Erase, Restart, Resume
from fulfillment.conversation.steps.asking import Asking
from fulfillment.conversation.steps.code import Code, has_code, unknown
from fulfillment.conversation.steps.consent import Consent, refuse
from fulfillment.conversation.steps.leaving import leave
from fulfillment.conversation.steps.meant import Meant
from fulfillment.conversation.steps.offer import Offer
from fulfillment.conversation.steps.person import Meanwhile, Person, Reach, Reached
from fulfillment.conversation.steps.question import Question
from fulfillment.conversation.steps.slot import Filling, is_open
from fulfillment.conversation.turn import Event, Turn
from fulfillment.conversation.understanding.commands import bare, exact, loose, plainest
from fulfillment.conversation.understanding.sensitive import sensitive
from fulfillment.conversation.understanding.spoken_address.address import address, whole_address
from fulfillment.conversation.understanding.words import tokens
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import sentence
from model.words import LONGEST

_STEPS: dict[Step, Asking] = {
    Step.CONSENT: Consent(),
    Step.SLOT: Filling(),
    Step.QUESTION: Question(),
    Step.MEANT: Meant(),
    Step.OFFER: Offer(),
    Step.ADDRESS: Address(),
    Step.CONFIRM: Confirm(),
    Step.RESUME: Resume(),
    Step.RESTART: Restart(),
    Step.ERASE: Erase(),
    Step.CODE: Code(),
    Step.PERSON: Person(),
    Step.REACH: Reach(),
    Step.REACHED: Reached(),
    Step.MEANWHILE: Meanwhile(),
}
_REPROMPTS = 1
"""Silences that are met with a reprompt; the next one ends the conversation for now (Amazon's rule)."""
_MISSES = 3
"""At the third utterance in a row that is not understood we find another way on (never a third same prompt)."""
_FINAL = (Step.ERASE, Step.RESTART)
"""Steps at which a yes can't be taken back."""
_NUMBERS_WELCOME = (Step.ADDRESS, Step.CONFIRM, Step.REACH, Step.REACHED, Step.CODE)
"""Steps at which figures are an answer, not a bank account."""


def advance(bot: Bot, session: Session, turn: Turn) -> tuple[Session, Reply]:
    """Answer one turn.

    `session` must be open (no outcome yet) and made with this bot's model; else ValueError. Nothing said raises. The
    end of a conversation is no turn of its own: nothing is said to it, and the replies are not counted on.
    """
    if session.outcome is not None:
        raise ValueError(f"session {session.id} has ended: {session.outcome}")
    if turn.event is Event.END:
        return session.without_pending().forgetting(), Reply(speech="", number=session.replies)
    if turn.session != session.talk:
        session = replace(session.without_pending().forgetting(), talk=turn.session)
    turn = replace(turn, words=turn.words[:LONGEST])
    voice = Voice(bot, session)
    move = _move(voice, replace(session, replies=session.replies + 1), turn)
    reply = replace(_reply(voice, move), handed=move.session.handovers > session.handovers)
    if turn.event is Event.NO_CONSENT:
        reply = replace(reply, wants=Wants.CONSENT)
    after = account.asked(move.session) if reply.wants is Wants.ACCOUNT else move.session
    asked = agreement.asked(session, after, reply)
    return replace(after, said=voice.said, said_at=turn.at, spoke=len(reply.speech.split()), asked=asked), reply


def _move(voice: Voice, session: Session, turn: Turn) -> Move:
    match turn.event:
        case Event.START:
            return _started(session)
        case Event.SILENCE:
            return _silent(voice, session)
        case Event.UNKNOWN_CODE:
            return unknown(voice, session)
        case Event.ACCOUNT:
            return account.given(voice, session, turn.words)
        case Event.NO_CONSENT:
            return account.not_allowed(voice, session)
    return _spoken(voice, replace(paced(session, turn.at), silences=0), turn)


def _started(session: Session) -> Move:
    return Move(session.aside(Step.RESUME) if session.consented else session.at(Step.CONSENT))


def _silent(voice: Voice, session: Session) -> Move:
    silent = replace(session, silences=session.silences + 1)
    if silent.silences <= _REPROMPTS:
        return Move(silent, voice.say("control", "no_input"), Put.SHORT)
    return leave(voice, silent, "left_silent") if silent.consented else refuse(voice, silent, "silent")


def _spoken(voice: Voice, session: Session, turn: Turn) -> Move:
    if session.step not in _NUMBERS_WELCOME and sensitive(turn.words):
        return _turned_away(voice, session)
    words = tokens(turn.words) or tokens(plainest(turn.hint))
    asking = _STEPS[session.step]
    plain = Utterance(turn.words, words, hint=None)
    free = is_open(voice, session)
    command = "code" if has_code(turn.words) else bare(words) if asking.loose else exact(words)
    if command is None or command in asking.own:
        move = asking.hear(voice, session, replace(plain, hint=command))
        if move:
            return move
    # Platforms match loosely: what can't be undone takes the words themselves, where they are given.
    hint = None if turn.words and session.step in _FINAL else turn.hint
    # Whether it is a command in other words is only worth finding out when it is no answer.
    for each in (command, None if free else loose(words), hint):
        move = _commanded(voice, session, asking, each, plain)
        if move:
            return move
    return _volunteered(session, turn.words) or _missed(voice, session, asking)


def _turned_away(voice: Voice, session: Session) -> Move:
    """Keep nothing of it, and ask again; not for ever."""
    missed = replace(session, misses=session.misses + 1)
    lead = voice.say("control", "sensitive")
    if missed.misses < _MISSES:
        return Move(missed, lead, Put.SHORT)
    move = _STEPS[session.step].give_up(voice, replace(missed, misses=0))
    return replace(move, lead=sentence(lead, move.lead))


def _commanded(voice: Voice, session: Session, asking: Asking, command: str | None, heard: Utterance) -> Move | None:
    if command is None:
        return None
    if command in asking.own:
        moved = asking.hear(voice, session, replace(heard, hint=command))
        if moved:
            return moved
    return control(voice, session, command, heard)


def _volunteered(session: Session, said: str) -> Move | None:
    """Read back an address that was said before it was asked for."""
    welcome = session.consented and session.step in (Step.QUESTION, Step.SLOT, Step.MEANT, Step.RESUME)
    found = (whole_address(said) or (address(said) if "adres" in said.lower() else None)) if welcome else None
    return offered(session, found) if found else None


def _missed(voice: Voice, session: Session, asking: Asking) -> Move:
    missed = replace(session, misses=session.misses + 1)
    if missed.misses >= _MISSES:
        return asking.give_up(voice, replace(missed, misses=0))
    if missed.misses == 1:
        return Move(missed, voice.say("control", "no_match"), Put.SHORT)
    return Move(missed, voice.say("control", "no_match_example"), Put.EXAMPLE)


def _reply(voice: Voice, move: Move) -> Reply:
    session = move.session
    if move.farewell is not None:
        said = sentence(move.lead, move.farewell)
        return Reply(speech=said, number=session.replies, screen=move.farewell[:640])
    prompt = _STEPS[session.step].prompt(voice, session)
    brisk = session.brisk and move.put is Put.FULL and session.step is Step.QUESTION and move.brief is not None
    asked = {
        Put.FULL: prompt.full,
        Put.SHORT: prompt.short,
        Put.EXAMPLE: prompt.example,
        Put.HELP: prompt.help,
        Put.OPTIONS: prompt.options or prompt.short,
    }
    return Reply(
        speech=sentence(move.brief or "" if brisk else move.lead, asked[move.put]),
        number=session.replies,
        expects=prompt.expects,
        # After silence something else is said than what was just said.
        reprompt=prompt.example if move.put is Put.SHORT else prompt.short,
        title=prompt.title,
        screen=prompt.screen,
        chips=prompt.chips,
        phrases=prompt.phrases,
        manner=Manner(prompt.options, prompt.spelled, prompt.stressed, slow=move.slow),
        question=prompt.question,
        progress=prompt.progress,
        levels=prompt.levels,
        wants=Wants.ACCOUNT if account.useful(session) else None,
    )
