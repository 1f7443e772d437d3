"""The spoken result, and whether the report may be mailed."""

from dataclasses import replace

from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.session import Outcome, Session, Step
from fulfillment.conversation.steps.asking import agreed, yes_no_prompt
from fulfillment.conversation.steps.leaving import leave
from fulfillment.conversation.understanding.address import address
from fulfillment.conversation.wording import say, sentence
from model.advice import advise
from model.scoring import score
from model.tip import Tip
from model.types import Model


class Offer:
    """Tell the result and ask whether the report may be mailed."""

    own: frozenset[str] = frozenset({"back", "skip"})
    loose = True

    def prompt(self, model: Model, session: Session) -> Prompt:
        """Tell level, strongest, weakest and first tip; then ask."""
        told, shown = result(model, session)
        full = sentence(told, say("offer", "full"))
        return yes_no_prompt("offer", full=full, screen=shown or full)

    def hear(self, model: Model, session: Session, heard: Utterance) -> Move | None:
        """Ask for the address on yes; end on no; go back to the last question when asked."""
        if heard.hint == "back":
            return Move(session.asking(model.quick_scan[-1]), say("question", "back"))
        if found := address(heard.raw):
            return Move(replace(session.at(Step.CONFIRM), address=found, local=None))
        match agreed(heard):
            case True:
                return Move(replace(session.at(Step.ADDRESS), local=None, address=None))
            case False:
                return decline(session)
        return decline(session) if heard.hint == "skip" else None

    def give_up(self, model: Model, session: Session) -> Move:  # noqa: ARG002
        """Leave, with the offer still open for the next time."""
        return leave(session)


def decline(session: Session) -> Move:
    """End a finished scan without a mail."""
    return Move(replace(session, outcome=Outcome.FINISHED, address=None), farewell=say("offer", "declined"))


def _first_tip(model: Model, session: Session, weakest: str) -> Tip:
    """Give the most needed tip for the weakest aspect, which was just named."""
    tips = [advice.tip for advice in advise(model, session.given)]
    return next((tip for tip in tips if tip.aspect == weakest), tips[0])


def result(model: Model, session: Session) -> tuple[str, str]:
    """Say and show the result; what is shown is empty when nothing was answered."""
    scored = score(model, session.given)
    if scored.overall.level is None:
        return say("offer", "nothing"), ""
    level = model.level(scored.overall.level)
    strongest, weakest = (model.aspect(scored.ranked[place]).spoken for place in (0, -1))
    values = {
        "level": level.name,
        "number": level.number,
        "strongest": strongest,
        "weakest": weakest,
        "tip": _first_tip(model, session, scored.ranked[-1]).spoken,
    }
    values_seen = {scored.aspects[id].value for id in scored.ranked}
    told = say("offer", "result" if len(values_seen) > 1 else "even", **values)
    return told, say("offer", "screen", **values)
