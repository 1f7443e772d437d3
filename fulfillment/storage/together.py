"""The transactions of one process: on PostgreSQL a few at once; on SQLite, where only one can be open at a time, those
that come together reach the disk together.

There each waits for the disk before it is answered, as it would alone; but those that came while one was waiting share
the next one's wait, and only one thread of a process asks for the file's lock.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from threading import Lock, Semaphore
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from fulfillment.storage import driver
from fulfillment.storage.driver import BEGIN_WRITING, COMMIT, ROLLBACK
from fulfillment.storage.held import Held
from fulfillment.storage.rehearsal import Rehearsed, in_few_trips
from fulfillment.storage.settled import settled
from fulfillment.storage.turnstile import Turnstile

_Result = TypeVar("_Result")
_MOST = 32
"""Transactions that are one at most: together they take a few hundredths of a second."""
_WAITED = 1.0
"""Seconds after which somebody who waits shares the failure of who went before: an own try would come too late."""
_FEW, _PATIENCE = 4, 0.1
"""On PostgreSQL: transactions of a process at once, and the seconds after which one more goes on all the same. Of many,
the threads mostly wait for Python's lock; but where the server is far away, they mostly wait for that."""


class _Spoiled(Exception):  # noqa: N818 - reads as what happened
    """One of several failed, and took the others along."""


@dataclass
class _Job:
    work: Rehearsed[Any]
    done: bool = False
    result: Any = None
    error: BaseException | None = None
    since: float = field(default_factory=time.monotonic)

    def ends(self, result: Any = None, error: BaseException | None = None) -> None:
        self.result, self.error, self.done = result, error, True


class Together:
    """Does work on one database for the threads of one process."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._held = Held(database)
        self._turnstile = Turnstile(database.url)
        self._alone = database.dialect.name != "sqlite"
        self._waiting: list[_Job] = []
        self._joining, self._leading = Lock(), Lock()
        self._few = Semaphore(_FEW)

    def settled(self, work: Callable[[Connection], _Result]) -> _Result:
        """Do `work` in a transaction and give what it gives, as storage.settled does; when this returns, it is durable.
        It may be begun more than once, so all that counts must go through its connection.

        What `work` raises is raised here and nowhere else; when no transaction can be had, those that wait for long
        get to know.
        """
        if self._alone:
            with self._few_at_once():
                return settled(self._database, partial(in_few_trips, work))
        job = _Job(Rehearsed(work, self._held))
        with self._joining:
            self._waiting.append(job)
        with self._leading:
            if not job.done:
                self._lead()
        if job.error:
            raise job.error
        result: _Result = job.result
        return result

    @contextmanager
    def _few_at_once(self) -> Iterator[None]:
        passed = self._few.acquire(timeout=_PATIENCE)
        try:
            yield
        finally:
            if passed:
                self._few.release()

    def _lead(self) -> None:
        """Do what waits, for all."""
        with self._turnstile.passed():
            # Who came while we waited goes along.
            self._do(self._next(_MOST))

    def _do(self, jobs: list[_Job]) -> None:
        try:
            if self._written(jobs):
                return
            results = settled(self._database, lambda connection: _all(jobs, connection))
        except _Spoiled:
            self._one_by_one(jobs)
        except BaseException as error:  # noqa: BLE001 - raised in the threads that wait for it
            for job in [*jobs, *(self._too_late() if isinstance(error, OperationalError) else [])]:
                job.ends(error=error)
        else:
            for job, result in zip(jobs, results, strict=True):
                job.ends(result)

    def _written(self, jobs: list[_Job]) -> bool:
        """Write what all of them came to beforehand, in one transaction; give False, with nothing written, when that is
        not enough for one of them. Raises sqlalchemy.exc.OperationalError when no transaction can be had."""
        with self._held.one() as connection:
            driver.run(connection, BEGIN_WRITING)
            try:
                done = all(job.work.repeated(connection) for job in jobs)
                driver.run(connection, COMMIT if done else ROLLBACK)
            except BaseException as error:
                # A transaction that stays open would keep everybody out.
                _drop(connection)
                if not isinstance(error, DBAPIError):
                    raise
                # The usual way meets it again, and tells whom it concerns.
                done = False
        for job in jobs if done else ():
            job.ends(job.work.result)
        return done

    def _next(self, most: int) -> list[_Job]:
        with self._joining:
            jobs, self._waiting = self._waiting[:most], self._waiting[most:]
        return jobs

    def _too_late(self) -> list[_Job]:
        """Take those that can't wait for another try."""
        before = time.monotonic() - _WAITED
        with self._joining:
            late = [job for job in self._waiting if job.since < before]
            self._waiting = [job for job in self._waiting if job.since >= before]
        return late

    def _one_by_one(self, jobs: list[_Job]) -> None:
        for job in jobs:
            try:
                job.ends(settled(self._database, job.work))
            except BaseException as error:  # noqa: BLE001 - raised in the thread that waits for it
                job.ends(error=error)


def _drop(connection: Connection) -> None:
    open_still = connection.connection.dbapi_connection
    connection.invalidate()
    if open_still:
        open_still.close()


def _all(jobs: list[_Job], connection: Connection) -> list[Any]:
    if len(jobs) == 1:
        return [jobs[0].work(connection)]
    try:
        return [job.work(connection) for job in jobs]
    except Exception as error:
        raise _Spoiled from error
