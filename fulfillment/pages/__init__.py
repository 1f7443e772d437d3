"""The pages for a browser: the report by its spoken code or link, its answers put right, a handed-over conversation
given back, privacy, and erasing by the link in the report."""

from flask import Flask
from sqlalchemy import Engine

from fulfillment.codes import Links
from fulfillment.pages.answers import AnswersPage
from fulfillment.pages.erasure import ErasurePage
from fulfillment.pages.handover import HandoverPage
from fulfillment.pages.privacy import PrivacyPage
from fulfillment.pages.report import ReportLinks, ReportPage
from fulfillment.report.theme import Theme
from fulfillment.reports import Reports
from fulfillment.storage.vault import Vault


def add_pages(
    app: Flask,
    database: Engine,
    vault: Vault,
    links: Links,
    privacy: PrivacyPage,
    erasure: ErasurePage,
    reports: Reports,
    report_links: ReportLinks,
    theme: Theme,
) -> None:
    """Add the pages to the service. They work without JavaScript and load nothing from elsewhere."""
    report = ReportPage(reports, report_links, theme)
    answers = AnswersPage(reports, report_links, theme)
    handover = HandoverPage(database, vault, links)
    app.add_url_rule("/privacy", "privacy", privacy.show, methods=["GET"])
    app.add_url_rule("/wissen/<token>", "erasure", erasure.show, methods=["GET"])
    app.add_url_rule("/wissen/<token>", "erasure_done", erasure.erase, methods=["POST"])
    app.add_url_rule("/rapport", "report_code", report.show, methods=["GET"])
    app.add_url_rule("/rapport", "report_open", report.open, methods=["POST"])
    app.add_url_rule("/rapport/<token>", "report", report.report, methods=["GET"])
    app.add_url_rule("/rapport/<token>", "report_mail", report.mail, methods=["POST"])
    app.add_url_rule("/rapport/<token>/antwoorden", "answers", answers.show, methods=["GET"])
    app.add_url_rule("/rapport/<token>/antwoorden", "answers_correct", answers.correct, methods=["POST"])
    app.add_url_rule("/overdracht/<token>", "handover", handover.show, methods=["GET"])
    app.add_url_rule("/overdracht/<token>", "handover_back", handover.give_back, methods=["POST"])
