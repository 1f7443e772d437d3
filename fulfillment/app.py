"""The web service: its doors, and behind each a channel and the conversations."""

import gc
import threading
from functools import partial

from flask import Flask

from fulfillment.aftermath import Aftermath
from fulfillment.assembly import the_bot, the_theme
from fulfillment.bodies import unhurried
from fulfillment.callers import networks
from fulfillment.channels.channel import Channel
from fulfillment.codes import ERASE_LINK, HANDOVER_LINK, REPORT_LINK, Links
from fulfillment.conversation.bot import Bot
from fulfillment.conversations import Conversations
from fulfillment.doors import report_doors
from fulfillment.failures import tell_failures
from fulfillment.headers import guarding
from fulfillment.limits import Limit
from fulfillment.logs import log_to_stderr
from fulfillment.operation.doors import LEARNED, add_operation
from fulfillment.paced import Paced
from fulfillment.pages import add_pages
from fulfillment.pages.away import limit_pages
from fulfillment.pages.erasure import ErasurePage
from fulfillment.pages.privacy import PrivacyPage
from fulfillment.pages.report import ReportLinks
from fulfillment.privacy.erasing import Erasing
from fulfillment.reports import Reports
from fulfillment.settings import Settings, read_settings, secret_keys
from fulfillment.storage.database import open_database
from fulfillment.storage.vault import Vault
from fulfillment.webhooks import from_elsewhere, usual_channels, webhook


def create_app(settings: Settings | None = None, channels: tuple[Channel, ...] | None = None) -> Flask:
    """Make the service from the environment's settings, or from `settings`; `channels` replaces the usual ones."""
    settings = settings or read_settings()
    database = open_database(settings.database_url)
    keys = secret_keys(settings)
    vault = Vault(keys)
    bot = the_bot(settings)
    aftermath = _aftermath(settings, bot, vault)
    app = Flask(__name__, static_folder=None)
    app.extensions["checkbot.database"] = database
    app.extensions["checkbot.bot"] = bot
    app.config["MAX_CONTENT_LENGTH"] = settings.body_limit
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.json.sort_keys = False  # type: ignore[attr-defined]
    # None of our views is a coroutine: Flask would look at five functions for every request to see that.
    app.ensure_sync = lambda view: view  # type: ignore[method-assign, assignment]
    app.url_map.strict_slashes = False
    tell_failures(app)
    channels = usual_channels(settings) if channels is None else channels
    add_operation(
        app,
        database,
        {channel.name for channel in channels},
        token=settings.metrics_token,
        log_requests=settings.log == "json",
        from_elsewhere=from_elsewhere,
    )
    app.after_request(guarding(settings.base_url))
    limit_pages(app, Limit(settings.pages_per_minute), networks(settings.proxies))
    days = {"resume_days": settings.resume_days, "retention_days": settings.retention_days}
    privacy = PrivacyPage(bot.model.form, mail_from=settings.mail_from, **days)
    erasing = Erasing(database, vault)
    erasure = ErasurePage(bot.model.form, erasing, Links(keys, ERASE_LINK), contact=privacy.contact)
    links = Links(keys, HANDOVER_LINK)
    reports = Reports(database, vault, aftermath, resume_days=settings.resume_days)
    report_links = ReportLinks(Links(keys, REPORT_LINK), partial(report_doors, keys, "", settings.mail_from))
    add_pages(app, database, vault, links, privacy, erasure, reports, report_links, the_theme(settings))

    def open_doors(bot: Bot, aftermath: Aftermath, before: str = "") -> None:
        """Let people talk to `bot` through every channel, at its path with `before` in front of it."""
        conversations = Conversations(bot, database, vault, aftermath, resume_days=settings.resume_days)
        paced = Paced(conversations, Limit(settings.pace), bot.persona.form)
        for channel in channels:
            view = webhook(channel, paced, bot.persona.form, loopback_only=not settings.verify_requests)
            app.add_url_rule(before + channel.path, before + channel.name, view, methods=["POST"])

    open_doors(bot, aftermath)
    if settings.simulator:
        # It is large, and a service in earnest has none.
        from fulfillment.simulator import simulator_page

        page, others = simulator_page(settings, from_elsewhere)
        for before, other in others.items():
            open_doors(other, _aftermath(settings, other, vault), before)
        app.register_blueprint(page)
    return app


def _aftermath(settings: Settings, bot: Bot, vault: Vault) -> Aftermath:
    return Aftermath(
        bot.model,
        vault,
        mail_from=settings.mail_from,
        handover_to=settings.handover_to,
        kept_days=settings.retention_days,
    )


def serving(channels: tuple[Channel, ...] | None = None) -> Flask:
    """Make the service for a web process, and have it learn all answers and commands now: else whoever comes first
    waits for it. `channels` as in create_app."""
    settings = read_settings()
    log_to_stderr(settings.log)
    app = create_app(settings, channels)
    app.wsgi_app = unhurried(  # type: ignore[assignment, method-assign]  # Flask's own way to put something before it
        app.wsgi_app, most=settings.body_limit, proxies=networks(settings.proxies)
    )
    threading.Thread(target=_learn, args=(app,), name="learn", daemon=True).start()
    return app


def _learn(app: Flask) -> None:
    gc.disable()
    try:
        app.extensions["checkbot.bot"].learn()
        # What is there now stays: looking through it for garbage, again and again, would take a tenth of every turn.
        gc.collect()
        gc.freeze()
    finally:
        gc.enable()
    app.extensions[LEARNED].set()
