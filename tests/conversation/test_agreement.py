"""Which yes is a consent, and in which words it was asked for."""

from dataclasses import replace

import pytest

from fulfillment.conversation.agreement import Agreement, asked, given, withdrawn
from fulfillment.conversation.reply import Expects, Reply
from fulfillment.conversation.session import Account, Session, Step

FRESH = Session("s", "1")
AGREED = replace(FRESH, consented=True, step=Step.QUESTION)
READ_BACK = replace(AGREED, step=Step.CONFIRM, pending="a@b.nl", account=Account.GIVEN)


def said(speech: str, *, ends: bool = False) -> Reply:
    return Reply(speech, 1, expects=Expects.NOTHING if ends else Expects.YES_NO)


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (FRESH, AGREED, (Agreement.TAKE_PART,)),
        (AGREED, AGREED, ()),
        (AGREED, replace(AGREED, handovers=1), (Agreement.HAND_OVER,)),
        (FRESH, replace(FRESH, handovers=1), (Agreement.HAND_OVER,)),
        (AGREED, AGREED.filling("contact", "ja"), (Agreement.LATER_CONTACT,)),
        (AGREED, AGREED.filling("contact", "nee"), ()),
        (AGREED, AGREED.filling("compare", "ja"), (Agreement.COMPARE,)),
        (AGREED.filling("compare", "ja"), AGREED.filling("compare", "ja"), ()),
        (READ_BACK, replace(READ_BACK, address="a@b.nl", pending=None), (Agreement.ACCOUNT_ADDRESS,)),
        (READ_BACK, replace(READ_BACK, pending=None), ()),
        (replace(READ_BACK, account=Account.ASKED), replace(READ_BACK, address="a@b.nl"), ()),
    ],
)
def test_what_was_agreed_to_in_one_turn(before: Session, after: Session, kinds: tuple[Agreement, ...]) -> None:
    assert given(before, after) == kinds


def test_who_starts_over_takes_back_what_is_asked_again() -> None:
    before = AGREED.filling("contact", "ja").filling("compare", "ja")
    assert set(withdrawn(before, AGREED)) == {Agreement.COMPARE, Agreement.LATER_CONTACT}
    assert withdrawn(before, before) == ()


def test_the_words_are_all_that_was_said_to_ask() -> None:
    first = replace(FRESH, asked=asked(FRESH, FRESH, said("Doe je mee?")))
    assert asked(first, first, said("Ik leg het uit. Doe je mee?")) == ("Doe je mee?", "Ik leg het uit. Doe je mee?")


def test_another_question_begins_anew() -> None:
    before = replace(FRESH, asked=("Doe je mee?",))
    assert asked(before, FRESH.at(Step.REACH), said("Welk nummer?")) == ("Welk nummer?",)
    assert asked(before, AGREED, said("Op hoeveel plekken?")) == ()


def test_asking_for_a_person_is_one_consent_until_the_last_yes() -> None:
    before = replace(FRESH.at(Step.REACH), asked=("Een collega leest dit. Welk nummer?",))
    assert len(asked(before, FRESH.at(Step.REACHED), said("Klopt dat?"))) == 2


def test_after_a_goodbye_nothing_is_asked() -> None:
    assert asked(FRESH, FRESH, said("Tot ziens!", ends=True)) == ()


def test_of_an_asking_without_end_the_first_and_the_last_words_are_kept() -> None:
    session = FRESH
    for count in range(20):
        session = replace(session, asked=asked(session, FRESH, said(str(count))))
    assert session.asked == ("0", "17", "18", "19")
