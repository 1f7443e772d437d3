"""Whether and when a mail that failed is tried again. Pure; the worker acts on it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
UNSURE_PAUSE = timedelta(minutes=30)
"""A server that took a mail and fell silent may be delivering it still; RFC 5321, 4.5.4.1 advises this pause."""
GIVE_UP_AFTER = timedelta(days=3)
FEWEST_ATTEMPTS = 6
"""A mail that lay waiting while no worker ran still gets this many tries."""
MOST_ATTEMPTS = 40
"""More than the pauses allow: a mail that comes here ended the worker that took it, again and again."""
MOST_UNSURE = 3
"""So often a mail is handed over without an answer, and may lie in the mailbox, at most."""
SPREAD = 0.25
"""Up to this share of a pause is taken off by chance, so that mails that failed together come back apart."""

_REFUSES_COMMAND = {500, 501, 502, 503, 504, 555}
"""The server does not understand us (RFC 5321, 4.2.2): nothing is said about the recipient."""
_REFUSES_LOGIN = {530, 534, 535, 538}
_STORAGE_FULL = 552
_TOO_LARGE = {"5.2.3", "5.3.4"}
_PASSING = {"5.2.2", "5.3.1", "5.3.2", "5.4.3", "5.4.5"}
"""Full or away, which RFC 3463 calls persistent but transient, sent with a 5 all the same. Not 5.4.1: Microsoft's
servers say that of an address that does not exist."""
_ABOUT_US = {"5.1.7", "5.1.8", "5.7.8", "5.7.9", "5.7.10", "5.7.11", "5.7.14"} | {f"5.7.{n}" for n in range(20, 30)}
"""Our address, login, SPF, DKIM or reverse DNS (RFC 3463, 4954, 7372): an operator can mend it."""


@dataclass(frozen=True)
class Failure:
    """Why a mail did not go out. `reason` is for operators and holds no personal data.

    `code` is the SMTP reply code, None when there was none (network, disk, a mail that cannot be composed), and
    `enhanced` the code of RFC 3463 that came with it ("5.1.1") or "". `ours`: the refusal is about this service
    (connection, sender), which an operator can mend. `down`: no mail gets out now, whichever it is. `unsure`: the whole
    mail was handed over and no answer came, so that it may have been delivered.
    """

    reason: str
    code: int | None = None
    ours: bool = False
    enhanced: str = field(default="", kw_only=True)
    down: bool = field(default=False, kw_only=True)
    unsure: bool = field(default=False, kw_only=True)

    @property
    def permanent(self) -> bool:
        """Whether trying again is in vain: the server refuses (5xx) this recipient or this mail."""
        if self.unsure or self.code is None or not 500 <= self.code < 600:
            return False
        if self.enhanced in _TOO_LARGE:
            return True
        if self.ours or self.code in _REFUSES_COMMAND | _REFUSES_LOGIN or self.enhanced in _PASSING | _ABOUT_US:
            return False
        return bool(self.enhanced) or self.code != _STORAGE_FULL


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


def decide(
    attempt: int, failure: Failure, first_tried: datetime, now: datetime, jitter: float, unsure: int = 0
) -> Retry | GiveUp:
    """Decide after failed attempt number `attempt` (from 1); `jitter` is a number from 0 to 1.

    `unsure` counts the attempts before this one that may have delivered the mail. Pauses double from a minute to four
    hours, and end three days after `first_tried`.
    """
    if failure.permanent:
        return GiveUp(failure.reason)
    if failure.unsure and unsure + 1 >= MOST_UNSURE:
        return GiveUp(f"{failure.reason}; na {unsure + 1} keer gestopt, de mail kan wel zijn aangekomen")
    if now - first_tried >= GIVE_UP_AFTER and attempt >= FEWEST_ATTEMPTS:
        return GiveUp(f"{failure.reason}; na {attempt} pogingen gestopt")
    pause = max(_pause(attempt), UNSURE_PAUSE) if failure.unsure else _pause(attempt)
    return Retry(now + pause * (1 - SPREAD * jitter))


def exhausted(attempts: int) -> GiveUp | None:
    """Decide before an attempt, after `attempts` others, whether it is to be made at all."""
    if attempts < MOST_ATTEMPTS:
        return None
    return GiveUp(f"de bezorging brak {attempts} keer af zonder antwoord; kijk in het log waarom")


def _pause(attempt: int) -> timedelta:
    doublings: int = min(attempt - 1, 8)  # 2**8 minutes exceed the longest pause; more would overflow one day
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
