"""What Dialogflow draws besides text: cards and chips of Dialogflow Messenger, and the hand-over to a live agent.

Source: Dialogflow's "Dialogflow Messenger", custom payloads; "Live agent handoff".
"""

from typing import Any

from fulfillment.channels.dialogflow import chips
from fulfillment.conversation.reply import Reply


def rich(reply: Reply) -> dict[str, Any] | None:
    """Give the payload of Dialogflow Messenger: where we are or what the result is, and the chips; None for neither."""
    drawn = [*_drawn(reply), *_chips(reply)]
    return {"richContent": [drawn]} if drawn else None


def level_lines(reply: Reply) -> list[str]:
    """Give the result per aspect in words, such as "Data: 67 van 100"."""
    return [f"{aspect}: {value} van 100" for aspect, value in reply.levels]


def live_agent(reply: Reply) -> dict[str, Any]:
    """Give what a desk with live agents is told: why, and how far the respondent was. What was said stands in the mail
    to the colleague, not here."""
    place, count = reply.progress or (0, 0)
    return {"reason": "person", "language": "nl", "question": place, "questions": count}


def _drawn(reply: Reply) -> list[dict[str, Any]]:
    if reply.levels:
        return [{"type": "description", "title": reply.title, "text": level_lines(reply)}]
    if reply.progress:
        return [{"type": "info", "title": reply.title}]
    return []


def _chips(reply: Reply) -> list[dict[str, Any]]:
    return [{"type": "chips", "options": [{"text": chip} for chip in chips(reply)]}] if reply.chips else []
