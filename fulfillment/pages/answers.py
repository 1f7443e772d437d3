"""The page on which answers are put right, and a new version of the report comes of it."""

from datetime import UTC, datetime

from flask import redirect, request

from fulfillment.pages.choices import Field, NotAChoiceError, choice, field, ids
from fulfillment.pages.report import ReportLinks, Shown, gone
from fulfillment.pages.templating import page
from fulfillment.report.theme import Theme
from fulfillment.reports import Answered, Reports
from model.question import Choice, Question

_NOTHING = "Kies een antwoord. Was het niets hiervan? Kies dan “Geen van deze”."


class AnswersPage:
    """Shows the answers that a report rests on, and takes other ones. Of two who change the same, the last wins."""

    def __init__(self, reports: Reports, links: ReportLinks, theme: Theme) -> None:
        self._reports = reports
        self._links = links
        self._theme = theme

    def show(self, token: str) -> Shown:
        """Show the answers."""
        found = self._answered(token)
        if found is None:
            return gone(self._reports, self._theme)
        _, answered = found
        fields = {question.id: field(question, ids(question, answered.given)) for question in answered.questions}
        return self._page(token, answered, fields), 200

    def correct(self, token: str) -> Shown:
        """Take the answers and go to the report, or show what can't be an answer: then nothing was changed."""
        found = self._answered(token)
        if found is None:
            return gone(self._reports, self._theme)
        scan_id, answered = found
        given: dict[str, Choice] = {}
        fields: dict[str, Field] = {}
        for question in answered.questions:
            sent = request.form.getlist(question.id)
            error = ""
            try:
                given |= _given(question, sent, answered)
            except NotAChoiceError as wrong:
                error = str(wrong)
            fields[question.id] = field(question, sent, error)
        if any(each.error for each in fields.values()):
            return self._page(token, answered, fields), 400
        changed = self._reports.correct(scan_id, given, datetime.now(UTC))
        return redirect(f"{self._links.to(scan_id)}?gedaan={'verbeterd' if changed else 'gelijk'}", 303)

    def _answered(self, token: str) -> tuple[str, Answered] | None:
        scan_id = self._links.signed.read(token)
        answered = self._reports.answered(scan_id) if scan_id else None
        return (scan_id, answered) if scan_id and answered else None

    def _page(self, token: str, answered: Answered, fields: dict[str, Field]) -> str:
        model = self._reports.model
        groups = [
            (aspect.name, [fields[question.id] for question in answered.questions if question.aspect == aspect.id])
            for aspect in model.aspects
        ]
        return page(
            "answers.html.j2",
            model.form,
            theme=self._theme,
            back=f"/rapport/{token}",
            groups=[(name, asked) for name, asked in groups if asked],
            wrong=[each for each in fields.values() if each.error],
        )


def _given(question: Question, sent: list[str], answered: Answered) -> dict[str, Choice]:
    """Read one field. A form without the field leaves the question as it was; in ours only tick boxes can be all off,
    and then a mark of their own comes along."""
    if sent:
        return {question.id: choice(question, sent)}
    if f"{question.id}-getoond" in request.form and question.id in answered.given:
        raise NotAChoiceError(_NOTHING)
    return {}
