"""How the companies that took the scan stand: counted from the newest finished scans, at most once an hour."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from fulfillment.assembly import the_bot
from fulfillment.report.peers import Peers, count
from fulfillment.settings import Settings
from fulfillment.storage.database import reading
from fulfillment.storage.finished import Finished
from fulfillment.storage.vault import Vault
from model.question import Given
from model.scoring import Result, score
from model.types import Model

_MOST = 1000
"""Scans that are counted: enough for a spread that is right to a few points, and quick to open however many are stored.
"""
_KEPT_SECONDS = 3600.0
_log = logging.getLogger(__name__)


class Standing:
    """Gives the peers for reports of the model in use. For the worker: opening the scans is too slow for a turn."""

    def __init__(
        self, settings: Settings, database: Engine, vault: Vault, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings = settings
        self._database = database
        self._vault = vault
        self._clock = clock
        self._counted: tuple[float, Peers] | None = None

    def __call__(self) -> Peers:
        """Give the peers, counted less than an hour ago."""
        if self._counted is None or self._clock() - self._counted[0] > _KEPT_SECONDS:
            self._counted = self._clock(), self._counted_now()
        return self._counted[1]

    def _counted_now(self) -> Peers:
        """Count; a report need not wait for numbers that can't be had."""
        try:
            return self._count()
        except SQLAlchemyError as error:
            _log.warning("vergelijking niet geteld: %s", type(error).__name__)
            return self._counted[1] if self._counted else Peers()

    def _count(self) -> Peers:
        model = the_bot(self._settings).model
        with reading(self._database) as connection:
            companies = Finished(connection, self._vault).companies(model.version, _MOST)
        return count(model, results(model, companies))


def results(model: Model, companies: Iterable[Given]) -> Iterator[Result]:
    """Score the companies that answered at least half of the quick scan: fewer answers say little of the whole."""
    for given in companies:
        result = score(model, given)
        if 2 * result.overall.answered >= len(model.quick_scan):
            yield result
