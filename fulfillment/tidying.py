"""Tidying once an hour: what nobody takes up goes, who left with an address gets the report, addresses are forgotten,
and mails that came back are marked."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import Engine

from fulfillment.aftermath import Aftermath
from fulfillment.assembly import the_bot
from fulfillment.bounces import take_bounces
from fulfillment.conversation.session import Session
from fulfillment.privacy.words import overdue_in_words
from fulfillment.settings import Settings
from fulfillment.storage.attempts import Attempts
from fulfillment.storage.erasure import shred
from fulfillment.storage.retention import Overdue, Retention
from fulfillment.storage.sessions import Sessions, Stored
from fulfillment.storage.vault import Vault

_PURGE_EVERY = timedelta(hours=1)
_LEFT_AFTER = timedelta(days=1)
"""A scan that nobody went on with for a day is taken to be left; it can still be taken up again."""
_ENOUGH_ANSWERS = 5
_AT_ONCE = 100
"""Sessions in one transaction: some ten milliseconds in which, on SQLite, no turn is written."""
_log = logging.getLogger(__name__)


def tidy(settings: Settings, database: Engine, vault: Vault, stop: threading.Event) -> None:
    """Tidy once an hour until `stop` is set."""
    model = the_bot(settings).model
    aftermath = Aftermath(model, vault, mail_from=settings.mail_from, kept_days=settings.retention_days)
    first = True
    while not stop.is_set():
        now = datetime.now(UTC)
        tidy_all(
            partial(purge, settings, database, now),
            partial(report_left, settings, database, vault, aftermath, now),
            partial(forget_addresses, settings, database, vault, now, first=first),
            *([partial(take_bounces, database, settings.bounces)] if settings.bounces else []),
        )
        first = False
        stop.wait(_PURGE_EVERY.total_seconds())


def tidy_all(*jobs: Callable[[], object]) -> None:
    """Do each job, also when one before it failed: a session that can't be read must not keep the others."""
    for job in jobs:
        try:
            job()
        except Exception as error:  # noqa: BLE001 - whatever it is, there is a next hour
            _log.error("opruimen mislukt: %s", type(error).__name__)


def report_left(settings: Settings, database: Engine, vault: Vault, aftermath: Aftermath, now: datetime) -> int:
    """Send the report of scans that were left a day ago with an address and enough answers; give their number."""
    earliest = now - timedelta(days=settings.resume_days)
    found = _left(database, vault, now - _LEFT_AFTER, earliest, open=True)
    ids = [stored.session.id for stored in found if worth_reporting(stored.session)]
    tidy_all(*(partial(_report_one, id, database, vault, aftermath, now) for id in ids))
    return len(ids)


def _left(database: Engine, vault: Vault, before: datetime, after: datetime, *, open: bool) -> Iterator[Stored]:
    """Give what was left, a few in a transaction of their own: with many stored, a turn would wait for all of them."""
    last: Stored | None = None
    while True:
        with database.begin() as connection:
            found = Sessions(connection, vault).left(before, after, open=open, beyond=last, most=_AT_ONCE)
        if not found:
            return
        yield from found
        last = found[-1]


def _report_one(id: str, database: Engine, vault: Vault, aftermath: Aftermath, now: datetime) -> None:
    """Report one scan, in a transaction of its own, unless somebody else did or it was taken up meanwhile."""
    with database.begin() as connection:
        sessions = Sessions(connection, vault)
        stored = sessions.with_id(id)
        if stored is None or stored.session.reports or now - stored.seen < _LEFT_AFTER:
            return
        reported = replace(stored.session.fitting(aftermath.model), reports=1)
        aftermath.report(connection, reported, now, early=True)
        sessions.put(reported.without_pending().forgetting())
        sessions.forget_turns(reported)


def forget_addresses(settings: Settings, database: Engine, vault: Vault, now: datetime, *, first: bool = False) -> None:
    """Drop the addresses of who left after the report, during the last questions: the mail has them. `first`: look
    as far back as anything is kept, for no worker may have run for weeks."""
    earliest = now - timedelta(days=settings.retention_days if first else settings.resume_days + 1)
    for stored in _left(database, vault, now - _PURGE_EVERY, earliest, open=False):
        if _remembers(stored.session):
            _forget_one(stored.session.id, database, vault, now)


def _forget_one(id: str, database: Engine, vault: Vault, now: datetime) -> None:
    with database.begin() as connection:
        sessions = Sessions(connection, vault)
        stored = sessions.with_id(id)
        if stored and now - stored.seen > _PURGE_EVERY and _remembers(stored.session):
            sessions.put(stored.session.without_pending().forgetting())


def _remembers(session: Session) -> bool:
    return bool(session.pending or session.local) or session.forgetting() != session


def worth_reporting(session: Session) -> bool:
    """Whether a scan that was left says enough for a report, and there is an address to send it to."""
    answered = sum(choice is not None for choice in session.given.values())
    return session.address is not None and answered >= _ENOUGH_ANSWERS


def purge(settings: Settings, database: Engine, now: datetime, *, dry_run: bool = False) -> Overdue:
    """Delete what was left longer ago than it is kept, a few sessions in each transaction; give what went, or with
    `dry_run` would go."""
    days = now - timedelta(days=settings.resume_days), now - timedelta(days=settings.retention_days)
    if dry_run:
        with database.begin() as connection:
            return Retention(connection, *days).overdue()
    overdue = part = _purge_some(database, days)
    while part:
        part = _purge_some(database, days)
        overdue += part
    if overdue:
        _log.info("opgeruimd: %s", overdue_in_words(overdue))
    with database.begin() as connection:
        Attempts(connection).forget(now)
    shred(database)
    return overdue


def _purge_some(database: Engine, days: tuple[datetime, datetime]) -> Overdue:
    with database.begin() as connection:
        return Retention(connection, *days).purge(most=_AT_ONCE)
