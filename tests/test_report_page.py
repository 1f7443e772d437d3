"""The report in a browser: opened by code or link, mailed, corrected; and closed to everybody else."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, update
from werkzeug.test import TestResponse

from fulfillment.aftermath import Aftermath
from fulfillment.codes import REPORT_LINK, Links
from fulfillment.conversation.reply import Reply
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.turn import Event, Turn
from fulfillment.storage.finished import Finished, Kept
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.tables import mails, scans, sessions
from fulfillment.storage.vault import Vault
from local_sim.platforms.alexa import Alexa
from model.load import load
from tests.conftest import KEY, Service
from tests.test_code import failed_address
from tests.test_report_mail import finish, text_of

MODEL = load()
FIRST = MODEL.quick_scan[0]


GIVEN = {question.id: question.answers[1].id for question in MODEL.quick_scan}


def opened(service: Service, **state: Any) -> str:
    """Keep a scan with its report, as a conversation leaves them, and give the path of its page."""
    now, vault = datetime.now(UTC), Vault([KEY])
    session = Session(
        uuid4().hex, MODEL.version, consented=True, step=Step.OFFER, given=GIVEN, reported=True, reports=1, **state
    )
    turn = Turn("alexa", "sanne", "talk", uuid4().hex, Event.SPEECH, now)
    with service.database.begin() as connection:
        Sessions(connection, vault).save(turn, session, Reply("Klaar.", 1), new=True)
        Aftermath(MODEL, vault, mail_from="bot@voorbeeld.nl", kept_days=365).write(connection, session, now)
    return path_of(service)


def path_of(service: Service) -> str:
    """Give the path of the newest report, as its mail has it."""
    with service.database.connect() as connection:
        newest = connection.scalars(select(scans.c.id).order_by(scans.c.finished.desc())).first()
    return f"/rapport/{Links([KEY], REPORT_LINK).token(newest or '')}"


def kept(service: Service) -> Kept:
    with service.database.connect() as connection:
        found = Finished(connection, Vault([KEY])).kept(connection.scalars(select(scans.c.id)).one())
    assert found
    return found


def correct(service: Service, path: str, fields: dict[str, Any]) -> TestResponse:
    return service.client.post(f"{path}/antwoorden", data=fields)


def test_the_link_in_the_mail_opens_the_report(service: Service) -> None:
    finish(service.call(Alexa()))
    path = path_of(service)
    assert f"http://127.0.0.1:8080{path}" in text_of(service.deliver()[0]).splitlines()
    answer = service.client.get(path)
    assert answer.status_code == 200
    page = answer.text
    assert "10 tips" in page or "12 tips" in page
    assert "blijft bewaard tot 365 dagen" in page
    for question in MODEL.quick_scan:
        assert question.screen in page
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script" not in page
    assert not re.search(r"(src|href)=\"(https?:)?//", page)
    assert not re.search(r"\([^()]*\|[^()]*\)", page)


def other_key(scan_id: str) -> str:
    return Links(["another key, long enough too"], REPORT_LINK).token(scan_id)


def test_what_is_not_our_link_opens_nothing_and_all_of_it_looks_alike(service: Service) -> None:
    path = opened(service)
    with service.database.connect() as connection:
        scan_id = connection.scalars(select(scans.c.id)).one()
    handover = Links([KEY], "handover").token(scan_id)
    never = Links([KEY], REPORT_LINK).token("0" * 32)
    pages = [
        service.client.open(f"/rapport/{token}{rest}", method=method, data={"address": "a@voorbeeld.nl"})
        for token in ("x", path[9:-1], scan_id, handover, other_key(scan_id), never)
        for rest, method in (("", "GET"), ("", "POST"), ("/antwoorden", "GET"), ("/antwoorden", "POST"))
    ]
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1


def test_an_erased_report_is_gone(service: Service) -> None:
    path = opened(service)
    with service.database.begin() as connection:
        connection.execute(delete(sessions))
    assert service.client.get(path).status_code == 404
    assert service.client.post(path, data={"address": "a@voorbeeld.nl"}).status_code == 404


def test_a_code_opens_only_its_own_report_and_only_for_a_while(service: Service) -> None:
    path = opened(service, code="482915", told=True, paged=True)
    opened_by_code = service.client.post("/rapport", data={"code": "482 915"})
    assert opened_by_code.location == path
    # Another respondent's code does not lead there, nor does one that was told on leaving.
    other = opened(service, code="482916", told=True)
    assert other != path
    assert service.client.post("/rapport", data={"code": "482916"}).status_code == 400
    with service.database.begin() as connection:
        connection.execute(update(sessions).values(seen=datetime.now(UTC) - timedelta(days=8)))
    assert service.client.post("/rapport", data={"code": "482915"}).status_code == 400


def test_a_report_opened_by_code_keeps_its_scan_and_tells_nobody(service: Service) -> None:
    code = failed_address(service)
    service.client.post("/rapport", data={"code": code})
    assert service.deliver() == []
    with service.database.begin() as connection:
        assert connection.scalars(select(sessions.c.open)).all() == [False]


def test_a_report_is_mailed_three_times_a_day_at_most(service: Service) -> None:
    path = service.client.post("/rapport", data={"code": failed_address(service)}).location
    tries = [service.client.post(path, data={"address": f"{n}@voorbeeld.nl"}).status_code for n in range(4)]
    assert tries == [303, 303, 303, 429]
    with service.database.begin() as connection:
        connection.execute(update(mails).values(created=datetime.now(UTC) - timedelta(days=2)))
    assert service.client.post(path, data={"address": "sanne@voorbeeld.nl"}).status_code == 303


def test_a_wrong_address_is_said_and_kept_in_the_field(service: Service) -> None:
    answer = service.client.post(opened(service), data={"address": '"><script>'})
    assert answer.status_code == 400
    assert "geldig e-mailadres" in answer.text
    assert "<title>Fout:" in answer.text
    assert "<script>" not in answer.text
    assert "&gt;&lt;script&gt;" in answer.text


def test_an_address_typed_on_the_page_is_not_kept_with_the_session(service: Service) -> None:
    path = opened(service)
    service.client.post(path, data={"address": "chef@voorbeeld.nl"})
    with service.database.begin() as connection:
        states = [Vault([KEY]).open(state) for state in connection.scalars(select(sessions.c.state))]
    assert not any("chef@" in state for state in states)


def test_a_corrected_answer_gives_a_new_version_everywhere(service: Service) -> None:
    finish(service.call(Alexa()))
    path = path_of(service)
    before = kept(service)
    better = FIRST.answers[-1]
    answer = correct(service, path, {FIRST.id: better.id})
    assert answer.status_code == 303
    assert "nieuwe versie" in service.client.get(answer.location).text
    after = kept(service)
    assert after.given == {**before.given, FIRST.id: better.id}
    assert after.content != before.content
    assert session_of(service).given == after.given
    # The mail that still waited brings the new version too.
    assert better.spoken.lower() in " ".join(text_of(service.deliver()[0]).split()).lower()


def test_correcting_leaves_the_day_of_the_scan_and_the_turns_to_come_as_they_were(service: Service) -> None:
    line = service.call(Alexa())
    finish(line)
    then = datetime.now(UTC) - timedelta(days=100)
    with service.database.begin() as connection:
        connection.execute(update(scans).values(finished=then))
    assert correct(service, path_of(service), {FIRST.id: "weet-ik-niet"}).status_code == 303
    with service.database.begin() as connection:
        assert connection.scalars(select(scans.c.finished)).one() == then
    assert line.start().speech


def test_the_same_answers_again_change_nothing(service: Service) -> None:
    path = opened(service)
    before = kept(service)
    answer = correct(service, path, {FIRST.id: str(before.given[FIRST.id])})
    assert "Er is niets veranderd." in service.client.get(answer.location).text
    assert kept(service) == before


SEVERAL = next(question for question in MODEL.scored if question.kind == "several" and not question.skip_when)


def deepened(service: Service) -> str:
    """Keep a scan that goes deeper into one aspect, and give the path of its report."""
    return opened(service, deepened=(SEVERAL.aspect,))


@pytest.mark.parametrize(
    ("question", "sent"),
    [
        (FIRST, ["bestaat-niet"]),
        (FIRST, [FIRST.answers[0].id, FIRST.answers[1].id]),
        (FIRST, ["geen"]),
        (SEVERAL, [SEVERAL.answers[0].id, "geen"]),
        (SEVERAL, [SEVERAL.answers[0].id, "weet-ik-niet"]),
        (SEVERAL, ["bestaat-niet"]),
    ],
)
def test_what_cannot_be_an_answer_is_refused_and_changes_nothing(service: Service, question: Any, sent: Any) -> None:
    path = deepened(service)
    before = kept(service)
    # A right answer beside it does not get in either.
    other = MODEL.quick_scan[1]
    answer = correct(service, path, {question.id: sent, other.id: other.answers[-1].id})
    assert answer.status_code == 400
    assert "Er is nog niets veranderd" in answer.text
    assert f'href="#{question.id}"' in answer.text
    assert kept(service) == before


def test_several_things_can_be_ticked_or_none_of_them(service: Service) -> None:
    path = deepened(service)
    first, second = (answer.id for answer in SEVERAL.answers[:2])
    correct(service, path, {SEVERAL.id: [second, first]})
    assert kept(service).given[SEVERAL.id] == (first, second)
    correct(service, path, {SEVERAL.id: "geen"})
    assert kept(service).given[SEVERAL.id] == ()
    all_off = correct(service, path, {f"{SEVERAL.id}-getoond": "1"})
    assert "Geen van deze" in all_off.text
    assert all_off.status_code == 400
    assert kept(service).given[SEVERAL.id] == ()


def test_a_question_of_another_scan_is_not_taken(service: Service) -> None:
    path = opened(service)
    deeper = next(question for question in MODEL.scored if not question.quick_scan)
    correct(service, path, {deeper.id: deeper.answers[0].id, "step": "consent"})
    assert deeper.id not in kept(service).given


def session_of(service: Service) -> Session:
    id = kept(service).session
    with service.database.begin() as connection:
        found = Sessions(connection, Vault([KEY])).with_id(id)
    assert found
    return found.session


def test_a_scan_begun_anew_by_voice_is_another_one(service: Service) -> None:
    line = service.call(Alexa())
    finish(line)
    line.start()
    line.say("ik wil opnieuw beginnen")
    assert "We beginnen opnieuw" in line.say("ja").speech
    line.say("de eerste")
    anew = session_of(service).given
    assert len(anew) == 1
    correct(service, path_of(service), {FIRST.id: FIRST.answers[-1].id})
    assert kept(service).given[FIRST.id] == FIRST.answers[-1].id
    assert len(kept(service).given) == len(MODEL.quick_scan)
    assert session_of(service).given == anew


def test_a_correction_does_not_compare_with_a_later_scan(service: Service) -> None:
    line = service.call(Alexa())
    finish(line)
    with service.database.begin() as connection:
        first = connection.scalars(select(scans.c.id)).one()
        connection.execute(update(sessions).values(seen=datetime.now(UTC) - timedelta(days=8)))
        connection.execute(update(scans).values(finished=datetime.now(UTC) - timedelta(days=8)))
    finish(line, "de eerste")
    path = f"/rapport/{Links([KEY], REPORT_LINK).token(first)}"
    correct(service, path, {FIRST.id: FIRST.answers[-1].id})
    assert "veranderde" not in service.client.get(path).text
    with service.database.begin() as connection:
        assert len(connection.scalars(select(scans.c.id)).all()) == 2


def test_what_was_said_stays_as_it_was_said(service: Service) -> None:
    """Only our own words have two forms; and a respondent can't write HTML."""
    page = service.client.get(opened(service, slots={"open-doel": "meer (omzet|winst) <b>snel</b>"})).text
    assert "meer (omzet|winst) &lt;b&gt;snel&lt;/b&gt;" in page
