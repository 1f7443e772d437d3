"""The report page: opened by the spoken code or the link in the mail, and mailed to a typed address.

There are no cookies and nobody is logged in, so another site has nothing to ride on: who can send one of these forms
knows the code or the signed link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import redirect, request
from werkzeug.wrappers import Response

from fulfillment.codes import Links
from fulfillment.conversation.understanding.spoken_address.address import valid
from fulfillment.pages.templating import page
from fulfillment.report.doors import Doors
from fulfillment.report.radar import HEIGHT, WIDTH, radar
from fulfillment.report.theme import Theme
from fulfillment.reports import Reports, TooOftenError
from model.form import in_form

_WRONG = "Deze code klopt niet, of hij is verlopen. Kijk of het de zes cijfers zijn die (je|u) hoorde."
_NO_ADDRESS = "Dit is geen geldig e-mailadres. Schrijf het als naam@voorbeeld.nl."
_TOO_OFTEN = "Er is te vaak een verkeerde code geprobeerd. Probeer het over een uur nog eens."
_TOO_MANY_MAILS = (
    "Dit rapport is vandaag al een paar keer gemaild. Kijk ook bij ongewenste mail, of probeer het morgen."
)
_LONGEST = 320
DONE = {
    "mail": "Gelukt. Het rapport is onderweg.",
    "verbeterd": "Gelukt. Dit is de nieuwe versie.",
    "gelijk": "Er is niets veranderd.",
}
"""What the page says was just done, by the word in its address."""

Shown = str | tuple[str, int] | Response


@dataclass(frozen=True)
class ReportLinks:
    """The way from a link to a scan and back: `signed` reads and makes the tokens, `doors` gives the pages about a
    scan, as seen from a page of ours."""

    signed: Links
    doors: Callable[[str], Doors]

    def to(self, scan_id: str) -> str:
        """Give the path of the report page of a scan."""
        return f"/rapport/{self.signed.token(scan_id)}"


class ReportPage:
    """Shows reports and has them mailed. What a link does not open is answered the same, whether we never made it or
    its report was erased: the signature is compared in constant time, and only then the database is asked."""

    def __init__(self, reports: Reports, links: ReportLinks, theme: Theme) -> None:
        self._reports = reports
        self._links = links
        self._theme = theme
        self._form = reports.model.form

    def show(self) -> Shown:
        """Show the form that takes the code."""
        return self._code_page()

    def open(self) -> Shown:
        """Go to the report of a code, or say what is wrong. 429 when wrong codes were tried too often."""
        typed = request.form.get("code", "")[:_LONGEST]
        code = "".join(figure for figure in typed if figure in "0123456789")
        try:
            scan_id = self._reports.with_code(code, datetime.now(UTC))
        except TooOftenError:
            return self._code_page(error=_TOO_OFTEN, code=code), 429
        if scan_id is None:
            return self._code_page(error=in_form(_WRONG, self._form), field="code", code=code), 400
        # After a redirect "back" and "reload" work, and send nothing again.
        return redirect(self._links.to(scan_id), 303)

    def report(self, token: str) -> Shown:
        """Show the report behind a link."""
        return self._report_page(token, done=DONE.get(request.args.get("gedaan", ""), ""))

    def mail(self, token: str) -> Shown:
        """Queue the report for the typed address, or say what is wrong."""
        typed = request.form.get("address", "")[:_LONGEST].strip()
        address = valid(typed)
        scan_id = self._links.signed.read(token)
        if scan_id and address is None:
            return self._report_page(token, 400, error=_NO_ADDRESS, address=typed)
        try:
            if not (scan_id and address and self._reports.mail(scan_id, address, datetime.now(UTC))):
                return gone(self._reports, self._theme)
        except TooOftenError:
            return self._report_page(token, 429, error=_TOO_MANY_MAILS, address=typed)
        return redirect(f"{self._links.to(scan_id)}?gedaan=mail", 303)

    def _report_page(
        self, token: str, status: int = 200, *, error: str = "", address: str = "", done: str = ""
    ) -> tuple[str, int]:
        scan_id = self._links.signed.read(token)
        report = self._reports.report(scan_id) if scan_id else None
        if scan_id is None or report is None:
            return gone(self._reports, self._theme)
        shown = page(
            "result.html.j2",
            self._form,
            report=report,
            radar=radar(report),
            size=(WIDTH, HEIGHT),
            doors=self._links.doors(scan_id),
            theme=self._theme,
            error=error,
            address=address,
            done=done,
        )
        return shown, status

    def _code_page(self, **values: str) -> str:
        shown = {"error": "", "field": "", "code": "", **values}
        return page("report.html.j2", self._form, theme=self._theme, **shown)


def gone(reports: Reports, theme: Theme) -> tuple[str, int]:
    """Give the page for a link that opens nothing."""
    return page("gone.html.j2", reports.model.form, theme=theme), 404
