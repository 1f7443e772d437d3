"""The pages for a browser: the report by its spoken code, a handed-over conversation given back, privacy, and erasing
by the link in the report."""

from flask import Flask
from sqlalchemy import Engine

from fulfillment.aftermath import Aftermath
from fulfillment.codes import Links
from fulfillment.pages.erasure import ErasurePage
from fulfillment.pages.handover import HandoverPage
from fulfillment.pages.privacy import PrivacyPage
from fulfillment.pages.report import ReportPage
from fulfillment.storage.vault import Vault
from model.types import Model

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


def add_pages(
    app: Flask,
    model: Model,
    database: Engine,
    vault: Vault,
    links: Links,
    aftermath: Aftermath,
    privacy: PrivacyPage,
    erasure: ErasurePage,
    *,
    resume_days: int,
) -> None:
    """Add the pages to the service. They work without JavaScript and load nothing from elsewhere."""
    report = ReportPage(model, database, vault, aftermath, resume_days=resume_days)
    handover = HandoverPage(database, vault, links)
    app.add_url_rule("/privacy", "privacy", privacy.show, methods=["GET"])
    app.add_url_rule("/wissen/<token>", "erasure", erasure.show, methods=["GET"])
    app.add_url_rule("/wissen/<token>", "erasure_done", erasure.erase, methods=["POST"])
    app.add_url_rule("/rapport", "report", report.show, methods=["GET"])
    app.add_url_rule("/rapport", "report_send", report.send, methods=["POST"])
    app.add_url_rule("/overdracht/<token>", "handover", handover.show, methods=["GET"])
    app.add_url_rule("/overdracht/<token>", "handover_back", handover.give_back, methods=["POST"])

    @app.after_request
    def guarded(response):  # type: ignore[no-untyped-def]
        if response.mimetype == "text/html":
            response.headers.update(_HEADERS)
        return response
