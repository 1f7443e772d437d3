"""Events: one of every turn, in its transaction; nobody's words, and gone when their session is erased."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from sqlalchemy import Row, select

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.heard import Kind
from fulfillment.conversation.note import Milestone
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Step
from fulfillment.conversation.turn import Event
from fulfillment.storage.finished import Finished
from fulfillment.storage.tables import events, mails, sessions
from fulfillment.storage.vault import Vault
from fulfillment.tidying import purge
from local_sim.platforms.alexa import Alexa
from tests.conftest import KEY, Service
from tests.test_code import failed_address
from tests.test_conversations import AT, MODEL, Caller, conversations, count
from voice_models.contract import contract

VAULT = Vault((KEY,))

MIDNIGHT = AT.astimezone(ZoneInfo("Europe/Amsterdam")).replace(hour=0)


def kept(service: Service) -> list[Row[Any]]:
    with service.database.begin() as connection:
        return list(connection.execute(select(events).order_by(events.c.id)))


def test_every_turn_leaves_one_event(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.begin()
    caller.say("de tweede")
    found = [(event.step, event.asked, event.kind, event.milestone, event.led_to) for event in kept(service)]
    assert found == [
        ("consent", "", "opened", "", "consent"),
        ("consent", "", "yes_no", "consented", "name"),
        ("slot", "name", "command", "", "scope-kanalen"),
        ("question", "scope-kanalen", "answer", "", "scope-klantreis"),
    ]


def test_a_repeated_and_an_overtaken_turn_leave_none(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.begin()
    caller.say("de tweede", heard=caller.last.number)
    before = count(service, events)
    caller.again()
    caller.say("de derde", heard=2)
    assert count(service, events) == before


def test_a_failed_turn_leaves_none(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = Caller(conversations(service))
    caller.through_the_scan()
    before = count(service, events)

    def full_disk(*_: Any, **__: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Finished, "scan", full_disk)
    with pytest.raises(OSError, match="no space"):
        caller.say("ja", heard=caller.last.number)
    assert count(service, events) == before


def test_the_door_tells_how_long_a_turn_took(service: Service) -> None:
    service.call(Alexa()).start()
    (opened,) = kept(service)
    assert 0 < opened.took < 10_000
    assert opened.channel == "alexa"


def test_who_has_everything_erased_leaves_only_that(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.through_the_scan()
    caller.say("ja")
    caller.say("verwijder mijn gegevens")
    caller.say("ja")
    assert_only(kept(service), Milestone.ERASED)


@pytest.mark.parametrize(
    ("goodbye", "milestone"),
    [({"words": "nee"}, Milestone.REFUSED), ({"event": Event.END}, Milestone.LEFT)],
)
def test_who_does_not_agree_leaves_only_that(service: Service, goodbye: dict[str, Any], milestone: Milestone) -> None:
    caller = Caller(conversations(service))
    caller.open()
    caller.say("paarse krokodil")
    caller.send(**goodbye)
    assert_only(kept(service), milestone)


def assert_only(found: list[Row[Any]], milestone: Milestone) -> None:
    (tally,) = found
    assert (tally.session, tally.milestone, tally.at) == (None, milestone, MIDNIGHT)
    assert (tally.kind, tally.sure, tally.waited, tally.took) == ("ended", None, None, None)


def test_any_way_in_which_a_session_is_deleted_takes_its_events_along(service: Service) -> None:
    Caller(conversations(service)).begin()
    with service.database.begin() as connection:
        connection.execute(sessions.delete())
    assert kept(service) == []


def test_a_session_whose_days_are_over_leaves_its_events_to_nobody(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.begin()
    before = kept(service)
    purge(service.settings, service.database, AT + timedelta(days=8))
    after = kept(service)
    assert count(service, sessions) == 0
    assert {event.session for event in after} == {None}
    assert [event.conversation for event in after] == [event.conversation for event in before]


def test_events_are_deleted_when_they_are_old(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.through_the_scan()
    caller.say("ja", at=AT + timedelta(days=6))
    purge(service.settings, service.database, AT + timedelta(days=366))
    assert [event.milestone for event in kept(service)] == ["reported"]


def test_a_conversation_taken_over_elsewhere_goes_on_as_one(service: Service) -> None:
    kitchen = Caller(conversations(service), user="kitchen", session="k")
    kitchen.begin()
    code = "".join(word for word in kitchen.say("wat is mijn code").speech if word.isdigit())
    office = Caller(kitchen.conversations, user="office", session="o", channel="actions", request="100")
    office.open()
    office.say(f"mijn code is {code}")
    found = kept(service)
    assert len({event.conversation for event in found}) == 1
    assert (found[-1].channel, found[-1].command, found[-1].led_to) == ("actions", "code", "resume")


def test_a_report_asked_for_on_the_page_counts_as_mailed(service: Service) -> None:
    code = failed_address(service)
    assert kept(service)[-1].milestone == "left"
    opened = service.client.post("/rapport", data={"code": code})
    assert service.client.post(opened.location, data={"address": "jan@voorbeeld.nl"}).status_code == 303
    last = kept(service)[-1]
    assert (last.kind, last.milestone, last.channel) == ("page", "reported", "page")


def test_a_second_report_is_mailed_too(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.through_the_scan()
    for words in ("ja", "vier", "vijf", "nog niet", "nee", "nee"):
        caller.say(words)
    caller.open()
    for words in ("geef me het resultaat", "ja", "jan@voorbeeld.nl", "ja"):
        caller.say(words)
    assert [event.milestone for event in kept(service)].count("reported") == 2
    assert count(service, mails) == 2


KNOWN = {
    "channel": {"alexa"},
    "step": set(Step),
    "asked": {"", *(question.id for question in MODEL.questions), *Bot(MODEL).slots},
    "expected": set(Expects),
    "kind": set(Kind),
    "command": {"", *(intent.name for intent in contract().intents)},
    "hint": {"", *(intent.name for intent in contract().intents)},
    "milestone": {"", *Milestone},
}
KNOWN["led_to"] = KNOWN["asked"] | KNOWN["step"]
ODD = st.text("abcdefghijklmnoprstuvwz", min_size=3, max_size=12).map(lambda letters: f"zq{letters}")
SAID = st.one_of(
    st.lists(ODD, min_size=1, max_size=4).map(" ".join),
    st.builds("ik heet {}".format, ODD),
    st.builds("{}@{}.nl".format, ODD, ODD),
    st.builds("mijn mailadres is {} apenstaartje voorbeeld punt nl".format, ODD),
    st.sampled_from(["ja", "nee", "de tweede", "sla over", "geef me het resultaat", "ik wil een mens spreken"]),
)
HINT = st.one_of(st.none(), ODD, st.sampled_from(["yes", "skip", "answer", "erase"]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_all(st.lists(st.tuples(SAID, HINT), max_size=20))
def test_no_word_that_was_said_stands_in_an_event(
    make_service: Callable[..., Service], said: list[tuple[str, str | None]]
) -> None:
    service = make_service()
    caller = Caller(conversations(service), user=uuid4().hex)
    caller.begin()
    for words, hint in said:
        caller.say(words, hint=hint)
    for event in kept(service):
        assert_closed(event)
        assert "zq" not in " ".join(texts(event))


def assert_closed(event: Row[Any]) -> None:
    """Every text of an event is one of a few that we made up ourselves; the rest are ids, figures and a moment."""
    for column, known in KNOWN.items():
        assert getattr(event, column) in known, column
    numbers = {"id", "at", "sure", "figure", "waited", "took"}
    assert set(event._fields) == {*KNOWN, *numbers, "session", "conversation"}


def texts(event: Row[Any]) -> Iterable[str]:
    return (str(value) for value in event)


def test_the_moment_is_that_of_the_turn(service: Service) -> None:
    at = datetime(2026, 3, 29, 2, 30, tzinfo=UTC)
    Caller(conversations(service)).open(at=at)
    assert kept(service)[0].at == at
