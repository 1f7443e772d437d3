"""Words that mean something to a machine: wherever they come out, they are words."""

import io
import json
import logging
import re
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from fulfillment.channels.alexa.screen import document
from fulfillment.report.pdf import render_pdf
from fulfillment.report.text import render_text
from local_sim.platforms import Heard
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.conftest import Service
from tests.report.test_summary import made
from tests.test_report_page import path_of

EVIL = {
    "html": "meer omzet <script>alert(1)</script><img src=x onerror=alert(2)>",
    "ssml": "meer omzet </speak><speak><audio src='https://x.nl/a.mp3'/> & <break time='9s'/>",
    "jinja": "meer omzet {{ 7*7 }} {% for x in range(9) %}x{% endfor %} {{ config }} {# weg #}",
    "typst": 'meer omzet #eval("7*7") #read("/etc/passwd") $x^2$ @label *dik* `code` \\ #image("x")',
    "apl": "meer omzet ${payload.reply.title} ${7*7} @string",
    "form": "meer omzet (je|u) %(naam)s %s {0} {name}",
    "lines": "meer omzet\r\nBcc: iedereen@voorbeeld.nl\r\n\r\nkwaad",
    "log": "meer omzet\n2026-11-22 09:00:00 ERROR fulfillment: alles is weg\x1b[31m",
    "sql": "meer omzet'); DROP TABLE sessions; --",
}
EACH = pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
PLATFORMS: list[Any] = [Actions, DialogflowEs, DialogflowCx]
SPOKEN = {"speak", "break", "emphasis", "prosody", "say-as"}
ANSWERS = (
    ("Hoe mag ik", "Sanne"),
    ("vijf korte vragen", "ja"),
    ("Wat voor werk", "ict"),
    ("iets voor het huis", "mode"),
    ("mailadres?", "sanne@voorbeeld.nl"),
    ("mailen", "ja"),
    ("sanne", "ja"),
    ("Ik heb: s", "ja"),
)


def screen() -> Alexa:
    return Alexa(screen=True)


def play(service: Service, caller: Any, evil: str) -> list[Heard]:
    """Hold a whole conversation in which every open question is answered with `evil`."""
    line = service.call(caller)
    heard = [line.start(), line.say("ja")]
    for _ in range(60):
        speech = heard[-1].speech
        if "onderweg" in speech or heard[-1].ended:
            return heard
        if "vooral bereiken" in speech or "het meest tegen" in speech or "opleveren" in speech:
            heard.append(line.say(evil))
        else:
            said = next((answer for asked, answer in ANSWERS if asked in speech), "de tweede")
            heard.append(line.say(said))
    raise AssertionError(speech)


def tags(ssml: str) -> set[str]:
    return {element.tag for element in ElementTree.fromstring(ssml).iter()} if ssml.startswith("<") else set()  # noqa: S314


@pytest.mark.parametrize(
    ("platform", "evil"),
    [*((screen, evil) for evil in EVIL.values()), *((caller, " ".join(EVIL.values())) for caller in PLATFORMS)],
)
def test_what_is_said_comes_back_as_speech_and_text_only(
    service: Service, caplog: pytest.LogCaptureFixture, platform: Callable[[], Any], evil: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        heard = play(service, platform(), evil)
    assert "onderweg" in heard[-1].speech
    for each in heard:
        assert tags(each.aloud) <= SPOKEN
        for directive in each.raw.get("response", {}).get("directives", ()):
            if "document" in directive:
                kind = directive["token"].removeprefix("checkbot-")
                assert directive["document"] == json.loads(json.dumps(document(kind)))
                assert "${" not in json.dumps(directive["datasources"])
    assert "meer omzet" not in caplog.text
    assert "\x1b" not in caplog.text


@EACH
def test_in_mail_page_and_pdf_it_stands_as_it_was_said(service: Service, evil: str) -> None:
    play(service, Alexa(), evil)
    (mail,) = service.deliver()
    assert mail["Bcc"] is None
    assert [str(value) for value in mail.get_all("To")] == ["sanne@voorbeeld.nl"]
    html, text = body(mail, "html"), body(mail, "plain")
    page = service.client.get(path_of(service)).text
    for shown in (html, page):
        assert "<script" not in shown
        assert "onerror=alert(2)>" not in shown.replace("&gt;", "")
        assert "<audio" not in shown
    said = " ".join(evil.split())
    if said.isprintable():
        assert said in " ".join(text.split())


@EACH
def test_typst_reads_none_of_it_as_source(evil: str) -> None:
    pages = PdfReader(io.BytesIO(render_pdf(made(profile=profile(evil))))).pages
    written = "".join("".join(page.extract_text() for page in pages).split()).replace("\u200b", "")
    assert "root:" not in written
    for part in re.findall(r"#eval\(\"7\*7\"\)|#read\(\"/etc/passwd\"\)|\{\{7\*7\}\}|<script>", "".join(evil.split())):
        assert part in written


def test_the_summary_of_a_report_takes_no_template_from_what_was_said() -> None:
    assert "{{ 7*7 }}" in " ".join(render_text(made(profile=profile(EVIL["jinja"]))).split())


def profile(said: str) -> Any:
    from model.tip import Profile

    return Profile("ict", "mode", "klein", {"open-doel": said, "open-obstakel": said})


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part
    return str(part.get_content())


@pytest.mark.parametrize("name", ["<b>Jan</b>", "{{ 7*7 }}", "Jan\r\nBcc: x@y.nl", "${7*7}", "Jan</speak><speak>"])
def test_a_name_is_letters_or_none_at_all(service: Service, name: str) -> None:
    line = service.call(Alexa())
    line.start()
    line.say("ja")
    heard = line.say(name)
    assert not {"<", "{", "$", "49"} & set(heard.speech)
    assert tags(heard.aloud) <= SPOKEN


@pytest.mark.parametrize(
    "address",
    [
        "jan@voorbeeld.nl\r\nBcc: iedereen@voorbeeld.nl",
        "jan@voorbeeld.nl%0d%0aBcc: x@y.nl",
        "jan@voorbeeld.nl, piet@voorbeeld.nl",
        "<script>@voorbeeld.nl",
        '"jan\r\nX: y"@voorbeeld.nl',
    ],
)
def test_an_address_reaches_one_reader_or_nobody(service: Service, address: str) -> None:
    play(service, Alexa(), "meer omzet")
    path = path_of(service)
    before = len(service.deliver())
    status = service.client.post(path, data={"address": address}).status_code
    mails = service.deliver()
    assert status in (303, 400)
    assert len(mails) - before == (status == 303)
    for mail in mails:
        assert mail["Bcc"] is None
        assert len(mail["To"].addresses) == 1


LINE_BREAKS = "x%0d%0aERROR%20alles%20is%20weg"


@pytest.mark.parametrize(
    "path", ["/rapport/{}", "/wissen/{}", "/overdracht/{}", "/{}", "/alexa/{}", "/rapport?gedaan={}"]
)
def test_no_line_of_the_log_and_no_header_comes_from_a_path_or_a_header(
    service: Service, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    headers = {"User-Agent": "x\x1b[31m kwaad", "X-Request-Id": "kwaad" * 1_000, "Referer": "kwaad"}
    with caplog.at_level(logging.DEBUG):
        answer = service.client.get(path.format(LINE_BREAKS), headers=headers)
    assert answer.status_code in (200, 404, 405)
    assert "kwaad" not in caplog.text
    assert "alles is weg" not in caplog.text
    assert "alles is weg" not in answer.text
    assert not any("kwaad" in value or "\n" in value for _, value in answer.headers)


def test_a_colleagues_word_for_the_respondent_is_said_as_words(service: Service, make_service: Any) -> None:
    from tests.test_handover import NUMBER

    service = make_service(handover_to="collega@voorbeeld.nl")
    caller = Alexa(user="sanne")
    line = service.call(caller)
    for words in ("", "ja", "sla over", "ik wil een mens spreken", NUMBER, "ja"):
        line.say(words) if words else line.start()
    (mail,) = service.deliver()
    link = re.search(r"(/overdracht/[\w.-]+)", body(mail, "plain"))
    assert link
    note = "Dag <audio src='x'/> {{ 7*7 }} ${7*7}\r\nBcc: x"
    assert service.client.post(link[1], data={"note": note}).status_code == 200
    heard = line.start()
    assert "{{ 7*7 }}" in heard.speech
    assert tags(heard.aloud) <= SPOKEN
