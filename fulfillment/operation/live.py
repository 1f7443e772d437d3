"""What is looked up when somebody scrapes: readiness, outbox, and what the processes use."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from fulfillment.operation.processes import usages
from fulfillment.storage.database import reading
from fulfillment.storage.depth import depths, overdue


class Live(Collector):
    """Gives the figures of this moment. Those of the outbox are absent while the database is away."""

    def __init__(self, database: Engine, readiness: Callable[[], dict[str, bool]]) -> None:
        self._database = database
        self._readiness = readiness

    def describe(self) -> Iterable[Metric]:
        """Name nothing beforehand: registering must not ask the database."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Give readiness, processes and outbox."""
        ready = GaugeMetricFamily("checkbot_ready", "1 when in order, 0 when not", labels=["check"])
        for check, fine in self._readiness().items():
            ready.add_metric([check], float(fine))
        yield ready
        yield from _processes()
        try:
            yield from self._outbox()
        except SQLAlchemyError:
            return

    def _outbox(self) -> list[Metric]:
        number = GaugeMetricFamily("checkbot_outbox_mails", "Mails by state", labels=["state"])
        age = GaugeMetricFamily("checkbot_outbox_age_seconds", "Age of the oldest mail by state", labels=["state"])
        tried = GaugeMetricFamily("checkbot_outbox_retried_mails", "Mails that wait for another try")
        late = GaugeMetricFamily("checkbot_outbox_overdue_seconds", "How late the mail is that waits longest")
        now = datetime.now(UTC)
        with reading(self._database) as connection:
            found, latest = depths(connection), overdue(connection, now)
        for state, depth in found.items():
            number.add_metric([state], depth.number)
            age.add_metric([state], max(0.0, (now - depth.oldest).total_seconds()) if depth.oldest else 0.0)
        tried.add_metric([], found["queued"].tried)
        late.add_metric([], latest)
        return [number, age, tried, late]


def _processes() -> list[Metric]:
    labels = ["role", "pid"]
    cpu = CounterMetricFamily("checkbot_process_cpu_seconds", "CPU time of a process", labels=labels)
    memory = GaugeMetricFamily("checkbot_process_memory_bytes", "Resident memory of a process", labels=labels)
    for usage in usages():
        cpu.add_metric([usage.role, str(usage.pid)], usage.cpu)
        memory.add_metric([usage.role, str(usage.pid)], usage.memory)
    return [cpu, memory]
