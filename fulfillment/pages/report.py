"""The report page: for who could not make the address understood. The spoken code and a typed address bring the
mail."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from email_validator import EmailNotValidError, validate_email
from flask import request
from jinja2 import Environment, PackageLoader, StrictUndefined
from sqlalchemy import Engine

from fulfillment.aftermath import Aftermath
from fulfillment.codes import CODE_LENGTH
from fulfillment.pages.limit import Limit
from fulfillment.storage.sessions import Sessions, Stored
from fulfillment.storage.vault import Vault
from model.form import in_form
from model.types import Model

_WRONG = "Deze code klopt niet, of hij is verlopen. Kijk of het de zes cijfers zijn die (je|u) hoorde."
_NO_ADDRESS = "Dit is geen geldig e-mailadres. Schrijf het als naam@voorbeeld.nl."
_TOO_OFTEN = "Er is te vaak geprobeerd. Wacht een kwartier en probeer het dan nog eens."
_EACH, _ALL, _WINDOW = 5, 60, timedelta(minutes=15)


class ReportPage:
    """Takes a code and an address, and has the report mailed. `resume_days` is how long a code works."""

    def __init__(self, model: Model, database: Engine, vault: Vault, aftermath: Aftermath, *, resume_days: int) -> None:
        self._model = model
        self._database = database
        self._vault = vault
        self._aftermath = aftermath
        self._kept = timedelta(days=resume_days)
        self._limit = Limit(each=_EACH, all=_ALL, window=_WINDOW)

    def show(self) -> str:
        """Show the form."""
        return self._page()

    def send(self) -> tuple[str, int]:
        """Queue the report for the typed address, or say what is wrong. 429 when it was tried too often."""
        now = datetime.now(UTC)
        if not self._limit.allows(request.remote_addr or "", now):
            return self._page(error=_TOO_OFTEN), 429
        code = "".join(filter(str.isdigit, request.form.get("code", "")[:40]))
        typed = request.form.get("address", "")[:320].strip()
        address = _valid(typed)
        if len(code) != CODE_LENGTH:
            return self._page(error=_WRONG, field="code", code=code, address=typed), 400
        if address is None:
            return self._page(error=_NO_ADDRESS, field="address", code=code, address=typed), 400
        if not self._report(code, address, now):
            return self._page(error=_WRONG, field="code", code=code, address=typed), 400
        return self._page(sent=True), 200

    def _report(self, code: str, address: str, now: datetime) -> bool:
        with self._database.begin() as connection:
            sessions = Sessions(connection, self._vault)
            stored = sessions.with_code(code)
            if not self._open(stored, now):
                return False
            assert stored is not None  # noqa: S101 - an open one is there
            session = stored.session
            reported = replace(session, address=address, reported=True, reports=session.reports + 1, told=False)
            self._aftermath.report(connection, reported, now)
            sessions.put(replace(reported, address=None))
        return True

    def _open(self, stored: Stored | None, now: datetime) -> bool:
        if stored is None or not stored.session.told or now - stored.seen > self._kept:
            return False
        return stored.session.model_version == self._model.version and bool(stored.session.given)

    def _page(self, **values: object) -> str:
        shown = {"error": "", "field": "", "code": "", "address": "", "sent": False, **values}
        return in_form(_templates().get_template("report.html.j2").render(shown), self._model.form)


def _valid(typed: str) -> str | None:
    try:
        return validate_email(typed, check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        return None


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("fulfillment.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
