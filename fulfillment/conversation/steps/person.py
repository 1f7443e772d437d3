"""Handing over to a colleague: offered or asked for, how to be reached, read back, and on with the questions."""

from fulfillment.conversation.move import Move, Prompt, Put, Utterance
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.steps.asking import agreed, prompt_of, yes_no_prompt
from fulfillment.conversation.steps.leaving import leave
from fulfillment.conversation.steps.question import number
from fulfillment.conversation.understanding.numbers import telephone
from fulfillment.conversation.understanding.spoken_address.address import address, spelled
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import in_digits
from model.records import replace


def wanted(voice: Voice, session: Session) -> Move:
    """Act on "ik wil een mens spreken"."""
    if not voice.bot.person:
        return Move(session, voice.say("person", "nobody"), Put.SHORT)
    if session.handed:
        return Move(session, voice.say("person", "already"), Put.SHORT)
    return Move(replace(session.aside(Step.REACH), reason="asked"))


def angry(voice: Voice, session: Session) -> Move:
    """Meet anger with a person, as far as there is one."""
    lead = voice.say("person", "angry")
    if not voice.bot.person or session.handed or session.step in (Step.PERSON, Step.REACH, Step.REACHED):
        return Move(session, lead, Put.SHORT)
    return Move(replace(session.aside(Step.PERSON), reason="angry"), lead)


class Person:
    """Offer a colleague."""

    own: frozenset[str] = frozenset({"person"})
    loose = True

    def prompt(self, voice: Voice, session: Session) -> Prompt:  # noqa: ARG002
        """Say that it takes longer, and ask."""
        return yes_no_prompt(voice, "person")

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Ask how to be reached on yes, go on together on no."""
        if heard.hint == "person" or agreed(heard):
            return Move(session.aside(Step.REACH))
        return self.give_up(voice, session) if agreed(heard) is False else None

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Go on together."""
        return Move(session.returned(), voice.say("person", "declined"))


class Reach:
    """Ask how the colleague can reach the respondent."""

    own: frozenset[str] = frozenset({"skip", "back"})
    loose = True

    def prompt(self, voice: Voice, session: Session) -> Prompt:  # noqa: ARG002
        """Ask for a number or an address."""
        keys = ("reach", "reach_short", "reach_example", "reach_help")
        return prompt_of(voice, "person", Expects.ADDRESS, keys=keys, screen=voice.say("person", "reach_short"))

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Read back what was given; go on together on no."""
        found = _reachable(heard.raw)
        if found:
            return Move(replace(session.aside(Step.REACHED), pending=found))
        return _declined(voice, session) if heard.hint in self.own or agreed(heard) is False else None

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Point to the mail, and go on."""
        return Move(session.returned(), voice.say("person", "failed"), Put.SHORT)


class Reached:
    """Read the number or address back and wait for a yes."""

    own: frozenset[str] = frozenset({"back"})
    loose = True

    def prompt(self, voice: Voice, session: Session) -> Prompt:
        """Spell it."""
        keys = ("reached", "reached_short", "reached_example", "reached_example")
        spelled = _spelled(session.pending or "")
        return replace(yes_no_prompt(voice, "person", keys=keys, values={"spelled": spelled}), spelled=spelled)

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:  # noqa: ARG002
        """Hand over on yes, ask again on no."""
        corrected = _reachable(heard.raw)
        if corrected and corrected != session.pending:
            return Move(replace(session, pending=corrected))
        if agreed(heard):
            passed = replace(session, reach=session.pending, pending=None, handed=True, handovers=session.handovers + 1)
            return Move(passed.aside(Step.MEANWHILE))
        if agreed(heard) is False or heard.hint == "back":
            return Move(replace(session.aside(Step.REACH), pending=None), put=Put.SHORT)
        return None

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Point to the mail, and go on."""
        return Reach().give_up(voice, session)


class Meanwhile:
    """The conversation is handed over: ask whether to go on meanwhile."""

    own: frozenset[str] = frozenset({"resume"})
    loose = True

    def prompt(self, voice: Voice, session: Session) -> Prompt:
        """Ask; the colleague can see how far we were."""
        keys = ("passed", "passed_short", "passed_example", "passed_example")
        place = (number(voice, session), len(session.course(voice.model))) if session.current else None
        return replace(yes_no_prompt(voice, "person", keys=keys), progress=place)

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Go back to the question on yes, leave on no."""
        if heard.hint == "resume" or agreed(heard):
            return Move(session.returned(), voice.say("resume", "onward"))
        return leave(voice, session) if agreed(heard) is False else None

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Leave with everything kept."""
        return leave(voice, session)


def _reachable(said: str) -> str | None:
    """Give the address or the number that was said; None for neither, and for both at once."""
    found = address(said)
    if found and telephone(found.partition("@")[0]):
        return None
    return found or telephone(said)


def _declined(voice: Voice, session: Session) -> Move:
    return Move(session.returned(), voice.say("person", "declined"))


def _spelled(reach: str) -> str:
    return spelled(reach) if "@" in reach else in_digits(reach)
