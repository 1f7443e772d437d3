"""The conversation as a whole: whatever is said, it answers, keeps what was given, and finds an end."""

from dataclasses import replace
from datetime import UTC, datetime
from statistics import median

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from fulfillment.conversation.engine import advance
from fulfillment.conversation.reply import Expects, Reply
from fulfillment.conversation.session import Outcome, Session, Step
from fulfillment.conversation.turn import Event, Turn
from fulfillment.conversation.understanding.commands import bare
from fulfillment.conversation.understanding.words import tokens
from model.load import load
from voice_models.contract import contract

MODEL = load()
NEW = Session("s", MODEL.version)
AT = datetime(2026, 11, 22, tzinfo=UTC)


def turn(words: str = "", event: Event = Event.SPEECH, hint: str | None = None) -> Turn:
    return Turn("test", "user", "session", "request", event, AT, words=words, hint=hint)


def say(session: Session, *said: str) -> tuple[Session, Reply]:
    reply = Reply("", 0)
    for words in said:
        session, reply = advance(MODEL, session, turn(words))
    return session, reply


def opened() -> Session:
    return advance(MODEL, NEW, turn(event=Event.START))[0]


def finished() -> Session:
    return say(opened(), "ja", *["de tweede"] * 20)[0]


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
    session, _ = advance(MODEL, opened(), turn(hint=hint))
    assert session.step is Step.CONSENT


def test_a_hint_counts_where_there_are_no_words() -> None:
    session, _ = advance(MODEL, opened(), turn(hint="yes"))
    assert session.step is Step.QUESTION


def test_words_outweigh_the_platforms_hint() -> None:
    session, _ = advance(MODEL, opened(), turn("nee", hint="yes"))
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
    session, asked = say(opened(), "ja", "de eerste", "herhaal")
    assert say(session, "nog een keer")[1].speech == asked.speech


def test_three_misunderstandings_are_met_in_three_ways() -> None:
    session, _ = say(opened(), "ja")
    heard = []
    for words in ("paarse krokodil", "groene olifant", "blauwe giraf"):
        session, reply = say(session, words)
        heard.append(reply.speech)
    assert len(set(heard)) == 3
    assert session.given == {MODEL.quick_scan[0].id: None}


def test_the_reprompt_is_not_what_was_just_said() -> None:
    session, reply = say(opened(), "ja")
    assert reply.reprompt not in reply.speech
    assert say(session, "paarse krokodil")[1].reprompt not in say(session, "paarse krokodil")[1].speech


def test_confirmations_take_turns() -> None:
    session, first = say(opened(), "ja", "de eerste")
    assert first.speech.split()[0] != say(session, "de eerste")[1].speech.split()[0]


def test_an_address_is_read_back_before_it_is_used() -> None:
    session, reply = say(finished(), "ja", "jan@voorbeeld.nl")
    assert session.outcome is None
    assert "j, a, n, apenstaartje" in reply.speech
    assert say(session, "ja")[0].outcome is Outcome.FINISHED


def test_an_ended_session_takes_no_more_turns() -> None:
    ended = replace(NEW, outcome=Outcome.FINISHED)
    with pytest.raises(ValueError, match="has ended"):
        advance(MODEL, ended, turn("ja"))


def test_a_session_goes_on_in_a_newer_model_with_the_answers_that_still_exist() -> None:
    session, _ = say(opened(), "ja", "de eerste", "de tweede")
    newer = replace(MODEL, version="next", questions=MODEL.questions[1:])
    fitted = session.fitting(newer)
    assert fitted.model_version == "next"
    assert set(fitted.given) == {"scope-klantreis"}
    assert fitted.current == "scope-verwachting"


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


@settings(max_examples=200, deadline=None)
@for_all(st.lists(turns, max_size=40))
def test_whatever_is_said_is_answered_and_nothing_given_is_lost(said: list[Turn]) -> None:
    session = NEW
    for one in said:
        before = session
        session, reply = advance(MODEL, session, one)
        assert reply.speech or one.event is Event.END
        assert reply.number == before.replies + (one.event is not Event.END)
        assert (session.interrupted is not None) == (session.step in (Step.RESUME, Step.RESTART, Step.ERASE))
        assert len(reply.chips) <= 8
        assert len(reply.screen) <= 640
        lost = [id for id, answer in before.given.items() if answer and session.given.get(id) is None]
        assert not lost or session.outcome or before.step is Step.RESTART or knows_not(one)
        if session.outcome:
            assert reply.ends
            return


@settings(max_examples=50, deadline=None)
@for_all(st.lists(st.sampled_from(["paarse krokodil", "de tweede", "weet ik niet", "vorige"]), max_size=30))
def test_from_anywhere_there_is_a_way_to_the_end(said: list[str]) -> None:
    session, _ = say(opened(), "ja", *said)
    for _ in range(200):
        if session.outcome:
            return
        session, _ = say(session, "paarse krokodil" if session.step is Step.QUESTION else "nee")
    raise AssertionError(session.step)


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
    session, _ = say(opened(), "ja", "de eerste", "verwijder mijn gegevens", words)
    assert session.given
    assert session.outcome is None


@pytest.mark.parametrize(
    "words", ["ja maar met dubbel n", "goed maar met een s", "klopt bijna", "ja behalve de laatste letter", "nee"]
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
    session, _ = say(opened(), "ja", "de eerste", "vorige", *[words] * 3)
    assert session.given["scope-kanalen"] == "nergens"


def test_who_says_not_to_know_takes_an_answer_back() -> None:
    session, _ = say(opened(), "ja", "de eerste", "vorige", "weet ik niet")
    assert session.given["scope-kanalen"] is None


def test_a_side_question_from_before_consent_is_forgotten() -> None:
    session, _ = say(opened(), "verwijder mijn gegevens")
    session, _ = advance(MODEL, session, turn(event=Event.START))
    session, _ = say(session, "ja", "de eerste", "opnieuw beginnen", "nee", "nee")
    assert session.given
    assert session.outcome is None


def test_a_yes_in_another_conversation_does_not_erase() -> None:
    session, _ = say(opened(), "ja", "de eerste", "verwijder mijn gegevens")
    session, _ = advance(MODEL, session, replace(turn("ja"), session="another"))
    assert session.given
    assert session.outcome is None


def test_the_end_of_a_conversation_is_no_reply() -> None:
    session, _ = say(opened(), "ja", "de eerste")
    after, reply = advance(MODEL, session, turn(event=Event.END))
    assert (after.replies, reply.speech) == (session.replies, "")


def test_who_cannot_be_known_again_is_promised_no_return() -> None:
    session = replace(say(opened(), "ja", "de eerste")[0], returnable=False)
    assert "bewaard" not in say(session, "stop")[1].speech
