"""The doors for monitoring, and the trace of every request."""

import hmac
import logging
import threading
from collections.abc import Callable, Set
from time import perf_counter

from flask import Flask, Response, jsonify, request
from sqlalchemy import Engine

from fulfillment.operation.live import Live
from fulfillment.operation.metrics import Metrics
from fulfillment.operation.readiness import Readiness
from fulfillment.operation.trace import begin, close, current

_log = logging.getLogger(__name__)
_ID = "X-Request-Id"
_PROBES = {"/healthz", "/readyz", "/metrics"}
LEARNED = "checkbot.learned"
"""The extension that is set when the bot has learned all it must."""


def add_operation(
    app: Flask,
    database: Engine,
    channels: Set[str],
    *,
    token: str,
    log_requests: bool,
    from_elsewhere: Callable[[], bool],
) -> None:
    """Add the doors for monitoring, and trace every request, in the log too with `log_requests`; `channels` are the
    endpoints of turns.

    The metrics are for callers on this machine, and for whoever has `token` ("" for nobody).
    """
    learned = app.extensions[LEARNED] = threading.Event()
    readiness = Readiness(database, learned.is_set)
    metrics = Metrics(Live(database, readiness))

    def ready() -> tuple[Response, int]:
        checks = readiness()
        shown = {check: _word(fine=fine) for check, fine in checks.items()}
        fine = all(checks.values())
        return jsonify(status=_word(fine=fine), checks=shown), 200 if fine else 503

    def scraped() -> Response | tuple[Response, int]:
        if from_elsewhere() and not _bears(token, request.headers.get("Authorization", "")):
            return jsonify(error="Forbidden"), 403
        return Response(metrics.written(), content_type="text/plain; version=0.0.4; charset=utf-8")

    app.add_url_rule("/healthz", "healthz", lambda: jsonify(status="ok"))
    app.add_url_rule("/readyz", "readyz", ready)
    app.add_url_rule("/metrics", "metrics", scraped)
    _trace_requests(app, metrics, channels, log_requests=log_requests)


def _trace_requests(app: Flask, metrics: Metrics, channels: Set[str], *, log_requests: bool) -> None:
    @app.before_request
    def traced() -> None:
        rule = request.url_rule
        channel = rule.endpoint if rule and rule.endpoint in channels else ""
        begin(request.headers.get(_ID, ""), rule.rule if rule else "", channel)

    @app.after_request
    def told(response: Response) -> Response:
        if (trace := current()) is None:
            return response
        response.headers[_ID] = trace.id
        if trace.door not in _PROBES:
            metrics.count(trace, response.status_code)
            if log_requests:
                took = round((perf_counter() - trace.began) * 1000, 1)
                _log.info("verzoek", extra={"status": response.status_code, "ms": took})
        close()
        return response


def _word(*, fine: bool) -> str:
    return "ok" if fine else "fail"


def _bears(token: str, given: str) -> bool:
    return bool(token) and hmac.compare_digest(given.encode(errors="replace"), f"Bearer {token}".encode())
