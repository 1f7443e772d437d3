"""The mail side of the service: letters from the stored mails, and reports turned into messages."""

import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from fulfillment.errors import CheckbotError
from fulfillment.mail.message import compose
from fulfillment.mail.outbox import Letter
from fulfillment.mail.retry import Failure
from fulfillment.mail.transport import DeliveryFailed, Transport, transport_for
from fulfillment.mail.worker import run
from fulfillment.report.stored import load
from fulfillment.report.text import render_text
from fulfillment.settings import Settings
from fulfillment.storage.outbox import StoredMails
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.vault import SealBroken, Vault

_PAUSE_SECONDS = 1.0
_PURGE_EVERY = timedelta(hours=1)
_CHART = "score"
_NOTED_TRIES, _NOTED_PAUSE = 5, 1.0
_log = logging.getLogger(__name__)


class StoredOutbox:
    """The stored mails as the mail room wants them: still sealed, so that one that can't be opened is put back too."""

    def __init__(self, mails: StoredMails) -> None:
        self._mails = mails

    def claim(self, now: datetime) -> Letter | None:
        """Take one due mail."""
        mail = self._mails.claim(now)
        if mail is None:
            return None
        return Letter(mail.id, mail.message_id, mail.recipient, mail.report, mail.attempts, mail.created)

    def sent(self, letter: Letter) -> None:
        """Mark as delivered; that it is must not be forgotten for a database that is busy, or it goes out twice."""
        for _ in range(_NOTED_TRIES):
            try:
                return self._mails.sent(letter.id)
            except OperationalError:
                time.sleep(_NOTED_PAUSE)
        return self._mails.sent(letter.id)

    def retry(self, letter: Letter, at: datetime, reason: str) -> None:
        """Put back until `at`."""
        self._mails.retry(letter.id, at, reason)

    def fail(self, letter: Letter, reason: str) -> None:
        """Set aside."""
        self._mails.fail(letter.id, reason)


def write(letter: Letter, vault: Vault, sender: str) -> EmailMessage:
    """Render the report of a letter: plain text, HTML and its chart.

    Raises DeliveryFailed, for another try later, when it was sealed with a key that is not given.
    """
    # Rendering is heavy to load, and only the worker renders.
    from fulfillment.report import chart
    from fulfillment.report.html import render_html

    try:
        recipient, report = vault.open(letter.recipient), load(vault.open(letter.report))
    except SealBroken as error:
        raise DeliveryFailed(Failure("de sleutel ontbreekt: vul CHECKBOT_SECRET_KEYS aan", ours=True)) from error
    return compose(
        sender=sender,
        recipient=recipient,
        subject=report.title,
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
    """Deliver what waits and, once an hour, delete what nobody can take up any more; until `stop` is set."""
    tidying = threading.Thread(target=_tidy, args=(settings, database, vault, stop), name="tidy")
    tidying.start()
    run(
        StoredOutbox(StoredMails(database)),
        lambda letter: write(letter, vault, settings.mail_from),
        transport(settings),
        stop=stop,
        pause=_PAUSE_SECONDS,
    )
    tidying.join()


def _tidy(settings: Settings, database: Engine, vault: Vault, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            purge(settings, database, vault, datetime.now(UTC))
        except SQLAlchemyError as error:
            _log.error("opruimen mislukt: %s", type(error).__name__)
        stop.wait(_PURGE_EVERY.total_seconds())


def purge(settings: Settings, database: Engine, vault: Vault, now: datetime) -> int:
    """Delete the sessions that were left longer ago than they are kept; give their number."""
    with database.begin() as connection:
        return Sessions(connection, vault).purge(now - timedelta(days=settings.resume_days))
