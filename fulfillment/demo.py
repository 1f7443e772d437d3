"""The demo: a whole quick scan through a real door, unattended, and the mail that comes of it."""

import time
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from rich.console import Console

from fulfillment.errors import CheckbotError
from fulfillment.loopback import service
from fulfillment.mail.page import as_page
from fulfillment.post import PDF_NAME
from local_sim.client import Client
from local_sim.platforms.alexa import Alexa
from local_sim.respondent import Respondent
from local_sim.terminal import attend
from model.load import load

_MAIL_WITHIN = 60.0


def demo(console: Console, root: Path = Path("var/demo")) -> None:
    """Play the scan over POST /alexa and print it; then print where the mail lies. Each run has its own folder.

    Raises CheckbotError and SimulatorError.
    """
    folder = root / datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")
    settings = {
        "CHECKBOT_DATABASE_URL": f"sqlite:///{folder / 'checkbot.db'}",
        "CHECKBOT_SMTP_URL": f"maildir:{folder / 'mail'}",
    }
    console.print(
        "Een hele quick scan, zonder dat jij iets hoeft te doen. Sanne praat via POST /alexa.\n",
        soft_wrap=True,
    )
    with service(folder / "service.log", settings) as url:
        with Client(url, Alexa()) as client:
            attend(client, Respondent(load()).reply, console, echo=True, name="Sanne")
        console.print("\nHet rapport wordt gemaakt en bezorgd …")
        mail = _delivered(folder / "mail")
    _show(console, folder, mail)


def _delivered(maildir: Path) -> Path:
    deadline = time.monotonic() + _MAIL_WITHIN
    while time.monotonic() < deadline:
        if found := sorted((maildir / "new").glob("*")):
            return found[0]
        time.sleep(0.1)
    raise CheckbotError(f"er kwam binnen {_MAIL_WITHIN:.0f} seconden geen mail in {maildir}: zie service.log ernaast")


def _show(console: Console, folder: Path, mail: Path) -> None:
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    page = folder / "rapport.html"
    page.write_text(as_page(message), encoding="utf-8")
    pdf = folder / PDF_NAME
    pdf.write_bytes(_attached(message))
    for label, value in _facts(message, mail, page, pdf):
        console.print(f"{label:<12}{value}", soft_wrap=True, markup=False)


def _attached(message: EmailMessage) -> bytes:
    for part in message.iter_attachments():
        if part.get_filename() == PDF_NAME and isinstance(content := part.get_content(), bytes):
            return content
    raise CheckbotError(f"er zit geen {PDF_NAME} bij de mail: zie service.log ernaast")


def _facts(message: EmailMessage, mail: Path, page: Path, pdf: Path) -> Iterator[tuple[str, object]]:
    yield "Aan", message["To"]
    yield "Onderwerp", message["Subject"]
    yield "Mail", mail
    yield "PDF", pdf
    yield "Bekijk", f"{page} (de mail als pagina, open hem in je browser)"
