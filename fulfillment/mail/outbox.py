"""What the mail worker needs from storage."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """A mail that waits to be sent.

    `kind` says what it is; `recipient` and `content` are opaque here; `attempts` counts the failed attempts so far (0
    at first) and `unsure` those that may have delivered the mail all the same; `created` is aware; `message_id`
    (`<left@right>`) stays the same over all attempts.
    """

    id: str
    kind: str
    message_id: str
    recipient: str
    content: str
    attempts: int
    created: datetime
    unsure: int = 0


class Outbox(Protocol):
    """The mails that wait. Several workers may claim from one outbox at the same time."""

    def claim(self, now: datetime) -> Letter | None:
        """Give one mail that is due and lease it to the caller; None when none is due.

        While the lease lasts nobody else gets the mail. It must outlast a delivery (fulfillment.mail.line.Patience);
        when it runs out, because the worker died, the mail is due again.
        """

    def sent(self, letter: Letter) -> None:
        """Note that a mail was delivered. It is never claimed again."""

    def retry(self, letter: Letter, at: datetime, reason: str, *, unsure: bool) -> None:
        """Put a mail back until `at`, add one to its attempts, and keep the reason for the operator.

        `unsure`: the attempt may have delivered it. Nothing is done when the lease ran out and somebody else has it.
        """

    def fail(self, letter: Letter, reason: str) -> None:
        """Set a mail aside for an operator, unless somebody else has it now. It is kept, but not claimed again."""
