"""The page behind the link in the report: what is kept of a scan, and the button that erases it.

Mail programs open links to look for harm: only the button erases. The page names nobody, for reports are forwarded.
"""

from fulfillment.codes import Links
from fulfillment.pages.templating import page
from fulfillment.privacy.erasing import Erasing
from fulfillment.privacy.words import tally_in_words
from model.form import Form


class ErasurePage:
    """Shows and erases what belongs to the scan that a link names. Questions go to the address `contact`."""

    def __init__(self, form: Form, erasing: Erasing, links: Links, *, contact: str) -> None:
        self._form = form
        self._erasing = erasing
        self._links = links
        self._contact = contact

    def show(self, token: str) -> tuple[str, int]:
        """Show what would go; 404 for a link that is none of ours."""
        scan_id = self._links.read(token)
        if scan_id is None:
            return self._page("unknown"), 404
        kept = self._erasing.kept(scan_id)
        return self._page("ask", what=tally_in_words(kept)) if kept else self._page("nothing"), 200

    def erase(self, token: str) -> tuple[str, int]:
        """Erase it, and say what went; 404 for a link that is none of ours."""
        scan_id = self._links.read(token)
        if scan_id is None:
            return self._page("unknown"), 404
        gone = self._erasing.erase(scan_id)
        return self._page("done", what=tally_in_words(gone)) if gone else self._page("nothing"), 200

    def _page(self, state: str, what: str = "") -> str:
        return page("erasure.html.j2", self._form, state=state, what=what, contact=self._contact)
