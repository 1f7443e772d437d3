"""The result in a few words: level, strongest, weakest and first tip."""

from fulfillment.conversation.session import Session
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import sentence
from model.advice import advise
from model.scoring import Result, score
from model.tip import Tip


def told(voice: Voice, session: Session) -> tuple[str, str]:
    """Say and show the result; what is shown is empty when nothing was answered."""
    scored = score(voice.model, session.given)
    if scored.overall.level is None:
        return voice.say("offer", "nothing"), ""
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
    result = sentence(celebrated, voice.say("offer", "result" if different else "even", **values))
    return result, voice.say("offer", "screen", **values)


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
