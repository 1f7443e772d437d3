"""The result in a few words: level, strongest, weakest and first tip."""

from dataclasses import dataclass

from fulfillment.conversation.session import Session
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import sentence
from model.advice import advise
from model.scoring import Result, score
from model.tip import Tip


@dataclass(frozen=True)
class Told:
    """The result as it is `spoken` and `shown`, the name of its `level`, and the `levels` per aspect, 0-100. Without
    any answer there is only something to say."""

    spoken: str
    shown: str = ""
    level: str = ""
    levels: tuple[tuple[str, int], ...] = ()


def told(voice: Voice, session: Session) -> Told:
    """Give the result of the answers so far."""
    scored = score(voice.model, session.given)
    if scored.overall.level is None:
        return Told(nothing := voice.say("offer", "nothing"), nothing)
    level = voice.model.level(scored.overall.level)
    strongest, weakest = (voice.model.aspect(scored.ranked[place]).spoken for place in (0, -1))
    values = {
        "level": level.name,
        "number": level.number,
        "strongest": strongest,
        "weakest": weakest,
        "tip": _first_tip(voice, session, scored.ranked[-1]).spoken,
    }
    different = len({scored.aspects[id].value for id in scored.ranked}) > 1
    celebrated = voice.say("offer", f"celebrate_{level.number}")
    spoken = sentence(celebrated, voice.say("offer", "result" if different else "even", **values))
    values_of = ((aspect.name, scored.aspects[aspect.id].value) for aspect in voice.model.aspects)
    levels = tuple((name, round(value)) for name, value in values_of if value is not None)
    return Told(spoken, voice.say("offer", "screen", **values), level.name, levels)


def weakest(voice: Voice, session: Session) -> str:
    """Give the id of the weakest aspect of which something is left to ask; "" when all was asked."""
    scored: Result = score(voice.model, session.given)
    ranked = [*reversed(scored.ranked), *(aspect.id for aspect in voice.model.aspects)]
    return next((aspect for aspect in ranked if left(voice, session, aspect)), "")


def left(voice: Voice, session: Session, aspect: str) -> int:
    """Count the questions of an aspect that can still be asked."""
    applicable = voice.model.applicable(session.given)
    return sum(question.aspect == aspect and question.id not in session.given for question in applicable)


def _first_tip(voice: Voice, session: Session, aspect: str) -> Tip:
    """Give the most needed tip for the weakest aspect, which was just named."""
    tips = [advice.tip for advice in advise(voice.model, session.given, session.profile(voice.model))]
    return next((tip for tip in tips if tip.aspect == aspect), tips[0])
