"""The mail side of the service: letters from the stored mails, and reports turned into messages."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from fulfillment.assembly import the_theme
from fulfillment.codes import HANDOVER_LINK, Links
from fulfillment.doors import report_doors
from fulfillment.errors import CheckbotError
from fulfillment.mail.message import compose
from fulfillment.mail.outbox import Letter
from fulfillment.mail.retry import Failure
from fulfillment.mail.transport import DeliveryFailed, Transport, transport_for
from fulfillment.mail.worker import run
from fulfillment.report.peers import Peers, compared
from fulfillment.report.stored import load
from fulfillment.report.text import render_text
from fulfillment.report.theme import Theme
from fulfillment.settings import Settings, secret_keys
from fulfillment.standing import Standing
from fulfillment.storage.outbox import HANDOVER, Mail, StoredMails
from fulfillment.storage.vault import SealBroken, Vault
from fulfillment.tidying import tidy

_PAUSE_SECONDS = 1.0
PDF_NAME = "rapport.pdf"
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
        return letter_of(mail)

    def sent(self, letter: Letter) -> None:
        """Mark as delivered; that it is must not be forgotten for a database that is busy, or it goes out twice."""
        for _ in range(_NOTED_TRIES):
            try:
                return self._mails.sent(letter.id)
            except OperationalError:
                time.sleep(_NOTED_PAUSE)
        return self._mails.sent(letter.id)

    def retry(self, letter: Letter, at: datetime, reason: str, *, unsure: bool) -> None:
        """Put back until `at`."""
        self._mails.retry(letter.id, letter.attempts + 1, at, reason, unsure=unsure)

    def fail(self, letter: Letter, reason: str) -> None:
        """Set aside."""
        self._mails.fail(letter.id, letter.attempts + 1, reason)


def letter_of(mail: Mail) -> Letter:
    """Give a stored mail as the mail room's letter."""
    return Letter(
        mail.id,
        mail.kind,
        mail.message_id,
        mail.recipient,
        mail.content,
        mail.attempts,
        mail.created,
        mail.unsure,
    )


@dataclass(frozen=True)
class Writer:
    """Writes letters: opens what is sealed, and renders it. `keys` sign the links back to us; `peers` gives the
    scores of other companies."""

    vault: Vault
    keys: tuple[str, ...]
    sender: str
    base_url: str
    theme: Theme
    peers: Callable[[], Peers] = Peers

    def __call__(self, letter: Letter) -> EmailMessage:
        """Write one letter.

        Raises DeliveryFailed, for another try later, when it was sealed with a key that is not given.
        """
        try:
            recipient, content = self.vault.open(letter.recipient), self.vault.open(letter.content)
        except SealBroken as error:
            raise DeliveryFailed(Failure("de sleutel ontbreekt: vul CHECKBOT_SECRET_KEYS aan", ours=True)) from error
        parts = self._parts(letter.kind, content)
        return compose(
            sender=self.sender,
            recipient=recipient,
            subject=parts.subject,
            text=parts.text,
            html=parts.html,
            inline=parts.inline,
            message_id=letter.message_id,
            date=letter.created,
            attached=parts.attached,
        )

    def text(self, letter: Letter) -> str:
        """Give what a letter says, as plain text, also when its address was forgotten. Raises SealBroken."""
        return self._parts(letter.kind, self.vault.open(letter.content)).text

    def _parts(self, kind: str, content: str) -> "_Parts":
        return self._handover(content) if kind == HANDOVER else self._report(content)

    def _report(self, content: str) -> "_Parts":
        # Rendering is heavy to load, and only the worker renders.
        from fulfillment.report import chart
        from fulfillment.report.html import render_html
        from fulfillment.report.pdf import render_pdf

        report = compared(load(content), self.peers())
        doors = report_doors(self.keys, self.base_url, self.sender, report.scan_id)
        return _Parts(
            subject=report.title,
            text=render_text(report, self.theme, doors, attached=True),
            html=render_html(report, f"cid:{_CHART}", self.theme, doors, attached=True),
            inline={_CHART: chart.png(report, self.theme)},
            attached={PDF_NAME: render_pdf(report, self.theme, doors)},
        )

    def _handover(self, content: str) -> "_Parts":
        from fulfillment.handover import render
        from fulfillment.handover.stored import load as load_handover

        handover = load_handover(content)
        link = f"{self.base_url}/overdracht/{Links(self.keys, HANDOVER_LINK).token(handover.id)}"
        text, html = render.render_text(handover, link), render.render_html(handover, link)
        return _Parts(render.SUBJECT, text, html, {})


@dataclass(frozen=True)
class _Parts:
    """What a mail is made of."""

    subject: str
    text: str
    html: str
    inline: Mapping[str, bytes]
    attached: Mapping[str, bytes] = field(default_factory=dict)


def writer(settings: Settings, vault: Vault, peers: Callable[[], Peers] = Peers) -> Writer:
    """Give the writer of these settings. Raises CheckbotError when their theme can't be used."""
    return Writer(vault, secret_keys(settings), settings.mail_from, settings.base_url, the_theme(settings), peers)


def transport(settings: Settings) -> Transport:
    """Give the way out that CHECKBOT_SMTP_URL names. Raises CheckbotError."""
    try:
        return transport_for(settings.smtp_url)
    except ValueError as error:
        raise CheckbotError(f"CHECKBOT_SMTP_URL: {error}") from error


def deliver(settings: Settings, database: Engine, vault: Vault, stop: threading.Event) -> None:
    """Deliver what waits and, once an hour, tidy up; until `stop` is set."""
    # What can be wrong with the settings shows before a thread runs that nobody stops.
    write, way_out = writer(settings, vault, Standing(settings, database, vault)), transport(settings)
    tidying = threading.Thread(target=tidy, args=(settings, database, vault, stop), name="tidy")
    tidying.start()
    run(StoredOutbox(StoredMails(database)), write, way_out, stop=stop, pause=_PAUSE_SECONDS)
    tidying.join()
