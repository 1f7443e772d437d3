"""The conversation as a whole: whatever is said, it answers, keeps what was given, and finds an end."""

from dataclasses import replace
from datetime import UTC, datetime
from statistics import median

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.engine import advance
from fulfillment.conversation.reply import Expects, Reply
from fulfillment.conversation.session import Outcome, Session, Step
from fulfillment.conversation.turn import Event, Turn
from fulfillment.conversation.understanding.commands import bare
from fulfillment.conversation.understanding.words import tokens
from model.load import load
from voice_models.contract import contract

MODEL = load()
BOT = Bot(MODEL, person=True, page="checkbot.voorbeeld.nl/rapport")
NEW = Session("s", MODEL.version, code="482915")
AT = datetime(2026, 11, 22, tzinfo=UTC)


def turn(words: str = "", event: Event = Event.SPEECH, hint: str | None = None) -> Turn:
    return Turn("test", "user", "session", "request", event, AT, words=words, hint=hint)


def say(session: Session, *said: str) -> tuple[Session, Reply]:
    reply = Reply("", 0)
    for words in said:
        session, reply = advance(BOT, session, turn(words))
    return session, reply


def opened() -> Session:
    return advance(BOT, NEW, turn(event=Event.START))[0]


def finished() -> Session:
    return say(opened(), "ja", "sla over", *["de tweede"] * 20, "nee")[0]


def test_nothing_is_asked_before_consent() -> None:
    session, reply = say(opened(), "de eerste")
    assert session.step is Step.CONSENT
    assert not session.given
    assert reply.expects is Expects.YES_NO


@pytest.mark.parametrize("words", ["", "eh", "hm", "...", "?!", "  "])
def test_a_sound_without_words_is_no_consent(words: str) -> None:
    assert say(opened(), words)[0].step is Step.CONSENT


@pytest.mark.parametrize("hint", [None, "answer", "HelloWorldIntent"])
def test_an_intent_without_words_is_no_consent(hint: str | None) -> None:
    session, _ = advance(BOT, opened(), turn(hint=hint))
    assert session.step is Step.CONSENT


def test_a_hint_counts_where_there_are_no_words() -> None:
    session, _ = advance(BOT, opened(), turn(hint="yes"))
    assert session.consented


def test_words_outweigh_the_platforms_hint() -> None:
    session, _ = advance(BOT, opened(), turn("nee", hint="yes"))
    assert session.outcome is Outcome.REFUSED


@pytest.mark.parametrize("question", MODEL.quick_scan, ids=lambda question: question.id)
def test_every_question_ends_on_its_options_in_whatever_way_it_is_asked(question: object) -> None:
    session = replace(opened(), step=Step.QUESTION, current=question.id)  # type: ignore[attr-defined]
    last = question.answers[-1].spoken  # type: ignore[attr-defined]
    for words in ("herhaal", "help", "waarom", "hoe ver zijn we", "paarse krokodil"):
        assert say(session, words)[1].speech.endswith(f"{last}?")
    assert say(session, "paarse krokodil", "groene olifant")[1].speech.endswith(f"{last}?")


@pytest.mark.parametrize("said", ["de eerste", "de laatste"])
def test_the_turns_of_a_scan_are_short(said: str) -> None:
    session, lengths = opened(), []
    session, reply = say(session, "ja")
    while reply.expects is Expects.CHOICE:
        lengths.append(len(reply.speech.split()))
        session, reply = say(session, said)
    lengths.append(len(reply.speech.split()))
    assert median(lengths) <= 30
    assert max(lengths) <= 45


@pytest.mark.parametrize("step", [Step.CONSENT, Step.QUESTION, Step.OFFER, Step.ADDRESS, Step.RESUME, Step.ERASE])
@pytest.mark.parametrize("words", ["help", "herhaal", "paarse krokodil"])
def test_no_turn_is_longer_than_45_words(step: Step, words: str) -> None:
    aside = step in (Step.RESUME, Step.ERASE)
    session = replace(finished(), step=step, interrupted=Step.QUESTION if aside else None)
    assert len(say(session, words)[1].speech.split()) <= 45


def test_a_repeated_question_is_the_same_to_the_letter() -> None:
    session, asked = say(opened(), "ja", "sla over", "de eerste", "herhaal")
    assert say(session, "nog een keer")[1].speech == asked.speech


def test_three_misunderstandings_are_met_in_three_ways() -> None:
    session, _ = say(opened(), "ja", "sla over")
    heard = []
    for words in ("paarse krokodil", "groene olifant", "blauwe giraf"):
        session, reply = say(session, words)
        heard.append(reply.speech)
    assert len(set(heard)) == 3
    assert session.given == {MODEL.quick_scan[0].id: None}


def test_the_reprompt_is_not_what_was_just_said() -> None:
    session, reply = say(opened(), "ja", "sla over")
    assert reply.reprompt not in reply.speech
    assert say(session, "paarse krokodil")[1].reprompt not in say(session, "paarse krokodil")[1].speech


def test_confirmations_take_turns() -> None:
    session, first = say(opened(), "ja", "sla over", "de eerste")
    assert first.speech.split()[0] != say(session, "de eerste")[1].speech.split()[0]


def test_an_address_is_read_back_before_it_is_used() -> None:
    session, reply = say(finished(), "ja", "jan@voorbeeld.nl")
    assert not session.reports
    assert "j, a, n, apenstaartje" in reply.speech
    assert say(session, "ja")[0].reports == 1


def test_an_ended_session_takes_no_more_turns() -> None:
    ended = replace(NEW, outcome=Outcome.ERASED)
    with pytest.raises(ValueError, match="has ended"):
        advance(BOT, ended, turn("ja"))


def test_a_session_goes_on_in_a_newer_model_with_the_answers_that_still_exist() -> None:
    session, _ = say(opened(), "ja", "sla over", "de eerste", "de tweede")
    newer = replace(MODEL, version="next", questions=MODEL.questions[1:])
    fitted = session.fitting(newer)
    assert fitted.model_version == "next"
    assert set(fitted.given) == {"scope-klantreis"}
    assert fitted.current == "scope-verwachting"


WAYS = """
    paarse krokodil / de tweede / weet ik niet / vorige / ja / nee / sla over / alle zestig vragen / drie / allemaal
    ga dieper in op data / ik wil een mens spreken / nul zes een twee drie vier vijf zes zeven acht / ik heb een code
    482916 / opnieuw beginnen / jan apenstaartje voorbeeld punt nl / geef me het resultaat / stomme bot / wie ben jij
    de eerste of de tweede / verwijder mijn gegevens / nee toch niet
"""
ways = [way.strip() for line in WAYS.splitlines() for way in line.split("/") if way.strip()]

phrases = [phrase for intent in contract().intents for phrase in intent.phrases]
keywords = [keyword for question in MODEL.questions for answer in question.answers for keyword in answer.keywords]
talk = st.one_of(
    st.sampled_from(phrases + keywords + ["de eerste", "de tweede", "jan@voorbeeld.nl", "paarse krokodil"]),
    st.text(max_size=40),
)
turns = st.one_of(
    st.builds(turn, talk, hint=st.sampled_from([None, "yes", "no", "help", "answer"])),
    st.builds(turn, event=st.sampled_from([Event.START, Event.SILENCE, Event.END])),
)


def knows_not(one: Turn) -> bool:
    return "dont_know" in (one.hint, bare(tokens(one.words)))


FIRST = MODEL.quick_scan[0].id
ASIDE = frozenset(Step) - {Step.CONSENT, Step.SLOT, Step.QUESTION, Step.OFFER, Step.ADDRESS, Step.CONFIRM}


@settings(max_examples=200, deadline=None)
@for_all(st.lists(turns, max_size=40))
def test_whatever_is_said_is_answered_and_nothing_given_is_lost(said: list[Turn]) -> None:
    session = NEW
    for one in said:
        before = session
        session, reply = advance(BOT, session, one)
        session = replace(session, claim=None)
        assert reply.speech or one.event is Event.END
        assert reply.number == before.replies + (one.event is not Event.END)
        assert session.interrupted or session.step not in ASIDE
        assert not session.interrupted or session.step in ASIDE | {Step.CONFIRM}
        assert len(reply.chips) <= 8
        assert len(reply.screen) <= 640
        assert "{" not in reply.speech
        assert "|" not in reply.speech
        lost = [id for id, answer in before.given.items() if answer and session.given.get(id) is None]
        assert not lost or session.outcome or before.step is Step.RESTART or knows_not(one)
        if session.outcome:
            assert reply.ends
            return


@settings(max_examples=100, deadline=None)
@for_all(st.lists(st.sampled_from(ways), max_size=40))
def test_from_anywhere_there_is_a_way_to_the_end(said: list[str]) -> None:
    session = say(opened(), "ja")[0]
    for words in said:
        session = session if session.outcome else replace(say(session, words)[0], claim=None)
    heard: list[str] = []
    for _ in range(0 if session.outcome else 400):
        session, reply = say(replace(session, claim=None), "paarse krokodil" if len(heard) % 5 else "nee")
        heard.append(reply.speech)
        if reply.ends:
            return
        assert len(heard) < 4 or len(set(heard[-4:])) > 1, heard[-4:]
    assert session.outcome, session.step


@pytest.mark.parametrize(
    "words",
    [
        "mag ik eerst iets vragen",
        "ok maar wat doe je met mijn gegevens",
        "doen jullie iets met mijn gegevens",
        "ja wacht even",
        "klopt het dat je een computer bent",
        "waarom",
    ],
)
def test_a_question_or_a_reservation_is_no_consent(words: str) -> None:
    session, _ = say(opened(), words)
    assert not session.consented


@pytest.mark.parametrize(
    "words", ["mag ik even nadenken", "klopt het dat dan alles weg is", "ja maar wat gebeurt er dan"]
)
def test_a_question_or_a_reservation_erases_nothing(words: str) -> None:
    session, _ = say(opened(), "ja", "sla over", "de eerste", "verwijder mijn gegevens", words)
    assert session.given
    assert session.outcome is None


@pytest.mark.parametrize(
    "words", ["ja maar het is anders", "goed maar met een s", "klopt bijna", "ja behalve de laatste letter", "nee"]
)
def test_an_address_with_a_but_is_not_used(words: str) -> None:
    session, reply = say(finished(), "ja", "jan@voorbeeld.nl", words)
    assert session.outcome is None
    assert "mailadres" in reply.speech


def test_an_address_may_be_the_answer_to_the_offer() -> None:
    assert "j, a, n, apenstaartje" in say(finished(), "stuur maar naar jan@voorbeeld.nl")[1].speech


@pytest.mark.parametrize("words", ["eh", "hoezo", "moment", "ja"])
def test_a_loose_word_is_not_the_first_half_of_an_address(words: str) -> None:
    assert "Wat komt er na" not in say(finished(), "ja", words)[1].speech


@pytest.mark.parametrize("words", ["sla over", "volgende", "paarse krokodil"])
def test_going_past_a_question_again_takes_no_answer_back(words: str) -> None:
    session, _ = say(opened(), "ja", "sla over", "de eerste", "vorige", *[words] * 3)
    assert session.given["scope-kanalen"] == "nergens"


def test_who_says_not_to_know_takes_an_answer_back() -> None:
    session, _ = say(opened(), "ja", "sla over", "de eerste", "vorige", "weet ik niet")
    assert session.given["scope-kanalen"] is None


def test_a_side_question_from_before_consent_is_forgotten() -> None:
    session, _ = say(opened(), "verwijder mijn gegevens")
    session, _ = advance(BOT, session, turn(event=Event.START))
    session, _ = say(session, "ja", "sla over", "de eerste", "opnieuw beginnen", "nee", "nee")
    assert session.given
    assert session.outcome is None


def test_a_yes_in_another_conversation_does_not_erase() -> None:
    session, _ = say(opened(), "ja", "sla over", "de eerste", "verwijder mijn gegevens")
    session, _ = advance(BOT, session, replace(turn("ja"), session="another"))
    assert session.given
    assert session.outcome is None


def test_the_end_of_a_conversation_is_no_reply() -> None:
    session, _ = say(opened(), "ja", "sla over", "de eerste")
    after, reply = advance(BOT, session, turn(event=Event.END))
    assert (after.replies, reply.speech) == (session.replies, "")


def test_who_cannot_be_known_again_is_promised_no_return() -> None:
    session = replace(say(opened(), "ja", "sla over", "de eerste")[0], returnable=False)
    assert "Start me" not in say(session, "stop")[1].speech


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("words", ["stop", "pauze"])
def test_stop_stops_anywhere(step: Step, words: str) -> None:
    at = replace(finished(), step=step, slot="name", pending="a@voorbeeld.nl", meant=("nergens",), current=FIRST)
    if step in ASIDE:
        at = replace(at, interrupted=Step.QUESTION)
    assert say(at, words)[1].ends


@pytest.mark.parametrize("slot", list(BOT.slots))
def test_stop_stops_at_every_slot(slot: str) -> None:
    at = replace(finished(), step=Step.SLOT, slot=slot)
    session, reply = advance(BOT, at, turn(hint="stop"))
    assert reply.ends
    assert session.given


def test_what_is_denied_twice_is_not_asked_back_about_again() -> None:
    session, _ = say(opened(), "ja", "sla over")
    heard = []
    for _ in range(8):
        session, reply = say(session, "puur zelfbediening dus")
        heard.append(reply.speech)
        if session.step is Step.MEANT:
            session, reply = say(session, "nee")
            heard.append(reply.speech)
    assert sum("Bedoel je" in speech for speech in heard) <= 2
    assert session.given or session.step is Step.PERSON


def test_what_is_too_personal_is_turned_away_but_not_for_ever() -> None:
    session, _ = say(opened(), "ja", "sla over")
    for _ in range(3):
        session, reply = say(session, "mijn burgerservicenummer is 111222333")
        assert "bewaar het niet" in reply.speech
    assert session.step is Step.PERSON or session.given


@pytest.mark.parametrize(
    "words", ["in 20 seconden", "we antwoorden in 30 seconden", "rond de 15 medewerkers", "op 12 websites"]
)
def test_an_ordinary_number_is_not_too_personal(words: str) -> None:
    assert "bewaar het niet" not in say(opened(), "ja", "sla over", words)[1].speech


@pytest.mark.parametrize(
    "words", ["mijn iban is NL91 ABNA 0417 1643 00", "nl91abna0417164300", "mijn wachtwoord is geheim"]
)
def test_what_is_too_personal_is_noticed(words: str) -> None:
    assert "bewaar het niet" in say(opened(), "ja", "sla over", words)[1].speech


def test_who_left_at_the_name_is_not_told_that_all_was_asked() -> None:
    session, _ = say(opened(), "ja")
    _, reply = advance(BOT, session, replace(turn(event=Event.START), session="another"))
    assert "We waren net begonnen" in reply.speech


def test_the_result_can_be_heard_again_after_the_report() -> None:
    session, _ = say(finished(), "ja", "jan@voorbeeld.nl", "ja", "geef me het resultaat")
    assert session.step is Step.OFFER


@pytest.mark.parametrize(("command", "step"), [("erase", Step.ERASE), ("restart", Step.RESTART)])
def test_what_a_platform_takes_for_a_command_confirms_nothing_that_is_final(command: str, step: Step) -> None:
    session = advance(BOT, finished(), turn("", hint=command))[0]
    assert session.step is step
    asked_again, _ = advance(BOT, session, turn("paarse krokodil", hint=command))
    assert asked_again.step is step
    assert asked_again.outcome is None
    meant, _ = advance(BOT, session, turn("", hint=command))
    assert meant.step is not step or meant.outcome
