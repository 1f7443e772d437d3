"""Mails that come back: notices from a mailbox, matched to the mails that were sent."""

import logging
from collections import Counter
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from fulfillment.mail.bounce import Notice, Outcome, read_notice
from fulfillment.mail.returned import mails_in
from fulfillment.storage.mails import Mails
from fulfillment.storage.outbox import SENDING

_log = logging.getLogger(__name__)


class Counts(NamedTuple):
    """How many mails came back, are late, and how many in the mailbox are no notices about mails of ours."""

    bounced: int
    delayed: int
    other: int


class _Result(Enum):
    MARKED = "the mail is marked"
    KNOWN = "it is a mail of ours, for which the notice changes nothing"
    EARLY = "the mail is being sent at this moment: look again later"
    FOREIGN = "no notice about a mail of ours"


def take_bounces(database: Engine, path: Path) -> Counts:
    """Mark the mails that the notices in `path` are about. Raises OSError when it can't be read."""
    mails, counts = Mails(database), Counter[object]()
    for found in mails_in(path):
        notice = read_notice(found.content)
        result = _apply(mails, notice) if notice else _Result.FOREIGN
        if result in (_Result.MARKED, _Result.KNOWN):
            found.seen()
        counts[notice.outcome if notice and result is _Result.MARKED else result] += 1
    return Counts(counts[Outcome.BOUNCED], counts[Outcome.DELAYED], counts[_Result.FOREIGN])


def _apply(mails: Mails, notice: Notice) -> _Result:
    entry = next((entry for id in notice.message_ids if (entry := mails.named(id))), None)
    if entry is None:
        return _Result.FOREIGN
    if entry.state == SENDING:
        return _Result.EARLY
    if notice.outcome is Outcome.DELAYED:
        return _Result.MARKED if mails.delayed(entry.id, f"vertraagd: {notice.reason}") else _Result.KNOWN
    if not mails.bounced(entry.id, notice.reason):
        return _Result.KNOWN
    _log.error("mail %s: teruggekomen, %s; zie checkbot mail show %s", entry.id, notice.reason, entry.id)
    return _Result.MARKED
