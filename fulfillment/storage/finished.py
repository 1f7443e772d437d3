"""Finished scans: the scan, its report and its mail, written in one transaction, what was said sealed."""

import json
from datetime import datetime

from sqlalchemy import Connection, insert

from fulfillment.conversation.session import Session
from fulfillment.storage.outbox import QUEUED
from fulfillment.storage.tables import mails, reports, scans
from fulfillment.storage.vault import Vault


def finish(
    connection: Connection,
    vault: Vault,
    session: Session,
    *,
    scan_id: str,
    report: str,
    message_id: str,
    at: datetime,
) -> None:
    """Write the finished scan and its report, and its mail when there is an address. At most once per session."""
    connection.execute(
        insert(scans).values(
            id=scan_id,
            session=session.id,
            model_version=session.model_version,
            given=vault.seal(json.dumps(dict(session.given))),
            finished=at,
        )
    )
    connection.execute(insert(reports).values(scan=scan_id, content=vault.seal(report)))
    if session.address:
        connection.execute(
            insert(mails).values(
                id=scan_id,
                scan=scan_id,
                message_id=message_id,
                recipient=vault.seal(session.address),
                state=QUEUED,
                attempts=0,
                due=at,
                created=at,
                reason="",
            )
        )
