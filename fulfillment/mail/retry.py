"""Whether and when a mail that failed is tried again. Pure; the worker acts on it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=3)
FEWEST_ATTEMPTS = 6
"""A mail that lay waiting while no worker ran still gets this many tries."""
SPREAD = 0.25
"""Up to this share of a pause is taken off by chance, so that mails that failed together come back apart."""

_STORAGE_FULL = {452, 552}
_LOGIN = {454, 530, 534, 535, 538}


@dataclass(frozen=True)
class Failure:
    """Why a mail did not go out. `reason` is for operators and holds no personal data.

    `code` is the SMTP reply code, None when there was none (network, disk, a mail that cannot be composed).
    `ours` means that the refusal is about this service (connection, sender), which an operator can mend.
    """

    reason: str
    code: int | None = None
    ours: bool = False

    @property
    def permanent(self) -> bool:
        """Whether trying again is in vain: the server refuses (5xx) this recipient or this mail."""
        refused = self.code is not None and 500 <= self.code < 600
        return refused and not self.ours and self.code not in _STORAGE_FULL | _LOGIN


class DeliveryFailed(Exception):  # noqa: N818 - named as the event it is
    """A transport could not deliver a mail; `failure` says why. Its text holds no personal data."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


@dataclass(frozen=True)
class Retry:
    """Try again at this time, or later."""

    at: datetime


@dataclass(frozen=True)
class GiveUp:
    """Stop trying; `reason` is for operators and holds no personal data."""

    reason: str


def decide(attempt: int, failure: Failure, first_tried: datetime, now: datetime, jitter: float) -> Retry | GiveUp:
    """Decide after failed attempt number `attempt` (from 1); `jitter` is a number from 0 to 1.

    Pauses double from a minute to four hours, and end three days after `first_tried`.
    """
    if failure.permanent:
        return GiveUp(failure.reason)
    if now - first_tried >= GIVE_UP_AFTER and attempt >= FEWEST_ATTEMPTS:
        return GiveUp(f"{failure.reason}; na {attempt} pogingen gestopt")
    return Retry(now + _pause(attempt) * (1 - SPREAD * jitter))


def _pause(attempt: int) -> timedelta:
    doublings: int = min(attempt - 1, 8)  # 2**8 minutes exceed the longest pause; more would overflow one day
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
