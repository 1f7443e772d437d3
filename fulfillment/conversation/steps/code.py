"""Taking over a conversation from elsewhere with its spoken code."""

from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.steps.asking import agreed, prompt_of
from fulfillment.conversation.understanding.numbers import digits
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import in_digits
from model.records import replace
from model.words import plain

CODE_LENGTH = 6
_MOST_CLAIMS = 3
"""Codes one respondent may try: with six figures nobody finds another's by guessing."""


class Code:
    """Ask for the code."""

    own: frozenset[str] = frozenset({"skip", "back", "dont_know", "code"})
    loose = True

    def prompt(self, voice: Voice, session: Session) -> Prompt:  # noqa: ARG002
        """Ask for its figures."""
        return prompt_of(voice, "code", Expects.NUMBER, screen=voice.say("code", "screen"))

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Claim the conversation of a code; go on without one on no."""
        if claimed := claim(session, heard.raw):
            return claimed
        passed = heard.hint in ("skip", "back", "dont_know") or agreed(heard) is False
        return self.give_up(voice, session) if passed else None

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Go on without the other conversation."""
        return Move(session.returned(), voice.say("code", "given_up"))


def claim(session: Session, said: str) -> Move | None:
    """Ask storage for the conversation with the code that was said; None when no code was said."""
    code = digits(said)
    if len(code) != CODE_LENGTH:
        return None
    return Move(replace(session.aside(Step.CODE), claim=code, claims=session.claims + 1))


def has_code(said: str) -> bool:
    """Tell whether a code is named as such: "mijn code is 482915"."""
    return "code" in plain(said).split() and len(digits(said)) == CODE_LENGTH


def unknown(voice: Voice, session: Session) -> Move:
    """Say that no conversation has this code, and ask again; not for ever."""
    asked = replace(session, claim=None)
    if session.claims >= _MOST_CLAIMS:
        return Move(asked.returned(), voice.say("code", "given_up"))
    return Move(asked, voice.say("code", "wrong"))


def asked_for(voice: Voice, session: Session, said: str) -> Move:
    """Act on "ik heb een code", with or without the code in the same breath."""
    if session.claims >= _MOST_CLAIMS:
        return Move(session, voice.say("code", "given_up"))
    return claim(session, said) or Move(session.aside(Step.CODE))


def told(voice: Voice, session: Session) -> Move:
    """Say the code of this conversation."""
    return Move(replace(session, told=True), voice.say("code", "yours", code=in_digits(session.code)))
