"""The mail that comes of a scan: its PDF, its links, and what changed since an earlier scan; rendered by the worker."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import update

from fulfillment.codes import ERASE_LINK, REPORT_LINK, Links
from fulfillment.storage.tables import scans, sessions
from local_sim.platforms.alexa import Alexa
from model.load import load
from tests.conftest import KEY, Line, Service

HEAVY = {"typst", "matplotlib", "numpy", "css_inline"}


def finish(line: Line, answer: str = "de tweede") -> None:
    """Take a whole quick scan, with an address."""
    line.start()
    line.say("ja")
    line.say("sla over")
    for _ in load().quick_scan:
        heard = line.say(answer)
    if "vijf korte vragen" in heard.speech:
        line.say("nee")
    for words in ("ja", "sanne@voorbeeld.nl", "ja"):
        line.say(words)


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_the_report_comes_as_mail_and_as_pdf(service: Service) -> None:
    finish(service.call(Alexa()))
    (mail,) = service.deliver()
    (pdf,) = [part for part in mail.iter_attachments() if part.get_content_type() == "application/pdf"]
    assert pdf.get_filename() == "rapport.pdf"
    assert pdf.get_content().startswith(b"%PDF-1.7")
    assert "In de bijlage zit dit rapport als PDF" in text_of(mail)
    assert "blijft bewaard tot 365 dagen" in " ".join(text_of(mail).split())


def test_its_links_name_the_scan_and_are_signed_for_their_purpose(service: Service) -> None:
    finish(service.call(Alexa()))
    lines = text_of(service.deliver()[0]).splitlines()
    with service.database.connect() as connection:
        scan_id = connection.scalar(scans.select().with_only_columns(scans.c.id))
    for door, purpose in (("rapport", REPORT_LINK), ("wissen", ERASE_LINK)):
        (link,) = [line for line in lines if line.startswith(f"{service.settings.base_url}/{door}/")]
        token = link.rpartition("/")[2]
        assert Links([KEY], purpose).read(token) == scan_id
        assert Links([KEY], "handover").read(token) is None


def test_a_second_scan_tells_what_changed_since_the_first(service: Service) -> None:
    caller = Alexa()
    finish(service.call(caller), "de eerste")
    long_ago = datetime.now(UTC) - timedelta(days=100)
    with service.database.begin() as connection:
        connection.execute(update(sessions).values(seen=long_ago, began=long_ago))
        connection.execute(update(scans).values(finished=long_ago))
    finish(service.call(caller), "de tweede")
    told = [" ".join(text_of(mail).split()) for mail in service.deliver()]
    assert sorted("Vergeleken op de" in text for text in told) == [False, True]


def test_a_web_process_loads_nothing_that_renders(tmp_path: Path) -> None:
    code = (
        "import sys; from fulfillment.app import create_app; from fulfillment.settings import Settings; "
        "app = create_app(Settings(database_url=sys.argv[1], secret_keys=('long enough for a test',))); "
        "assert app.test_client().get('/rapport').status_code == 200; "
        f"sys.stdout.write(' '.join(sorted({HEAVY!r} & set(sys.modules))))"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code, f"sqlite:///{tmp_path}/none.db"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
