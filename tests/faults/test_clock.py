"""The clock jumps, forward and back: a conversation goes on, and a mail goes out once. More than the days in which a
scan can be taken up is another thing: then it begins anew, as it should."""

from datetime import timedelta

import pytest

from fulfillment.conversation.turn import Turn
from tests.conftest import BOTH, Service
from tests.test_conversations import AT, Caller, conversations

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@BOTH
@pytest.mark.parametrize("jump", [-6 * DAY, -DAY, -HOUR, HOUR, DAY, 6 * DAY], ids=str)
def test_a_clock_that_jumps_within_a_scan_loses_no_answer(service: Service, jump: timedelta) -> None:
    caller = Caller(conversations(service))
    caller.begin()
    assert "op één plek." in caller.say("de tweede").speech
    assert "alleen bij servicevragen." in caller.say("de tweede", at=AT + jump).speech
    assert "vraag 3 van 20" in caller.say("hoe ver zijn we", at=AT).speech


@BOTH
def test_a_repeated_request_is_known_though_the_clock_went_back(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.begin()
    first = caller.say("de tweede")
    earlier: Turn = caller.turn
    assert caller.conversations.converse(earlier) == first
    caller.turn = earlier.__class__(**{**vars(earlier), "at": AT - DAY})
    assert caller.again() == first


@BOTH
def test_a_scan_that_ends_while_the_clock_is_wrong_is_mailed_once(service: Service) -> None:
    caller = Caller(conversations(service), at=AT - 3 * DAY)
    caller.through_the_scan()
    assert "onderweg" in caller.say("ja", at=AT + 3 * DAY).speech
    assert len(service.deliver()) == 1
    assert len(service.deliver()) == 1
