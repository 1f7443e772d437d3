"""What is counted and timed of every request, for Prometheus. Labels are words of ours, of which there are few: nothing
that a caller sends becomes one."""

from itertools import count
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from fulfillment.operation.shared import folder
from fulfillment.operation.trace import STEPS, WRITE, Trace

_TURN = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8)
_STEP = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3)
_SAMPLED = 8
"""Of so many turns of a process one is timed by step: twelve figures cost more than all others together."""
_OK = 200


class Metrics:
    """The counters of this process. What is scraped are those of all processes of the service, and what the `live`
    collectors find at that moment."""

    def __init__(self, *live: Collector) -> None:
        own = CollectorRegistry()
        self._turns = Counter(
            "checkbot_turns", "Turns by channel and how they ended", ["channel", "outcome"], registry=own
        )
        self._refused = Counter(
            "checkbot_refused", "Callers that could not be verified", ["channel", "reason"], registry=own
        )
        self._failures = Counter(
            "checkbot_failures", "Turns that ended in the apology", ["channel", "cause"], registry=own
        )
        self._heard = Counter("checkbot_heard", "What turns were taken for", ["channel", "kind"], registry=own)
        self._pages = Counter("checkbot_pages", "Pages by door and status", ["door", "status"], registry=own)
        self._turn = Histogram("checkbot_turn_seconds", "A turn", ["channel"], buckets=_TURN, registry=own)
        self._step = Histogram(
            "checkbot_step_seconds",
            "A step of one turn in eight",
            ["channel", "step"],
            buckets=_STEP,
            registry=own,
        )
        self._numbers = count()
        self._channels: dict[str, tuple[Histogram, dict[str, Histogram]]] = {}
        self._scraped = CollectorRegistry() if folder() else own
        if folder():
            MultiProcessCollector(self._scraped)  # type: ignore[no-untyped-call]
        for collector in live:
            self._scraped.register(collector)

    def count(self, trace: Trace, status: int) -> None:
        """Count a request that was answered with `status`."""
        if not trace.channel:
            self._pages.labels(trace.door, status).inc()
            return
        outcome = trace.outcome or ("answered" if status == _OK else "rejected")
        self._turns.labels(trace.channel, outcome).inc()
        if outcome == "refused":
            self._refused.labels(trace.channel, trace.reason).inc()
        if outcome == "failed":
            self._failures.labels(trace.channel, trace.reason).inc()
        if outcome == "answered":
            self._time(trace)

    def _time(self, trace: Trace) -> None:
        trace.lap(WRITE)
        if trace.heard:
            self._heard.labels(trace.channel, trace.heard).inc()
        turn, steps = self._timed(trace.channel)
        turn.observe(perf_counter() - trace.began)
        if next(self._numbers) % _SAMPLED:
            return
        for step, seconds in trace.steps.items():
            steps[step].observe(seconds)

    def _timed(self, channel: str) -> tuple[Histogram, dict[str, Histogram]]:
        """Give the histograms of a channel, looked up once: that takes longer than counting."""
        found = self._channels.get(channel)
        if found is None:
            steps = {step: self._step.labels(channel, step) for step in STEPS}
            found = self._channels[channel] = self._turn.labels(channel), steps
        return found

    def written(self) -> bytes:
        """Give everything in Prometheus' text format."""
        return generate_latest(self._scraped)
