"""The address of the respondent's account: asked for once, read back, never used without a yes."""

import pytest

from fulfillment.conversation.engine import advance
from fulfillment.conversation.reply import Expects, Reply, Wants
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.turn import Event
from tests.conversation.test_engine import BOT, finished, say, turn

FOUND = "sanne@voorbeeld.nl"


def asked() -> Session:
    session, reply = say(finished(), "ja")
    assert session.step is Step.ADDRESS
    assert reply.wants is Wants.ACCOUNT
    return session


def looked_up(session: Session, address: str = FOUND) -> tuple[Session, Reply]:
    return advance(BOT, session, turn(address, Event.ACCOUNT))


def not_allowed(session: Session) -> tuple[Session, Reply]:
    return advance(BOT, session, turn(event=Event.NO_CONSENT))


def test_the_account_is_asked_once() -> None:
    session, reply = say(asked(), "herhaal")
    assert session.step is Step.ADDRESS
    assert reply.wants is None


def test_nothing_else_asks_the_account() -> None:
    session = finished()
    for words in ("ja", "jan punt jansen", "voorbeeld punt nl", "nee"):
        session, reply = say(session, words)
        assert (reply.wants is Wants.ACCOUNT) == (words == "ja")


def test_its_address_is_read_back_and_used_after_a_yes() -> None:
    session, reply = looked_up(asked())
    assert session.address is None
    assert reply.speech.startswith("Bij je account hoort al een adres. Ik heb: s, a, n, n, e, ")
    assert reply.manner.spelled in reply.speech
    assert reply.expects is Expects.YES_NO
    assert say(session, "ja")[0].address == FOUND


def test_another_address_is_no_failed_try() -> None:
    session, reply = say(looked_up(asked())[0], "nee")
    assert session.step is Step.ADDRESS
    assert session.tries == 0
    assert reply.wants is None
    assert reply.speech.startswith("Prima, dan een ander adres.")
    session, _ = say(session, "jan@voorbeeld.nl", "nee")
    assert session.tries == 1


def test_a_correction_of_the_address_that_was_read_back_is_heard() -> None:
    session, _ = say(looked_up(asked())[0], "nee, jan apenstaartje voorbeeld punt nl")
    assert session.pending == "jan@voorbeeld.nl"


@pytest.mark.parametrize("address", ["", "geen adres", "a@b", "<script>@voorbeeld.nl", "x" * 300 + "@voorbeeld.nl"])
def test_what_is_no_address_is_not_read_back(address: str) -> None:
    session, reply = looked_up(asked(), address)
    assert session.step is Step.ADDRESS
    assert session.pending is None
    assert reply.wants is None


@pytest.mark.parametrize("event", [Event.ACCOUNT, Event.NO_CONSENT])
def test_an_address_nobody_wants_any_more_changes_nothing(event: Event) -> None:
    before = finished()
    session, reply = advance(BOT, before, turn(FOUND, event))
    assert session.step is before.step
    assert session.address is None
    assert session.pending is None
    assert reply.expects is Expects.YES_NO


def test_who_has_not_allowed_it_is_told_how_and_may_dictate() -> None:
    session, reply = not_allowed(asked())
    assert reply.wants is Wants.CONSENT
    assert 'Sta dat toe in de app en zeg "klaar".' in reply.speech
    assert len(reply.speech.split()) <= 45
    assert say(session, "jan@voorbeeld.nl")[0].pending == "jan@voorbeeld.nl"


@pytest.mark.parametrize("words", ["klaar", "ja", "ja, gedaan", "ik heb het aangezet", "oké klaar", "is geregeld"])
def test_who_has_allowed_it_now_has_it_looked_up(words: str) -> None:
    session, reply = say(not_allowed(asked())[0], words)
    assert reply.wants is Wants.ACCOUNT
    assert looked_up(session)[0].pending == FOUND


def test_without_the_request_for_consent_klaar_is_no_address() -> None:
    assert say(asked(), "ja")[1].wants is None
