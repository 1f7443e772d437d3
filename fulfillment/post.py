"""The mail side of the service: letters from the stored mails, and reports turned into messages."""

import threading
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import Engine

from fulfillment.errors import CheckbotError
from fulfillment.mail.message import compose
from fulfillment.mail.outbox import Letter
from fulfillment.mail.transport import Transport, transport_for
from fulfillment.mail.worker import run
from fulfillment.report.stored import load
from fulfillment.report.text import render_text
from fulfillment.settings import Settings
from fulfillment.storage.finished import Post
from fulfillment.storage.vault import Vault

_PAUSE_SECONDS = 1.0
_CHART = "score"


class StoredOutbox:
    """The stored mails as the mail room wants them."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def claim(self, now: datetime) -> Letter | None:
        """Take one due mail."""
        mail = self._post.claim(now)
        if mail is None:
            return None
        subject = load(mail.report).title
        return Letter(
            id=mail.id,
            message_id=mail.message_id,
            recipient=mail.recipient,
            subject=subject,
            report=mail.report,
            attempts=mail.attempts,
            created=mail.created,
        )

    def sent(self, letter: Letter, now: datetime) -> None:  # noqa: ARG002
        """Mark as delivered."""
        self._post.sent(letter.id)

    def retry(self, letter: Letter, at: datetime, reason: str) -> None:
        """Put back until `at`."""
        self._post.retry(letter.id, at, reason)

    def fail(self, letter: Letter, reason: str) -> None:
        """Set aside."""
        self._post.fail(letter.id, reason)


def write(letter: Letter, sender: str) -> EmailMessage:
    """Render the report of a letter: plain text, HTML and its chart."""
    # Rendering is heavy to load, and only the worker renders.
    from fulfillment.report import chart
    from fulfillment.report.html import render_html

    report = load(letter.report)
    return compose(
        sender=sender,
        recipient=letter.recipient,
        subject=letter.subject,
        text=render_text(report),
        html=render_html(report, f"cid:{_CHART}"),
        inline={_CHART: chart.png(report)},
        message_id=letter.message_id,
        date=letter.created,
    )


def transport(settings: Settings) -> Transport:
    """Give the way out that CHECKBOT_SMTP_URL names. Raises CheckbotError."""
    try:
        return transport_for(settings.smtp_url)
    except ValueError as error:
        raise CheckbotError(f"CHECKBOT_SMTP_URL: {error}") from error


def deliver(settings: Settings, database: Engine, vault: Vault, stop: threading.Event) -> None:
    """Deliver what waits, until `stop` is set."""
    run(
        StoredOutbox(Post(database, vault)),
        lambda letter: write(letter, settings.mail_from),
        transport(settings),
        stop=stop,
        pause=_PAUSE_SECONDS,
    )
