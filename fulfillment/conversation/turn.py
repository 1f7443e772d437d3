"""A turn: what one request of any platform says, in our own terms."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Event(StrEnum):
    """What happened: the skill was opened, something was said, nothing was said, or the platform ended it.

    UNKNOWN_CODE comes from our own storage: no conversation has the code that was claimed. ACCOUNT and NO_CONSENT
    answer a reply that wants the account's address: the words are the address, or the respondent has not allowed it.
    """

    START = "start"
    SPEECH = "speech"
    SILENCE = "silence"
    END = "end"
    UNKNOWN_CODE = "unknown_code"
    ACCOUNT = "account"
    NO_CONSENT = "no_consent"


@dataclass(frozen=True)
class Turn:
    """One request.

    `user` and `session` are the platform's own ids. `request` is the same for a repeated request and differs
    otherwise; `heard` is the number of the reply that this turn answers (None when the platform does not
    tell). `words` is what was said, as far as the platform gives it; `hint` is the intent it recognised, by
    its name in the contract. `at` is aware. `returnable` tells whether
    the platform will know this user again in another conversation, `opens` whether it says that this request opens one.
    `given_id` is the request's id as the platform gave it: clients that give every request the same are known by it.
    """

    channel: str
    user: str
    session: str
    request: str
    event: Event
    at: datetime
    words: str = ""
    hint: str | None = None
    heard: int | None = None
    returnable: bool = True
    opens: bool = False
    given_id: str = ""
