"""Side questions with yes or no: taking up again, starting over, erasing. Each knows where to go back to."""

from dataclasses import replace

from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.session import Outcome, Session, Step
from fulfillment.conversation.steps.asking import agreed, yes_no_prompt
from fulfillment.conversation.steps.leaving import leave
from fulfillment.conversation.steps.question import current, next_question, number
from fulfillment.conversation.wording import say
from model.types import Model


class Resume:
    """Greet somebody who comes back, and ask whether to go on."""

    own: frozenset[str] = frozenset({"resume", "restart"})
    loose = True

    def prompt(self, model: Model, session: Session) -> Prompt:
        """Say where we were."""
        values: dict[str, object] = {}
        full = say("resume", "offer")
        if session.interrupted is Step.QUESTION:
            values = {"number": number(model, current(model, session)), "count": len(model.quick_scan)}
            full = say("resume", "full", **values)
        return yes_no_prompt("resume", full=full)

    def hear(self, model: Model, session: Session, heard: Utterance) -> Move | None:  # noqa: ARG002
        """Go on where we were, or offer to start over."""
        if heard.hint == "resume" or agreed(heard):
            return Move(session.returned(), say("resume", "onward", len(session.given)))
        if heard.hint == "restart" or agreed(heard) is False:
            return Move(session.aside(Step.RESTART))
        return None

    def give_up(self, model: Model, session: Session) -> Move:  # noqa: ARG002
        """Leave with everything kept."""
        return leave(session)


class Restart:
    """Ask before earlier answers are dropped."""

    own: frozenset[str] = frozenset({"restart"})
    loose = True

    def prompt(self, model: Model, session: Session) -> Prompt:  # noqa: ARG002
        """Ask."""
        return yes_no_prompt("restart")

    def hear(self, model: Model, session: Session, heard: Utterance) -> Move | None:
        """Start over on yes, go back on no."""
        if heard.hint == "restart" or agreed(heard):
            fresh = replace(session, given={}, address=None, local=None, tries=0)
            return next_question(model, fresh, say("restart", "again"))
        return self.give_up(model, session) if agreed(heard) is False else None

    def give_up(self, model: Model, session: Session) -> Move:  # noqa: ARG002
        """Keep the answers."""
        return Move(session.returned(), say("restart", "kept"))


class Erase:
    """Ask before everything is erased."""

    own: frozenset[str] = frozenset({"erase"})
    loose = True

    def prompt(self, model: Model, session: Session) -> Prompt:  # noqa: ARG002
        """Ask."""
        return yes_no_prompt("erase")

    def hear(self, model: Model, session: Session, heard: Utterance) -> Move | None:
        """Erase on yes, go back on no."""
        if heard.hint == "erase" or agreed(heard):
            gone = replace(session, given={}, address=None, local=None, outcome=Outcome.ERASED)
            return Move(gone, farewell=say("erase", "done" if session.returnable else "done_for_good"))
        return self.give_up(model, session) if agreed(heard) is False else None

    def give_up(self, model: Model, session: Session) -> Move:  # noqa: ARG002
        """Keep everything: erasing needs a clear yes."""
        return Move(session.returned(), say("erase", "kept"))
