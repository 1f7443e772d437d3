"""Fifty made-up sessions of which every figure is known."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert

from fulfillment.conversation.note import Milestone
from fulfillment.storage.events import Events
from fulfillment.storage.tables import events

NOW = datetime(2026, 3, 13, 12, 0, tzinfo=UTC)
W10, W11 = datetime(2026, 3, 4, 9, 0, tzinfo=UTC), datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
OPENED = {"kind": "opened", "led_to": "consent"}
AGREED = {"step": "consent", "kind": "yes_no", "expected": "yes_no", "led_to": "q1", "milestone": "consented"}
ANSWERED_1 = {"asked": "q1", "kind": "answer", "sure": 0.9, "led_to": "q2"}
ANSWERED_2 = {"asked": "q2", "kind": "answer", "sure": 1.0, "led_to": "offer"}
MISSED_1 = {"asked": "q1", "kind": "missed", "sure": 0.0, "led_to": "q1"}
MISSED_2 = {"asked": "q2", "kind": "missed", "sure": 0.0, "led_to": "q2"}
ASKED_BACK = {"asked": "q2", "kind": "asked_back", "sure": 0.5, "led_to": "q2"}
REPEATED = {"asked": "q2", "kind": "command", "command": "repeat", "led_to": "q2"}
SILENT = {"asked": "q1", "kind": "silence", "led_to": "q1"}
MAILED = {"step": "offer", "kind": "yes_no", "led_to": "satisfaction", "milestone": "reported"}
DECLINED = {"step": "offer", "kind": "yes_no", "led_to": "satisfaction", "milestone": "finished"}


def rated(satisfaction: int, effort: int) -> list[dict[str, Any]]:
    return [
        {"step": "slot", "asked": "satisfaction", "kind": "answer", "figure": satisfaction, "led_to": "effort"},
        {"step": "slot", "asked": "effort", "kind": "answer", "figure": effort, "led_to": ""},
    ]


def happened(connection: Connection, name: str, channel: str, at: datetime, *turns: dict[str, Any]) -> None:
    """Write the events of one session, ten seconds apart."""
    named = dict.fromkeys(("asked", "command", "hint", "led_to", "milestone"), "")
    usual = {"step": "question", "expected": "choice", "sure": 1.0, "figure": None, **named}
    rows = [
        {
            **usual,
            **turn,
            "conversation": name,
            "channel": channel,
            "at": at + timedelta(seconds=10 * number),
            "waited": 10 if number else None,
        }
        for number, turn in enumerate(turns)
    ]
    connection.execute(insert(events), rows)


def fifty_sessions(connection: Connection) -> None:
    """Write them: 30 over Alexa, of which 20 in week 10, and 20 over Dialogflow CX in week 11."""
    begun = (OPENED, AGREED)
    for n in range(14):
        happened(connection, f"m{n}", "alexa", W10, *begun, ANSWERED_1, ASKED_BACK, ANSWERED_2, MAILED, *rated(4, 5))
    for n in range(6):
        after = (MISSED_2,) if n < 3 else ()
        happened(connection, f"r{n}", "alexa", W10, *begun, ANSWERED_1, REPEATED, *after, ANSWERED_2, MAILED)
    for n in range(5):
        happened(connection, f"d{n}", "alexa", W11, *begun, MISSED_1, MISSED_1, ANSWERED_1, ANSWERED_2, DECLINED)
        skipped = MISSED_2 | {"hint": "skip"}
        happened(connection, f"l{n}", "alexa", W11, *begun, ANSWERED_1, skipped)
    for n in range(8):
        stopped = SILENT | {"led_to": "", "milestone": "silent"}
        happened(connection, f"s{n}", "dialogflow-cx", W11, *begun, SILENT, stopped)
    for milestone in [Milestone.REFUSED] * 6 + [Milestone.ERASED] * 4:
        Events(connection).tally(milestone, channel="dialogflow-cx", at=W11)
    for n in range(2):
        happened(connection, f"n{n}", "dialogflow-cx", NOW - timedelta(minutes=9), *begun)
