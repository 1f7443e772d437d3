"""Whether this process can do its work: asked often, answered cheaply."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from fulfillment.storage.database import reading
from fulfillment.storage.depth import overdue
from fulfillment.storage.revision import up_to_date

LATEST = 600.0
"""Seconds that a mail may be late. A worker takes mails up within a second, or half a minute after a failure."""
_KEPT_SECONDS = 1.0
_UNKNOWN = {"database": False, "revision": False, "model": False, "outbox": False}


class Readiness:
    """Looks at database, revision, model and outbox at most once a second, in one thread at a time: however often it is
    asked, and however slow the database is, it keeps nobody's turn waiting."""

    def __init__(
        self, database: Engine, learned: Callable[[], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._learned = learned
        self._clock = clock
        self._looking = threading.Lock()
        self._seen: tuple[float, dict[str, bool]] = (float("-inf"), _UNKNOWN)

    def __call__(self) -> dict[str, bool]:
        """Give what is in order: database reachable, tables at the newest revision, model learned, no mail late."""
        if self._clock() - self._seen[0] > _KEPT_SECONDS and self._looking.acquire(blocking=False):
            try:
                self._seen = (self._clock(), self._look())
            finally:
                self._looking.release()
        return self._seen[1]

    def _look(self) -> dict[str, bool]:
        found = {**_UNKNOWN, "model": self._learned()}
        try:
            with reading(self._database) as connection:
                found["database"] = connection.exec_driver_sql("SELECT 1").scalar() == 1
                found["revision"] = up_to_date(connection)
                found["outbox"] = overdue(connection, datetime.now(UTC)) <= LATEST
        except SQLAlchemyError:
            # What could not be looked at is not in order; the answer says so, and each turn that fails is logged.
            return found
        return found
