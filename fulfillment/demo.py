"""The demo: a whole quick scan through a real door, unattended, and the mail that comes of it."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from rich.console import Console

from fulfillment.errors import CheckbotError
from fulfillment.mail.page import as_page
from fulfillment.post import PDF_NAME
from fulfillment.roleplay.stage import Part, new_folder, stage
from local_sim.company import DEMO, company
from local_sim.extra import has_voice

_ALOUD = "Sanne praat via POST /alexa, met een stem van espeak-ng. Achter Verstaan staat wat er is gehoord."
_IN_TEXT = "Sanne praat via POST /alexa."


def demo(console: Console, root: Path = Path("var/demo")) -> None:
    """Play the scan over POST /alexa and print it; then print where the mail lies. Each run has its own folder. It is
    spoken and listened to where the extra "voice" is installed.

    Raises CheckbotError and SimulatorError.
    """
    folder = new_folder(root)
    aloud = has_voice()
    console.print(
        f"Een hele quick scan, zonder dat jij iets hoeft te doen. {_ALOUD if aloud else _IN_TEXT}\n", soft_wrap=True
    )
    with stage(folder, aloud=aloud) as there:
        played = there.played(Part(DEMO, company(DEMO), "alexa"), console)
    if played.trouble:
        raise CheckbotError(played.trouble)
    console.print("\nHet rapport is gemaakt en bezorgd.")
    _show(console, folder, _delivered(folder / "mail"))


def _delivered(maildir: Path) -> Path:
    for mail in sorted((maildir / "new").glob("*")):
        return mail
    raise CheckbotError(f"er kwam geen mail in {maildir}: zie service.log ernaast")


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
