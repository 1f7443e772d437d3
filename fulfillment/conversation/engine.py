"""The conversation as one pure function: a session and a turn in, the next session and a reply out."""

from fulfillment.conversation import agreement
from fulfillment.conversation.bot import Bot
from fulfillment.conversation.control import control
from fulfillment.conversation.heard import MISSED, Heard, Kind
from fulfillment.conversation.move import Move, Put, Utterance
from fulfillment.conversation.note import Note, noted
from fulfillment.conversation.pace import paced
from fulfillment.conversation.reply import Expects, Reply, Wants
from fulfillment.conversation.replying import reply_of
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.steps import account
from fulfillment.conversation.steps.address import Address, Confirm, offered
from fulfillment.conversation.steps.aside import Erase, Restart, Resume
from fulfillment.conversation.steps.asking import Asking, agreed
from fulfillment.conversation.steps.code import Code, has_code, unknown
from fulfillment.conversation.steps.consent import Consent, refuse
from fulfillment.conversation.steps.leaving import leave
from fulfillment.conversation.steps.meant import Meant
from fulfillment.conversation.steps.offer import Offer
from fulfillment.conversation.steps.person import Meanwhile, Person, Reach, Reached
from fulfillment.conversation.steps.question import Question
from fulfillment.conversation.steps.slot import Filling, is_open
from fulfillment.conversation.turn import Event, Turn
from fulfillment.conversation.understanding.commands import bare, exact, likeliest, plainest
from fulfillment.conversation.understanding.sensitive import sensitive
from fulfillment.conversation.understanding.smalltalk import everyday
from fulfillment.conversation.understanding.spoken_address.address import address, whole_address
from fulfillment.conversation.understanding.words import tokens
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import sentence
from model.records import replace
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
_EVERYDAY = 0.7
"""Share of everyday talk from which on what is not understood is taken to be about something else: so were 203 of 310
other utterances of the development half of the corpus, and 3 of the 12 answers that were not understood."""
_HAPPENED = {
    Event.START: Kind.OPENED,
    Event.SILENCE: Kind.SILENCE,
    Event.UNKNOWN_CODE: Kind.MISSED,
    Event.ACCOUNT: Kind.ACCOUNT,
    Event.NO_CONSENT: Kind.ACCOUNT,
}
_NUMBERS_WELCOME = (Step.ADDRESS, Step.CONFIRM, Step.REACH, Step.REACHED, Step.CODE)
"""Steps at which figures are an answer, not a bank account."""


def advance(bot: Bot, session: Session, turn: Turn) -> tuple[Session, Reply]:
    """Answer one turn: see `advanced`, of which this leaves out the note."""
    after, reply, _ = advanced(bot, session, turn)
    return after, reply


def advanced(bot: Bot, session: Session, turn: Turn) -> tuple[Session, Reply, Note]:
    """Answer one turn, and note what it was taken for.

    `session` must be open (no outcome yet) and made with this bot's model; else ValueError. Nothing said raises. The
    end of a conversation is no turn of its own: nothing is said to it, and the replies are not counted on.
    """
    if session.outcome is not None:
        raise ValueError(f"session {session.id} has ended: {session.outcome}")
    if turn.event is Event.END:
        return _ended(bot, session, turn)
    if turn.session != session.talk:
        anew = session.without_pending().forgetting()
        session = replace(anew, talk=turn.session, said_at=None, expects=Expects.NOTHING)
    turn = replace(turn, words=turn.words[:LONGEST])
    voice = Voice(bot, session)
    move = _move(voice, replace(session, replies=session.replies + 1), turn)
    prompt = None if move.farewell is not None else _STEPS[move.session.step].prompt(voice, move.session)
    reply = replace(reply_of(move, prompt), handed=move.session.handovers > session.handovers)
    if turn.event is Event.NO_CONSENT:
        reply = replace(reply, wants=Wants.CONSENT)
    after = account.asked(move.session) if reply.wants is Wants.ACCOUNT else move.session
    after = replace(after, said=voice.said, said_at=turn.at, spoke=len(reply.speech.split()), expects=reply.expects)
    after = replace(after, asked=agreement.asked(session, after, reply))
    heard = move.heard or Heard(_HAPPENED.get(turn.event, Kind.ANSWER))
    return after, reply, noted(bot, session, after, turn, reply, heard)


def _ended(bot: Bot, session: Session, turn: Turn) -> tuple[Session, Reply, Note]:
    after, reply = session.without_pending().forgetting(), Reply(speech="", number=session.replies)
    return after, reply, noted(bot, session, after, turn, reply, Heard(Kind.ENDED))


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
        return replace(_turned_away(voice, session), heard=Heard(Kind.OFF_TOPIC))
    words = tokens(turn.words) or tokens(plainest(turn.hint))
    asking = _STEPS[session.step]
    plain = Utterance(turn.words, words, hint=None)
    free = is_open(voice, session)
    command = "code" if has_code(turn.words) else bare(words) if asking.loose else exact(words)
    if command is None or command in asking.own:
        move = asking.hear(voice, session, replace(plain, hint=command))
        if move:
            return replace(move, heard=_answer(move, plain, command, free=free))
    # Platforms match loosely: what can't be undone takes the words themselves, where they are given.
    hint = None if turn.words and session.step in _FINAL else turn.hint
    # Whether it is a command in other words is only worth finding out when it is no answer.
    for name, sure in ((command, 1.0), (None, 0.0) if free else likeliest(words), (hint, None)):
        move = _commanded(voice, session, asking, name, plain)
        if move:
            return replace(move, heard=Heard(Kind.COMMAND, sure, name or ""))
    if volunteered := _volunteered(session, turn.words):
        return volunteered
    off_topic = Heard(Kind.OFF_TOPIC, share) if (share := everyday(words)) >= _EVERYDAY else None
    return replace(_missed(voice, session, asking), heard=off_topic or MISSED)


def _answer(move: Move, said: Utterance, command: str | None, *, free: bool) -> Heard:
    if command:
        return Heard(Kind.COMMAND, 1.0, command)
    if move.heard:
        return move.heard
    return Heard(Kind.ANSWER if free or agreed(said) is None else Kind.YES_NO)


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
