"""What the mail worker needs from storage."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """A mail that waits to be sent.

    `kind` says what it is; `recipient` and `content` are opaque here; `attempts` counts the failed attempts so far (0
    at first); `created` is aware; `message_id` (`<left@right>`) stays the same over all attempts.
    """

    id: str
    kind: str
    message_id: str
    recipient: str
    content: str
    attempts: int
    created: datetime


class Outbox(Protocol):
    """The mails that wait. Several workers may claim from one outbox at the same time."""

    def claim(self, now: datetime) -> Letter | None:
        """Give one mail that is due and lease it to the caller; None when none is due.

        While the lease lasts nobody else gets the mail. It must outlast a delivery (a few minutes); when it
        runs out, because the worker died, the mail is due again.
        """

    def sent(self, letter: Letter) -> None:
        """Note that a mail was delivered. It is never claimed again."""

    def retry(self, letter: Letter, at: datetime, reason: str) -> None:
        """Put a mail back until `at`, add one to its attempts, and keep the reason for the operator."""

    def fail(self, letter: Letter, reason: str) -> None:
        """Set a mail aside for an operator. It is kept, but not claimed again."""
