"""The worker against an outbox in memory: nothing is lost, nothing personal is logged."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest

from fulfillment.mail.message import compose
from fulfillment.mail.outbox import Letter, Outbox
from fulfillment.mail.retry import DeliveryFailed, Failure
from fulfillment.mail.worker import Round, deliver_due, run

from .conftest import NOW

LETTER = Letter("7", "report", "<7@voorbeeld.nl>", "noor@winkel.nl", "{}", 0, NOW)
GONE = Failure("ontvanger geweigerd (550 5.1.1)", 550)
BUSY = Failure("ontvanger geweigerd (451)", 451)


class MemoryOutbox:
    """An outbox in memory; `due` maps letter ids to the time from which they may be claimed."""

    def __init__(self, *letters: Letter) -> None:
        self.letters = {letter.id: letter for letter in letters}
        self.due = {letter.id: letter.created for letter in letters}
        self.done: list[str] = []
        self.failed: dict[str, str] = {}
        self.reasons: list[str] = []

    def claim(self, now: datetime) -> Letter | None:
        for key, at in self.due.items():
            if at <= now:
                self.due[key] = now + timedelta(minutes=10)
                return self.letters[key]
        return None

    def sent(self, letter: Letter) -> None:
        del self.due[letter.id]
        self.done.append(letter.id)

    def retry(self, letter: Letter, at: datetime, reason: str, *, unsure: bool) -> None:
        self.letters[letter.id] = replace(letter, attempts=letter.attempts + 1, unsure=letter.unsure + unsure)
        self.due[letter.id] = at
        self.reasons.append(reason)

    def fail(self, letter: Letter, reason: str) -> None:
        del self.due[letter.id]
        self.failed[letter.id] = reason


class Postbox:
    """A transport that keeps mails, after failing as often as it was given failures."""

    def __init__(self, *failures: Failure) -> None:
        self.failures = list(failures)
        self.mails: list[EmailMessage] = []
        self.closed = False

    def send(self, message: EmailMessage) -> None:
        if self.failures:
            raise DeliveryFailed(self.failures.pop(0))
        self.mails.append(message)

    def close(self) -> None:
        self.closed = True


def _write(letter: Letter) -> EmailMessage:
    return compose(
        sender="bot@voorbeeld.nl",
        recipient=letter.recipient,
        subject="Jullie rapport",
        text=letter.content,
        html=letter.content,
        inline={},
        message_id=letter.message_id,
        date=letter.created,
    )


def _deliver(
    outbox: Outbox,
    transport: Postbox,
    at: datetime = NOW,
    write: Callable[[Letter], EmailMessage] = _write,
) -> int:
    return deliver_due(outbox, write, transport, now=lambda: at, jitter=lambda: 0).sent


def test_all_due_mails_are_sent() -> None:
    outbox = MemoryOutbox(LETTER, replace(LETTER, id="8"))
    assert _deliver(outbox, Postbox()) == 2
    assert outbox.done == ["7", "8"]


def test_a_mail_that_is_not_due_waits() -> None:
    assert _deliver(MemoryOutbox(LETTER), Postbox(), NOW - timedelta(seconds=1)) == 0


def test_a_mail_that_fails_for_now_goes_out_later_under_the_same_id() -> None:
    outbox, postbox = MemoryOutbox(LETTER), Postbox(BUSY, BUSY)
    assert _deliver(outbox, postbox) == 0
    assert outbox.due == {"7": NOW + timedelta(minutes=1)}
    assert _deliver(outbox, postbox, NOW + timedelta(minutes=1)) == 0
    assert _deliver(outbox, postbox, NOW + timedelta(minutes=3)) == 1
    assert [mail["Message-ID"] for mail in postbox.mails] == ["<7@voorbeeld.nl>"]


def test_a_mail_that_is_refused_is_set_aside() -> None:
    outbox = MemoryOutbox(LETTER)
    assert _deliver(outbox, Postbox(GONE)) == 0
    assert outbox.failed == {"7": GONE.reason}


def test_one_failure_does_not_hold_up_the_next_mail() -> None:
    outbox = MemoryOutbox(LETTER, replace(LETTER, id="8"))
    assert _deliver(outbox, Postbox(BUSY)) == 1


@pytest.mark.parametrize("failure", [Failure("weg", down=True), Failure("geen antwoord", unsure=True)])
def test_a_server_that_takes_no_mail_ends_the_round(failure: Failure) -> None:
    outbox, postbox = MemoryOutbox(LETTER, replace(LETTER, id="8")), Postbox(failure)
    assert deliver_due(outbox, _write, postbox, now=lambda: NOW, jitter=lambda: 0) == Round(0, down=True)
    assert list(outbox.letters.values())[1].attempts == 0
    assert postbox.closed


def test_the_connection_is_closed_when_the_outbox_is_away() -> None:
    postbox = Postbox()
    with pytest.raises(ConnectionError):
        _deliver(FlakyOutbox(LETTER), postbox)
    assert postbox.closed


def test_a_server_that_is_down_is_left_in_peace_for_a_while() -> None:
    stop, asked = threading.Event(), []

    class Away(Postbox):
        def send(self, message: EmailMessage) -> None:  # noqa: ARG002
            asked.append(1)
            raise DeliveryFailed(Failure("weg", down=True))

    outbox = MemoryOutbox(*(replace(LETTER, id=str(n)) for n in range(99)))
    threading.Timer(0.3, stop.set).start()
    run(outbox, _write, Away(), stop=stop, pause=0.001, pause_when_down=0.1, now=lambda: NOW)
    assert 2 <= len(asked) <= 4


def test_a_mail_that_cannot_be_composed_is_kept_for_later() -> None:
    outbox = MemoryOutbox(replace(LETTER, recipient="noor@winkel.nl, dief@x.nl"))
    assert _deliver(outbox, Postbox()) == 0
    assert outbox.reasons[0].startswith("mail niet gemaakt of verstuurd: ValueError in message.py:")


def test_it_stops_trying_after_three_days() -> None:
    outbox = MemoryOutbox(replace(LETTER, attempts=20))
    _deliver(outbox, Postbox(BUSY), NOW + timedelta(days=3))
    assert "na 21 pogingen gestopt" in outbox.failed["7"]


def _broken(letter: Letter) -> EmailMessage:
    raise RuntimeError(f"kan {letter.recipient} niet schrijven")


@pytest.mark.parametrize("failures", [(), (BUSY,), (GONE,)])
@pytest.mark.parametrize("write", [_write, _broken])
def test_one_line_per_mail_and_nothing_personal_in_it(
    caplog: pytest.LogCaptureFixture,
    failures: tuple[Failure, ...],
    write: Callable[[Letter], EmailMessage],
) -> None:
    caplog.set_level(logging.DEBUG)
    _deliver(MemoryOutbox(LETTER), Postbox(*failures), write=write)
    (line,) = caplog.messages
    assert line.startswith("mail 7: ")
    assert "noor" not in caplog.text


def test_a_set_stop_ends_it_before_the_next_mail() -> None:
    outbox, stop = MemoryOutbox(LETTER), threading.Event()
    stop.set()
    assert deliver_due(outbox, _write, Postbox(), now=lambda: NOW, stop=stop).sent == 0


class FlakyOutbox(MemoryOutbox):
    """Cannot be reached the first time."""

    reached = False

    def claim(self, now: datetime) -> Letter | None:
        if not self.reached:
            self.reached = True
            raise ConnectionError("noor@winkel.nl")
        return super().claim(now)


class LastPostbox(Postbox):
    """Stops the worker once a mail is in."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__()
        self.stop = stop

    def send(self, message: EmailMessage) -> None:
        super().send(message)
        self.stop.set()


def test_the_loop_outlives_an_outbox_that_is_away(caplog: pytest.LogCaptureFixture) -> None:
    stop = threading.Event()
    outbox = FlakyOutbox(LETTER)
    run(outbox, _write, LastPostbox(stop), stop=stop, pause=0.001, now=lambda: NOW)
    assert outbox.done == ["7"]
    assert caplog.messages[0].startswith("postvak niet bereikbaar: ConnectionError in test_worker.py:")
    assert "noor" not in caplog.text
