"""What an utterance was taken for, and how sure that is; never what was said."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a turn was taken for.

    ASKED_BACK: an answer that was not sure ("Bedoel je …?"). OFF_TOPIC: talk about something else, or something too
    personal to keep. MISSED: not understood. ACCOUNT: what a platform tells of the respondent's account. PAGE: no turn,
    but an address typed on the report page. OPENED and ENDED are of the conversation itself.
    """

    OPENED = "opened"
    ANSWER = "answer"
    YES_NO = "yes_no"
    COMMAND = "command"
    ASKED_BACK = "asked_back"
    OFF_TOPIC = "off_topic"
    MISSED = "missed"
    SILENCE = "silence"
    ACCOUNT = "account"
    PAGE = "page"
    ENDED = "ended"


@dataclass(frozen=True)
class Heard:
    """What was heard: `sure` runs from 0 to 1, None where only the platform knows; `command` is the intent of the
    contract that was carried out, "" for none."""

    kind: Kind = Kind.ANSWER
    sure: float | None = 1.0
    command: str = ""


MISSED = Heard(Kind.MISSED, 0.0)
