"""Side questions with yes or no: taking up again, starting over, erasing. Each knows where to go back to."""

from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.session import Outcome, Session, Step
from fulfillment.conversation.steps.asking import agreed, yes_no_prompt
from fulfillment.conversation.steps.deepen import deepen
from fulfillment.conversation.steps.flow import onward
from fulfillment.conversation.steps.leaving import leave
from fulfillment.conversation.steps.question import current, number
from fulfillment.conversation.steps.result import weakest
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import sentence, together
from model.records import replace


class Resume:
    """Greet somebody who comes back, and ask whether to go on."""

    own: frozenset[str] = frozenset({"resume", "restart"})
    loose = True

    def prompt(self, voice: Voice, session: Session) -> Prompt:
        """Say where we were."""
        persona = voice.bot.persona
        name = f", {session.name}" if session.name else ""
        values: dict[str, object] = {"name": name, "product": persona.product}
        aspect = weakest(voice, session)
        key = "offer" if session.unanswered(voice.model) is None else "begun"
        if session.reported:
            key = "done" if aspect else "complete"
            values["aspect"] = voice.model.aspect(aspect).spoken if aspect else ""
        elif session.interrupted in (Step.QUESTION, Step.MEANT):
            key = "full"
            asked = voice.model.aspect(current(voice, session).aspect)
            count = len(session.course(voice.model))
            values |= {"number": number(voice, session), "count": count, "aspect": asked.spoken}
        full = sentence(voice.say("resume", "note", note=session.note) if session.note else "",
                        voice.say("resume", key, **values))  # fmt: skip
        short = "short_done" if session.reported and aspect else "short"
        keys = (key, short, "example", "help")
        return yes_no_prompt(voice, "resume", keys=keys, full=full, values=values)

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Go on where we were, deeper when all was done, or offer to start over."""
        read = replace(session, note="")
        if heard.hint == "resume" or agreed(heard):
            return _resumed(voice, read)
        if agreed(heard) is False and read.reported:
            return leave(voice, read)
        if heard.hint == "restart" or agreed(heard) is False:
            return Move(read.aside(Step.RESTART))
        return None

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Leave with everything kept."""
        return leave(voice, session)


def _resumed(voice: Voice, session: Session) -> Move:
    back = session.returned()
    if not session.reported:
        return Move(back, voice.say("resume", "onward"))
    if weakest(voice, session):
        return deepen(voice, back, ())
    return onward(voice, replace(back, reported=False), voice.say("resume", "onward"))


class Restart:
    """Ask before earlier answers are dropped."""

    own: frozenset[str] = frozenset({"restart"})
    loose = True

    def prompt(self, voice: Voice, session: Session) -> Prompt:  # noqa: ARG002
        """Ask."""
        return yes_no_prompt(voice, "restart")

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Start over on yes, go back on no. Who somebody is stays known."""
        if heard.hint == "restart" or agreed(heard):
            known = {key: session.slots[key] for key in ("name", "role", "sector", "size") if key in session.slots}
            fresh = replace(
                session.at(Step.CONSENT), given={}, deepened=(), slots=known, pending=None, local=None, tries=0,
                reported=False, current=None, stuck=0,
            )  # fmt: skip
            return onward(voice, fresh, voice.say("restart", "again"))
        return self.give_up(voice, session) if agreed(heard) is False else None

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Keep the answers."""
        return Move(session.returned(), voice.say("restart", "kept"))


class Erase:
    """Ask before everything is erased."""

    own: frozenset[str] = frozenset({"erase"})
    loose = True

    def prompt(self, voice: Voice, session: Session) -> Prompt:  # noqa: ARG002
        """Ask."""
        return yes_no_prompt(voice, "erase")

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Erase on yes and say what is gone; go back on no."""
        if heard.hint == "erase" or agreed(heard):
            key = "done" if session.returnable else "done_for_good"
            gone = Session(session.id, session.model_version, replies=session.replies, talk=session.talk)
            told = voice.say("erase", key, what=_kept(voice, session))
            mailed = voice.say("erase", "mailed") if session.handovers else ""
            return Move(replace(gone, outcome=Outcome.ERASED), mailed, farewell=told)
        return self.give_up(voice, session) if agreed(heard) is False else None

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Keep everything: erasing needs a clear yes."""
        return Move(session.returned(), voice.say("erase", "kept"))


def _kept(voice: Voice, session: Session) -> str:
    """Name what was kept of this respondent."""
    held = {
        "answers": session.given,
        "about": any(session.slots.values()),
        "address": session.address,
        "reach": session.reach,
        "report": session.reports,
        "talk": True,
    }
    return together(tuple(voice.say("erase", key) for key, value in held.items() if value))
