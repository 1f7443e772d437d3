"""The greeting: a machine, how long it takes, what happens with the answers; and consent before anything else."""

from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.session import Outcome, Session
from fulfillment.conversation.steps.asking import agreed, yes_no_prompt
from fulfillment.conversation.steps.flow import onward
from fulfillment.conversation.steps.leaving import leave
from fulfillment.conversation.voice import Voice
from model.records import replace


class Consent:
    """Ask whether the respondent takes part."""

    own: frozenset[str] = frozenset({"resume", "stop", "pause"})
    loose = True

    def prompt(self, voice: Voice, session: Session) -> Prompt:  # noqa: ARG002
        """Greet and ask."""
        persona = voice.bot.persona
        values = {"count": len(voice.model.quick_scan), "name": persona.name, "product": persona.product}
        return yes_no_prompt(voice, "consent", screen=voice.say("consent", "screen", **values), values=values)

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Begin on yes ("verder" is one too); keep nothing on no."""
        if heard.hint in ("stop", "pause"):
            return refuse(voice, session, "refused")
        wanted = True if heard.hint == "resume" else agreed(heard)
        if wanted is None:
            return None
        if not wanted:
            return refuse(voice, session, "refused")
        return onward(voice, replace(session, consented=True), voice.say("question", "began"))

    def give_up(self, voice: Voice, session: Session) -> Move:
        """End without keeping anything."""
        return refuse(voice, session, "gave_up")


def refuse(voice: Voice, session: Session, farewell: str) -> Move:
    """End without keeping anything; `farewell` is a key of the consent texts. What was handed over to a colleague was
    meant to be kept."""
    if session.handovers:
        return leave(voice, session)
    return Move(replace(session, outcome=Outcome.REFUSED), farewell=voice.say("consent", farewell))
