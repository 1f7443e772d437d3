"""The privacy page: what is kept, for what, how long, and how to have it erased. The platforms ask for its address."""

from email.message import EmailMessage
from email.policy import default

from fulfillment.pages.templating import page
from model.form import Form


class PrivacyPage:
    """Tells what is kept: a broken-off scan for `resume_days`, a finished one for `retention_days`. Questions go to the
    address of `mail_from`."""

    def __init__(self, form: Form, *, mail_from: str, resume_days: int, retention_days: int) -> None:
        contact = EmailMessage(policy=default)
        contact["From"] = mail_from
        self.contact: str = contact["From"].addresses[0].addr_spec
        values = {"resume_days": resume_days, "retention_days": retention_days}
        self._page = page("privacy.html.j2", form, contact=self.contact, **values)

    def show(self) -> str:
        """Show it."""
        return self._page
