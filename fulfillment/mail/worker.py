"""Delivers what lies in the outbox. Every mail ends as sent, put back or set aside; none is lost."""

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from fulfillment.mail.outbox import Letter, Outbox
from fulfillment.mail.retry import Failure, GiveUp, decide, exhausted
from fulfillment.mail.transport import DeliveryFailed, Transport

Write = Callable[[Letter], EmailMessage]
Clock = Callable[[], datetime]
Jitter = Callable[[], float]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Round:
    """What came of a round: the number of mails sent, and whether it ended because none gets out."""

    sent: int
    down: bool = False


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
) -> Round:
    """Deliver all mails that are due, until `stop` is set or no mail gets out any more.

    `write` composes a letter; `jitter` gives numbers from 0 to 1. Only an error of the outbox itself is
    raised: the lease on the mail in hand then runs out, and it is delivered again under the same Message-ID.
    """
    sent = 0
    try:
        while not (stop and stop.is_set()) and (letter := outbox.claim(now())) is not None:
            failure = _deliver(outbox, letter, write, transport, now, jitter)
            if failure is None:
                sent += 1
            elif failure.down or failure.unsure:
                return Round(sent, down=True)
    finally:
        transport.close()
    return Round(sent)


def run(
    outbox: Outbox,
    write: Write,
    transport: Transport,
    *,
    stop: threading.Event,
    pause: float,
    pause_when_down: float = 30,
    now: Clock = utc_now,
    jitter: Jitter = random.random,
) -> None:
    """Deliver until `stop` is set, looking again every `pause` seconds, also after an error of the outbox.

    When no mail gets out it waits `pause_when_down` seconds, so that not every mail in the queue uses up its attempts
    on a server that is away.
    """
    while not stop.is_set():
        down = False
        try:
            down = deliver_due(outbox, write, transport, now=now, jitter=jitter, stop=stop).down
        except Exception as error:  # noqa: BLE001 - a database that is away for a while must not end the worker
            _log.error("postvak niet bereikbaar: %s", _where(error))
        stop.wait(pause_when_down if down else pause)


def _deliver(
    outbox: Outbox, letter: Letter, write: Write, transport: Transport, now: Clock, jitter: Jitter
) -> Failure | None:
    """Deliver one letter and note what came of it; give why it did not go out."""
    if given_up := exhausted(letter.attempts):
        _give_up(outbox, letter, given_up)
        return Failure(given_up.reason)
    failure = _attempt(letter, write, transport)
    if failure is None:
        outbox.sent(letter)
        _log.info("mail %s: verstuurd", letter.id)
    else:
        _put_back(outbox, letter, failure, now(), jitter())
    return failure


def _attempt(letter: Letter, write: Write, transport: Transport) -> Failure | None:
    try:
        transport.send(write(letter))
    except DeliveryFailed as error:
        return error.failure
    except Exception as error:  # noqa: BLE001 - whatever goes wrong, the letter must go back into the outbox
        return Failure(f"mail niet gemaakt of verstuurd: {_where(error)}")
    return None


def _put_back(outbox: Outbox, letter: Letter, failure: Failure, now: datetime, jitter: float) -> None:
    decision = decide(letter.attempts + 1, failure, letter.created, now, jitter, letter.unsure)
    if isinstance(decision, GiveUp):
        _give_up(outbox, letter, decision)
    else:
        outbox.retry(letter, decision.at, failure.reason, unsure=failure.unsure)
        _log.warning("mail %s: opnieuw vanaf %s, %s", letter.id, decision.at.isoformat(), failure.reason)


def _give_up(outbox: Outbox, letter: Letter, decision: GiveUp) -> None:
    outbox.fail(letter, decision.reason)
    _log.error("mail %s: opgegeven, %s; zie checkbot mail show %s", letter.id, decision.reason, letter.id)


def _where(error: Exception) -> str:
    """Give type and place of an error. Not its text: that may quote an address or a password."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" in {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"
