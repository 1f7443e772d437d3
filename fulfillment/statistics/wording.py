"""What places, intents and endings are called, and in which order places are shown."""

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.note import Milestone
from fulfillment.conversation.session import Step
from fulfillment.conversation.slot import When
from fulfillment.conversation.understanding.commands import plainest
from fulfillment.statistics.selection import RUNNING

ENDED: dict[str, str] = {
    Milestone.REPORTED: "afgerond, rapport per mail",
    Milestone.FINISHED: "afgerond, zonder mail",
    Milestone.LEFT: "eerder weggegaan",
    Milestone.SILENT: "stilgevallen",
    Milestone.REFUSED: "geen toestemming",
    Milestone.ERASED: "gewist",
    RUNNING: "nog bezig",
}
_STEPS: dict[str, str] = {
    Step.CONSENT: "toestemming",
    Step.OFFER: "aanbod van het rapport",
    Step.ADDRESS: "mailadres",
    Step.CONFIRM: "mailadres klopt?",
    Step.RESUME: "verdergaan?",
    Step.RESTART: "opnieuw beginnen?",
    Step.ERASE: "alles wissen?",
    Step.CODE: "code van een ander gesprek",
    Step.PERSON: "aanbod van een collega",
    Step.REACH: "hoe een collega belt of mailt",
    Step.REACHED: "nummer of adres klopt?",
    Step.MEANWHILE: "verder zonder collega?",
}
_SLOTS = {
    "name": "naam",
    "more": "nog vijf vragen?",
    "role": "werk",
    "sector": "branche",
    "size": "aantal mensen",
    "satisfaction": "tevredenheid",
    "effort": "gemak",
    "moment": "wanneer beginnen",
    "compare": "meetellen?",
    "contact": "later contact?",
}


def place_name(id: str) -> str:
    """Name a place: a step or slot in Dutch, a question by its id."""
    return _STEPS.get(id) or _SLOTS.get(id) or id


def intent_name(id: str) -> str:
    """Name an intent by its plainest phrase."""
    phrase = plainest(id)
    return f'{id} ("{phrase}")' if phrase else id


def order(bot: Bot) -> dict[str, int]:
    """Give the rank of every place, as the conversation comes to it."""
    slots = {when: [slot.id for slot in bot.slots.values() if slot.when is when] for when in When}
    asked = [question.id for question in (*bot.model.quick_scan, *bot.model.scored)]
    offered = (Step.OFFER, Step.ADDRESS, Step.CONFIRM)
    places = (Step.CONSENT, *slots[When.START], *asked, *slots[When.PROFILE], *offered, *slots[When.ENDING], *_STEPS)
    return {id: rank for rank, id in enumerate(dict.fromkeys(map(str, places)))}
