"""Bring the tables up to date in a process of its own: what that loads would stay in every web process."""

import signal
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from fulfillment.errors import CheckbotError
from fulfillment.storage.database import is_newest, open_database, upgrade
from fulfillment.web import COPYING, end_with_parent


def upgrade_apart(url: str) -> None:
    """Bring the tables of this database up to date, if they are not, and leave no connection open.

    Raises sqlalchemy.exc.SQLAlchemyError when the database does not take it, and CheckbotError when that process ends
    before it is done.
    """
    database = open_database(url, for_turns=False)
    try:
        if is_newest(database):
            return
    finally:
        database.dispose()
    context: Any = get_context(COPYING)  # what it gives for a name that is no literal has no Process, for mypy
    heard, told = context.Pipe(duplex=False)
    process = context.Process(target=_upgrade, args=(url, told), name="tabellen", daemon=True)
    process.start()
    told.close()
    try:
        trouble = heard.recv()
    except EOFError:
        trouble = CheckbotError("de tabellen bijwerken is afgebroken: start de dienst opnieuw")
    process.join()
    if trouble:
        raise trouble


def _upgrade(url: str, told: Connection) -> None:
    # Whatever stops this process, the tables stay as they were: it is one transaction.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    end_with_parent()
    database = open_database(url, for_turns=False)
    try:
        upgrade(database)
    except (SQLAlchemyError, OSError) as error:
        told.send(error)
    else:
        told.send(None)
    finally:
        database.dispose()
