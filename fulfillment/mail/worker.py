"""Delivers what lies in the outbox. Every mail ends as sent, put back or set aside; none is lost."""

import logging
import random
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from fulfillment.mail.outbox import Letter, Outbox
from fulfillment.mail.retry import Failure, GiveUp, decide
from fulfillment.mail.transport import DeliveryFailed, Transport

Write = Callable[[Letter], EmailMessage]
Clock = Callable[[], datetime]
Jitter = Callable[[], float]

_log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """Give the time, aware."""
    return datetime.now(UTC)


def deliver_due(
    outbox: Outbox,
    write: Write,
    transport: Transport,
    *,
    now: Clock = utc_now,
    jitter: Jitter = random.random,
    stop: threading.Event | None = None,
) -> int:
    """Deliver all mails that are due, until `stop` is set, and give the number sent.

    `write` composes a letter; `jitter` gives numbers from 0 to 1. Only an error of the outbox itself is
    raised: the lease on the mail in hand then runs out, and it is delivered again under the same Message-ID.
    """
    count = 0
    while not (stop and stop.is_set()) and (letter := outbox.claim(now())) is not None:
        failure = _attempt(letter, write, transport)
        if failure is None:
            outbox.sent(letter)
            _log.info("mail %s: verstuurd", letter.id)
            count += 1
        else:
            _put_back(outbox, letter, failure, now(), jitter())
    return count


def run(
    outbox: Outbox,
    write: Write,
    transport: Transport,
    *,
    stop: threading.Event,
    pause: float,
    now: Clock = utc_now,
    jitter: Jitter = random.random,
) -> None:
    """Deliver until `stop` is set, looking again every `pause` seconds, also after an error of the outbox."""
    while not stop.is_set():
        try:
            deliver_due(outbox, write, transport, now=now, jitter=jitter, stop=stop)
        except Exception as error:  # noqa: BLE001 - a database that is away for a while must not end the worker
            _log.error("postvak niet bereikbaar: %s", _where(error))
        stop.wait(pause)


def _attempt(letter: Letter, write: Write, transport: Transport) -> Failure | None:
    try:
        transport.send(write(letter))
    except DeliveryFailed as error:
        return error.failure
    except Exception as error:  # noqa: BLE001 - whatever goes wrong, the letter must go back into the outbox
        return Failure(f"mail niet gemaakt of verstuurd: {_where(error)}")
    return None


def _put_back(outbox: Outbox, letter: Letter, failure: Failure, now: datetime, jitter: float) -> None:
    decision = decide(letter.attempts + 1, failure, letter.created, now, jitter)
    if isinstance(decision, GiveUp):
        outbox.fail(letter, decision.reason)
        _log.error("mail %s: opgegeven, %s", letter.id, decision.reason)
    else:
        outbox.retry(letter, decision.at, failure.reason)
        _log.warning("mail %s: opnieuw vanaf %s, %s", letter.id, decision.at.isoformat(), failure.reason)


def _where(error: Exception) -> str:
    """Give type and place of an error. Not its text: that may quote an address or a password."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" in {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"
