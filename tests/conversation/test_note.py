"""What is noted of a turn: what was asked, what it was taken for, what came of it; never a word that was said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.engine import advanced
from fulfillment.conversation.heard import Kind
from fulfillment.conversation.note import Milestone, Note
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.turn import Event, Turn
from fulfillment.conversation.understanding.understood import SURE
from model.load import load

MODEL = load()
BOT = Bot(MODEL, person=True, page="checkbot.voorbeeld.nl/rapport")
AT = datetime(2026, 11, 22, tzinfo=UTC)
FIRST = "scope-kanalen"
BEGUN = ("", "ja", "sla over")
FINISHED = (*BEGUN, *["de tweede"] * 20, "nee")
MAILED = (*FINISHED, "ja", "jan@voorbeeld.nl", "ja")


def notes(*said: str, hint: str | None = None) -> list[Note]:
    """Open a conversation ("" first), say the rest, "…" for silence; `hint` goes with the last."""
    session, found = Session("s", MODEL.version, code="482915", talk="t"), []
    for number, words in enumerate(said):
        event = Event.START if not words else Event.SILENCE if words == "…" else Event.SPEECH
        named = hint if number == len(said) - 1 else None
        at = AT + timedelta(seconds=10 * number)
        turn = Turn("alexa", "u", "t", str(number), event, at, words=words.strip("…"), hint=named)
        session, _, note = advanced(BOT, session, turn)
        found.append(note)
    return found


TURNS = [
    # what was said before, and now | where, what was asked, what was expected | what it was taken for
    ((), "", Step.CONSENT, "", Expects.NOTHING, Kind.OPENED, ""),
    (("",), "ja", Step.CONSENT, "", Expects.YES_NO, Kind.YES_NO, ""),
    (("",), "paarse krokodil", Step.CONSENT, "", Expects.YES_NO, Kind.MISSED, ""),
    (("",), "verder", Step.CONSENT, "", Expects.YES_NO, Kind.COMMAND, "resume"),
    (("", "ja"), "Sanne", Step.SLOT, "name", Expects.NAME, Kind.ANSWER, ""),
    (("", "ja"), "sla over", Step.SLOT, "name", Expects.NAME, Kind.COMMAND, "skip"),
    (("", "ja"), "wat een gedoe zeg met namen", Step.SLOT, "name", Expects.NAME, Kind.MISSED, ""),
    (BEGUN, "de tweede", Step.QUESTION, FIRST, Expects.CHOICE, Kind.ANSWER, ""),
    (BEGUN, "weet ik niet", Step.QUESTION, FIRST, Expects.CHOICE, Kind.COMMAND, "dont_know"),
    (BEGUN, "kun je die vraag nog eens herhalen", Step.QUESTION, FIRST, Expects.CHOICE, Kind.COMMAND, "repeat"),
    (BEGUN, "de eerste of de tweede", Step.QUESTION, FIRST, Expects.CHOICE, Kind.ASKED_BACK, ""),
    ((*BEGUN, "de eerste of de tweede"), "de tweede", Step.MEANT, FIRST, Expects.CHOICE, Kind.ANSWER, ""),
    (BEGUN, "paarse krokodil", Step.QUESTION, FIRST, Expects.CHOICE, Kind.MISSED, ""),
    (BEGUN, "mijn wachtwoord is geheim", Step.QUESTION, FIRST, Expects.CHOICE, Kind.OFF_TOPIC, ""),
    (BEGUN, "morgen gaat het weer regenen zeggen ze", Step.QUESTION, FIRST, Expects.CHOICE, Kind.OFF_TOPIC, ""),
    (BEGUN, "…", Step.QUESTION, FIRST, Expects.CHOICE, Kind.SILENCE, ""),
    (BEGUN, "stop", Step.QUESTION, FIRST, Expects.CHOICE, Kind.COMMAND, "stop"),
    (FINISHED[:-1], "nee", Step.SLOT, "more", Expects.YES_NO, Kind.YES_NO, ""),
    (FINISHED, "ja", Step.OFFER, "", Expects.YES_NO, Kind.YES_NO, ""),
    ((*FINISHED, "ja"), "jan@voorbeeld.nl", Step.ADDRESS, "", Expects.ADDRESS, Kind.ANSWER, ""),
    (MAILED, "vier", Step.SLOT, "satisfaction", Expects.RATING, Kind.ANSWER, ""),
]


@pytest.mark.parametrize(("before", "said", "step", "asked", "expected", "kind", "command"), TURNS)
def test_a_turn_is_noted_as_what_it_was_taken_for(
    before: tuple[str, ...], said: str, step: Step, asked: str, expected: Expects, kind: Kind, command: str
) -> None:
    note = notes(*before, said)[-1]
    heard = note.heard
    assert (note.step, note.asked, note.expected) == (step, asked, expected)
    assert (heard.kind, heard.command) == (kind, command)


@pytest.mark.parametrize(
    ("said", "milestone"),
    [
        (("", "nee"), Milestone.REFUSED),
        (("", "ja"), Milestone.CONSENTED),
        (("", "…", "…"), Milestone.REFUSED),
        ((*BEGUN, "…", "…"), Milestone.SILENT),
        ((*BEGUN, "stop"), Milestone.LEFT),
        ((*BEGUN, "verwijder mijn gegevens", "ja"), Milestone.ERASED),
        (MAILED, Milestone.REPORTED),
        ((*FINISHED, "nee"), Milestone.FINISHED),
        ((*FINISHED, "stop"), Milestone.LEFT),
        ((*MAILED, "stop"), None),
        ((*BEGUN, "de tweede"), None),
    ],
)
def test_a_turn_tells_what_it_means_for_the_whole(said: tuple[str, ...], milestone: Milestone | None) -> None:
    assert notes(*said)[-1].milestone is milestone


def test_a_second_report_is_mailed_too() -> None:
    again = (*MAILED, "vier", "vijf", "nog niet", "nee", "nee", "", "geef me het resultaat")
    assert notes(*again, "ja", "jan@voorbeeld.nl", "ja")[-1].milestone is Milestone.REPORTED


def test_an_answer_tells_how_sure_it_is() -> None:
    said = ("op één plek", "eh we doen wel wat met chat", "paarse krokodil")
    plain, doubted, missed = (notes(*BEGUN, words)[-1].heard.sure or 0 for words in said)
    assert plain > SURE > doubted > missed == 0


def test_how_sure_a_platform_is_is_not_known() -> None:
    note = notes(*BEGUN, "brabbel", hint="skip")[-1]
    assert (note.heard.command, note.heard.sure, note.hint) == ("skip", None, "skip")


def test_an_intent_that_the_contract_does_not_know_is_not_noted() -> None:
    assert notes(*BEGUN, "brabbel", hint="jan.jansen")[-1].hint == ""


def test_a_turn_tells_what_is_asked_next_and_how_long_it_took_to_answer() -> None:
    opened, agreed, _, answered = notes(*BEGUN, "de tweede")
    assert (opened.led_to, opened.waited) == ("consent", None)
    assert (agreed.led_to, agreed.waited) == ("name", 10)
    assert answered.led_to == "scope-klantreis"
    assert notes(*BEGUN, "stop")[-1].led_to == ""


def test_only_the_figures_for_the_conversation_itself_are_noted() -> None:
    ending = notes(*MAILED, "vier", "twee", "dit kwartaal", "ja", "ja")
    assert [note.figure for note in ending if note.figure] == [4, 2]


def test_nothing_is_expected_at_the_start_of_another_conversation() -> None:
    session = Session("s", MODEL.version, talk="t")
    for number, words in enumerate((*BEGUN, "de tweede")):
        event = Event.SPEECH if words else Event.START
        session, _, _ = advanced(BOT, session, Turn("alexa", "u", "t", str(number), event, AT, words=words))
    later = Turn("alexa", "u", "another", "9", Event.SPEECH, AT + timedelta(days=1), words="de tweede")
    note = advanced(BOT, session, later)[2]
    assert (note.expected, note.waited) == (Expects.NOTHING, None)
    assert advanced(BOT, session, replace(later, event=Event.END))[2].heard.kind is Kind.ENDED
