"""The greeting: a machine, how long it takes, what happens with the answers; and consent before anything else."""

from dataclasses import replace

from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.session import Outcome, Session
from fulfillment.conversation.steps.asking import agreed, yes_no_prompt
from fulfillment.conversation.steps.question import next_question
from fulfillment.conversation.wording import say
from model.types import Model


class Consent:
    """Ask whether the respondent takes part."""

    own: frozenset[str] = frozenset({"resume", "stop", "pause"})
    loose = True

    def prompt(self, model: Model, session: Session) -> Prompt:  # noqa: ARG002
        """Greet and ask."""
        count = len(model.quick_scan)
        return yes_no_prompt("consent", screen=say("consent", "screen", count=count), count=count)

    def hear(self, model: Model, session: Session, heard: Utterance) -> Move | None:
        """Begin on yes ("verder" is one too); keep nothing on no."""
        if heard.hint == "resume":
            return next_question(model, session, say("question", "began"))
        if heard.hint in ("stop", "pause"):
            return refuse(session, "refused")
        match agreed(heard):
            case True:
                return next_question(model, session, say("question", "began"))
            case False:
                return refuse(session, "refused")
        return None

    def give_up(self, model: Model, session: Session) -> Move:  # noqa: ARG002
        """End without keeping anything."""
        return refuse(session, "gave_up")


def refuse(session: Session, farewell: str) -> Move:
    """End without keeping anything; `farewell` is a key of the consent texts."""
    return Move(replace(session, outcome=Outcome.REFUSED), farewell=say("consent", farewell))
