"""Turns on the database: one transaction each, repeated, overtaken, expired, and in another version of the content."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select, text

from fulfillment.aftermath import Aftermath
from fulfillment.conversation.bot import Bot
from fulfillment.conversation.reply import Reply
from fulfillment.conversation.turn import Event, Turn
from fulfillment.conversations import Conversations
from fulfillment.storage.finished import Finished
from fulfillment.storage.tables import handovers, mails, scans, sessions, turns
from fulfillment.storage.vault import Vault
from fulfillment.tidying import purge
from model.load import load
from tests.conftest import BOTH, KEY, Service

pytestmark = BOTH

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
MODEL = load()


class Caller:
    """Somebody who talks to Conversations directly; `heard` is echoed as a platform does, unless told otherwise."""

    def __init__(self, conversations: Conversations, *, echoes: bool = True, **changes: Any) -> None:
        self.conversations = conversations
        self.echoes = echoes
        self.turn = replace(Turn("alexa", "user", "talk", "0", Event.SPEECH, AT), **changes)
        self.last = Reply("", None)

    def open(self, **changes: Any) -> Reply:
        return self.send(event=Event.START, heard=None, **changes)

    def say(self, words: str, **changes: Any) -> Reply:
        return self.send(words=words, **changes)

    def send(self, **changes: Any) -> Reply:
        heard = self.last.number if self.echoes else None
        request = str(int(self.turn.request) + 1)
        self.turn = replace(
            self.turn, **{"event": Event.SPEECH, "heard": heard, "request": request, "words": "", **changes}
        )
        self.last = self.conversations.converse(self.turn)
        return self.last

    def again(self) -> Reply:
        return self.conversations.converse(self.turn)

    def through_the_scan(self) -> None:
        self.begin()
        for _ in MODEL.quick_scan:
            self.say("de tweede")
        self.say("nee")
        self.say("ja")
        self.say("jan@voorbeeld.nl")

    def begin(self) -> Reply:
        self.open()
        self.say("ja")
        return self.say("sla over")


def conversations(service: Service, model: Any = MODEL, keys: tuple[str, ...] = (KEY,), days: int = 7) -> Conversations:
    database: Engine = service.app.extensions["checkbot.database"]
    vault = Vault(keys)
    aftermath = Aftermath(model, vault, mail_from="Checkbot <bot@voorbeeld.nl>", handover_to="hulp@voorbeeld.nl")
    return Conversations(Bot(model, person=True), database, vault, aftermath, resume_days=days)


def count(service: Service, table: Any) -> int:
    with service.database.begin() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("echoes", [True, False])
def test_the_same_request_again_changes_nothing(service: Service, echoes: bool) -> None:  # noqa: FBT001
    caller = Caller(conversations(service), echoes=echoes)
    caller.begin()
    first = caller.say("de tweede")
    assert caller.again() == first
    assert "alleen bij servicevragen." in caller.say("de tweede").speech


def test_an_older_request_again_gets_its_own_reply(service: Service) -> None:
    caller = Caller(conversations(service), echoes=False)
    caller.open()
    first = caller.say("ja")
    old = caller.turn
    caller.say("de tweede")
    assert caller.conversations.converse(old) == first


def test_an_opening_sent_twice_is_one_opening(service: Service) -> None:
    caller = Caller(conversations(service))
    assert caller.open() == caller.again()
    assert "Hoe mag ik je noemen?" in caller.say("ja").speech


def test_the_same_opening_after_the_end_opens_anew(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.through_the_scan()
    opening = replace(caller.turn, event=Event.START, request="1", words="", heard=None)
    caller.say("ja")
    assert "De quick scan heb je al gedaan." in caller.conversations.converse(opening).speech


def test_the_same_bytes_may_open_a_conversation_many_times(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.open()
    opening = caller.turn
    for greeting in ("Op hoeveel plekken", "Waarbij helpt"):
        caller.last = caller.conversations.converse(opening)
        caller.say("ja")
        assert greeting in caller.last.speech or greeting in caller.say("de tweede").speech
    assert "Welkom terug" in caller.conversations.converse(opening).speech


def test_of_many_turns_at_once_one_wins_and_all_hear_the_winner(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.begin()
    late = [
        replace(caller.turn, heard=caller.last.number, request=f"r{n}", words=f"de {w}")
        for n, w in enumerate(["eerste", "tweede", "derde"] * 4)
    ]
    replies: list[Reply] = []
    threads = [threading.Thread(target=lambda t=t: replies.append(caller.conversations.converse(t))) for t in late]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({reply.speech for reply in replies}) == 1
    assert "vraag 2 van 20" in caller.say("hoe ver zijn we", heard=replies[0].number).speech


def test_a_late_end_of_another_conversation_does_not_disturb_this_one(service: Service) -> None:
    kitchen = Caller(conversations(service), session="kitchen")
    kitchen.begin()
    office = Caller(kitchen.conversations, session="office", request="100")
    office.open()
    office.say("ja")
    kitchen.send(event=Event.END)
    assert "op één plek." in office.say("de tweede").speech


def test_a_yes_in_a_new_conversation_does_not_erase(service: Service) -> None:
    caller = Caller(conversations(service), echoes=False)
    caller.begin()
    caller.say("de tweede")
    caller.say("verwijder mijn gegevens")
    caller.say("ja", session="another")
    assert count(service, sessions) == 1


def test_a_failed_turn_leaves_no_trace(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scan, report and mail stand in the transaction of the last yes: without them the yes was not said either."""
    caller = Caller(conversations(service))
    caller.through_the_scan()

    def full_disk(*_: Any, **__: Any) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(Finished, "scan", full_disk)
        with pytest.raises(OSError, match="no space"):
            caller.say("ja", heard=caller.last.number)
    assert count(service, scans) == 0
    assert "onderweg" in caller.say("ja").speech
    assert (count(service, scans), count(service, mails)) == (1, 1)


def test_a_scan_can_be_taken_up_until_its_days_are_over(service: Service) -> None:
    caller = Caller(conversations(service, days=7))
    caller.begin()
    caller.say("de tweede")
    assert "Welkom terug" in caller.open(at=AT + timedelta(days=6), session="two").speech
    assert "Vind je dat goed?" in caller.open(at=AT + timedelta(days=14), session="three").speech


def test_what_is_too_old_to_be_taken_up_is_deleted(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.begin()
    assert purge(service.settings, service.database, AT + timedelta(days=6)).sessions == 0
    assert purge(service.settings, service.database, AT + timedelta(days=8)).sessions == 1
    assert (count(service, sessions), count(service, turns)) == (0, 0)


def test_a_finished_scan_is_not_deleted_with_the_broken_off_ones(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.through_the_scan()
    caller.say("ja")
    assert not purge(service.settings, service.database, AT + timedelta(days=99))
    assert count(service, scans) == 1


def test_who_hangs_up_before_consent_leaves_nothing(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.open()
    caller.send(event=Event.END)
    assert count(service, sessions) == 0


def test_a_respondent_is_known_again_after_the_keys_rotated(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.begin()
    newer = conversations(service, keys=("a newer key than the one before", KEY))
    assert "Welkom terug" in Caller(newer, session="two", request="50").open().speech


def test_a_scan_goes_on_in_a_newer_version_of_the_content(service: Service) -> None:
    caller = Caller(conversations(service))
    caller.begin()
    caller.say("de tweede")
    caller.conversations = conversations(service, model=replace(MODEL, version="next", questions=MODEL.questions[1:]))
    assert "Welkom terug" in caller.say("de derde").speech
    assert "Waarbij helpt" in caller.say("ja").speech


def test_a_guest_whom_the_platform_forgets_is_promised_no_return(service: Service) -> None:
    caller = Caller(conversations(service), channel="actions", returnable=False)
    caller.begin()
    assert "Start me" not in caller.say("stop").speech


@pytest.mark.parametrize(
    "column", ["sessions.state", "scans.given", "reports.content", "mails.recipient", "turns.reply"]
)
def test_nothing_said_is_readable_in_the_database(service: Service, column: str) -> None:
    caller = Caller(conversations(service))
    caller.through_the_scan()
    caller.say("ja")
    table, name = column.split(".")
    with service.database.begin() as connection:
        stored = " ".join(connection.scalars(text(f"SELECT {name} FROM {table}")))  # noqa: S608 - names of this test
    assert "een-plek" not in stored
    assert "voorbeeld" not in stored


@pytest.mark.parametrize("goodbye", [{"words": "stop"}, {"event": Event.END}])
def test_the_address_is_forgotten_once_the_mail_is_out(service: Service, goodbye: dict[str, Any]) -> None:
    caller = Caller(conversations(service))
    caller.through_the_scan()
    caller.say("ja")
    caller.send(**goodbye)
    assert len(service.deliver()) == 1
    with service.database.begin() as connection:
        assert list(connection.scalars(select(mails.c.recipient))) == [""]
        opened = [Vault((KEY,)).open(state) for state in connection.scalars(select(sessions.c.state))]
        replies = [Vault((KEY,)).open(reply) for reply in connection.scalars(select(turns.c.reply))]
    assert not any("voorbeeld.nl" in said for said in opened + replies)


def test_a_second_report_is_mailed_too(service: Service) -> None:
    """Who comes back to go deeper was asked everything else before: the yes to the address is then the last word."""
    caller = Caller(conversations(service))
    caller.through_the_scan()
    for words in ("ja", *["sla over"] * 5):
        caller.say(words)
    caller.open(session="two")
    for words in ("ja", "de tweede", "geef me het resultaat", "ja", "piet@voorbeeld.nl"):
        caller.say(words)
    assert "tot ziens" in caller.say("ja").speech
    assert sorted(mail["To"] for mail in service.deliver()) == ["jan@voorbeeld.nl", "piet@voorbeeld.nl"]


def test_a_mail_whose_key_is_missing_waits_with_a_reason(make_service: Callable[..., Service]) -> None:
    service = make_service()
    caller = Caller(conversations(service, keys=("a key that is not given later on",)))
    caller.through_the_scan()
    caller.say("ja")
    assert service.deliver() == []
    with service.database.begin() as connection:
        assert "CHECKBOT_SECRET_KEYS" in (connection.scalar(select(mails.c.reason)) or "")
        assert connection.scalar(select(mails.c.state)) == "queued"


def test_a_guest_hears_what_was_erased_and_what_was_not(service: Service) -> None:
    caller = Caller(conversations(service), channel="actions", returnable=False)
    caller.open()
    caller.say("verwijder mijn gegevens")
    assert "Van een vorige keer kan ik je niet herkennen" in caller.say("ja").speech


WORDS = """
    ja / nee / de tweede / weet ik niet / vorige / stop / verwijder mijn gegevens / ik heb een code / 482915
    paarse krokodil / ik wil een mens spreken / nul zes een twee drie vier vijf zes zeven acht / alle zestig vragen
    jan apenstaartje voorbeeld punt nl / de eerste of de tweede / geef me het resultaat / opnieuw beginnen
"""
SAID = st.sampled_from([words.strip() for line in WORDS.splitlines() for words in line.split("/") if words.strip()])
HAPPENS = st.one_of(
    SAID.map(lambda words: {"words": words}),
    st.sampled_from([{"event": Event.SILENCE}, {"event": Event.START}, {"event": Event.END}]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_all(st.lists(st.tuples(HAPPENS, st.booleans()), max_size=25))
def test_whatever_happens_a_repeated_request_gets_the_same_reply(
    make_service: Callable[..., Service], happens: list[tuple[dict[str, Any], bool]]
) -> None:
    service = make_service()
    caller = Caller(conversations(service), user=uuid4().hex)
    caller.open()
    for changes, repeated in happens:
        reply = caller.send(**changes)
        if repeated and changes.get("event") is not Event.END:
            kept = [count(service, table) for table in (sessions, turns, scans, mails, handovers)]
            assert caller.again() == reply
            assert kept == [count(service, table) for table in (sessions, turns, scans, mails, handovers)]
        assert reply.speech or changes.get("event") is Event.END
