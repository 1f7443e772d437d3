"""The report page: for who could not make the address understood. The spoken code and a typed address bring the
mail."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from flask import request
from sqlalchemy import Connection, Engine

from fulfillment.aftermath import Aftermath
from fulfillment.codes import CODE_LENGTH
from fulfillment.conversation.note import mailed_from_the_page
from fulfillment.pages.templating import page
from fulfillment.storage.attempts import Attempts
from fulfillment.storage.events import Events
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.vault import Vault
from model.types import Model

_WRONG = "Deze code klopt niet, of hij is verlopen. Kijk of het de zes cijfers zijn die (je|u) hoorde."
_NO_ADDRESS = "Dit is geen geldig e-mailadres. Schrijf het als naam@voorbeeld.nl."
_TOO_OFTEN = "Er is te vaak een verkeerde code geprobeerd. Probeer het over een uur nog eens."
_LONGEST = 320
_CHANNEL = "page"
_MOST_MAILS = 3
"""Reports one code brings: a typed address can be wrong too."""


class ReportPage:
    """Takes a code and an address, and has the report mailed. `resume_days` is how long a code works."""

    def __init__(self, model: Model, database: Engine, vault: Vault, aftermath: Aftermath, *, resume_days: int) -> None:
        self._model = model
        self._database = database
        self._vault = vault
        self._aftermath = aftermath
        self._kept = timedelta(days=resume_days)

    def show(self) -> str:
        """Show the form."""
        return self._page()

    def send(self) -> tuple[str, int]:
        """Queue the report for the typed address, or say what is wrong. 429 when wrong codes were tried too often."""
        code = "".join(filter(str.isdigit, request.form.get("code", "")[:_LONGEST]))
        typed = request.form.get("address", "")[:_LONGEST].strip()
        address = _valid(typed)
        if address is None:
            return self._page(error=_NO_ADDRESS, field="address", code=code, address=typed), 400
        now = datetime.now(UTC)
        with self._database.begin() as connection:
            attempts = Attempts(connection)
            if attempts.too_many(now):
                return self._page(error=_TOO_OFTEN, code=code, address=typed), 429
            if not self._report(connection, code, address, now):
                attempts.failed(now)
                return self._page(error=_WRONG, field="code", code=code, address=typed), 400
        return self._page(sent=True), 200

    def _report(self, connection: Connection, code: str, address: str, now: datetime) -> bool:
        sessions = Sessions(connection, self._vault)
        stored = sessions.with_code(code) if len(code) == CODE_LENGTH else None
        if stored is None or not stored.session.paged or now - stored.seen > self._kept:
            return False
        session = stored.session.fitting(self._model)
        if session.reports >= _MOST_MAILS or session.unanswered(self._model) is not None:
            return False
        reported = replace(session, address=address, reported=True, reports=session.reports + 1)
        self._aftermath.report(connection, reported, now)
        sessions.put(reported.forgetting())
        sessions.forget_turns(reported)
        Events(connection).add(reported, mailed_from_the_page(reported), channel=_CHANNEL, at=now)
        return True

    def _page(self, **values: object) -> str:
        shown = {"error": "", "field": "", "code": "", "address": "", "sent": False, **values}
        return page("report.html.j2", self._model.form, **shown)


def _valid(typed: str) -> str | None:
    try:
        return validate_email(typed, check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        return None
