"""The web service: its doors, and behind each a channel and the conversations."""

import gc
import logging
import threading
from datetime import UTC, datetime
from functools import partial
from time import perf_counter
from traceback import format_tb
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, jsonify, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from fulfillment.aftermath import Aftermath
from fulfillment.assembly import the_bot, the_theme
from fulfillment.bodies import unhurried
from fulfillment.callers import networks
from fulfillment.channels.actions.account import LinkedAccount
from fulfillment.channels.actions.channel import ActionsChannel
from fulfillment.channels.actions.token import GoogleVerifier
from fulfillment.channels.alexa.channel import AlexaChannel
from fulfillment.channels.alexa.signature import AlexaVerifier
from fulfillment.channels.channel import Channel, Incoming
from fulfillment.channels.dialogflow_cx.channel import CxChannel
from fulfillment.channels.dialogflow_es.channel import EsChannel
from fulfillment.channels.errors import Malformed, Refused
from fulfillment.channels.service_agent import ServiceAgentVerifier
from fulfillment.codes import ERASE_LINK, HANDOVER_LINK, REPORT_LINK, Links
from fulfillment.conversation.bot import Bot
from fulfillment.conversation.reply import Reply
from fulfillment.conversation.turn import Turn
from fulfillment.conversation.wording import apology
from fulfillment.conversations import Conversations
from fulfillment.doors import report_doors
from fulfillment.headers import guarding
from fulfillment.limits import Limit
from fulfillment.logs import log_to_stderr
from fulfillment.operation.doors import LEARNED, add_operation
from fulfillment.operation.trace import READ, SAVE, Timed, ended, lap
from fulfillment.paced import Paced
from fulfillment.pages import add_pages
from fulfillment.pages.away import is_page, limit_pages, trouble
from fulfillment.pages.erasure import ErasurePage
from fulfillment.pages.privacy import PrivacyPage
from fulfillment.pages.report import ReportLinks
from fulfillment.privacy.erasing import Erasing
from fulfillment.reports import Reports
from fulfillment.settings import Settings, is_loopback, read_settings, secret_keys
from fulfillment.storage.database import open_database
from fulfillment.storage.vault import Vault
from model.form import Form

_log = logging.getLogger(__name__)
_FORWARDED = {"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"}
"""Headers of a proxy: behind one on this machine, every caller seems to come from it."""


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
    app.url_map.strict_slashes = False
    app.register_error_handler(HTTPException, _plainly)
    app.register_error_handler(Exception, _failed)
    channels = usual_channels(settings) if channels is None else channels
    add_operation(
        app,
        database,
        {channel.name for channel in channels},
        token=settings.metrics_token,
        log_requests=settings.log == "json",
        from_elsewhere=_from_elsewhere,
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
            view = _door(channel, paced, bot.persona.form, loopback_only=not settings.verify_requests)
            app.add_url_rule(before + channel.path, before + channel.name, view, methods=["POST"])

    open_doors(bot, aftermath)
    if settings.simulator:
        # It is large, and a service in earnest has none.
        from fulfillment.simulator import simulator_page

        page, others = simulator_page(settings, _from_elsewhere)
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


def usual_channels(settings: Settings) -> tuple[Channel, ...]:
    """Give the channels. A channel whose own id is not set turns everybody away."""
    if not settings.verify_requests:
        known = {"knows_users": True}
        return AlexaChannel(None, ""), ActionsChannel(None), EsChannel(None, **known), CxChannel(None, **known)
    for name in ("alexa_skill_id", "google_project_id", "dialogflow_service_account"):
        if not getattr(settings, name):
            _log.warning("CHECKBOT_%s is leeg: dit kanaal weigert elk verzoek", name.upper())
    # Dialogflow writes the webhook's own address into its tokens, unless it is told otherwise.
    doors = (f"{settings.base_url.rstrip('/')}{channel.path}" for channel in (EsChannel, CxChannel))
    agent = Timed(ServiceAgentVerifier((settings.dialogflow_audience, *doors), settings.dialogflow_service_account))
    known = {"knows_users": settings.dialogflow_users}
    return (
        AlexaChannel(Timed(AlexaVerifier()), settings.alexa_skill_id),
        ActionsChannel(Timed(GoogleVerifier(settings.google_project_id)), LinkedAccount(settings.google_client_id)),
        EsChannel(agent, **known),
        CxChannel(agent, **known),
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
    app.extensions["checkbot.bot"].learn()
    # What is there now stays: looking through it for garbage, again and again, would take a tenth of every turn.
    gc.collect()
    gc.freeze()
    app.extensions[LEARNED].set()


def _door(channel: Channel, conversations: Paced, form: Form, *, loopback_only: bool) -> Any:
    def converse(since: float, turn: Turn) -> Reply:
        lap(READ)
        try:
            return conversations.converse(turn, since)
        except Exception as error:  # noqa: BLE001 - any failure ends in a sentence for the speaker and a trace in the log
            # Where, but not what: the text of an error can quote what was said.
            ended("failed", "database" if isinstance(error, SQLAlchemyError) else "internal")
            _log.error("beurt mislukt kanaal=%s fout=%s\n%s", channel.name, type(error).__name__, _trace(error))
            return apology(turn.heard, form)
        finally:
            lap(SAVE)

    def door() -> tuple[Response, int]:
        since = perf_counter()
        if not request.is_json:
            return jsonify(error="content type must be application/json"), 415
        try:
            if loopback_only and _from_elsewhere():
                raise Refused("remote")
            incoming = Incoming(dict(request.headers.items()), request.get_data(cache=False), datetime.now(UTC))
            return jsonify(channel.answer(incoming, partial(converse, since))), 200
        except Refused as refused:
            ended("refused", refused.reason)
            seen = f" gezien={refused.seen}" if refused.seen else ""
            _log.warning("geweigerd kanaal=%s reden=%s%s", channel.name, refused.reason, seen)
            return jsonify(error=str(refused)), channel.refusal
        except Malformed as malformed:
            ended("malformed", "")
            _log.warning("onleesbaar kanaal=%s reden=%s", channel.name, malformed)
            return jsonify(error=f"Not a request of this platform: {malformed}."), 400

    return door


def _failed(error: Exception) -> tuple[Response | str, int]:
    # Neither the path, in which a link's key may stand, nor the text of the error, which can quote what was said.
    _log.error("pagina mislukt deur=%s fout=%s\n%s", request.endpoint, type(error).__name__, _trace(error))
    return trouble() if is_page(request.path) else (jsonify(error="Internal Server Error"), 500)


def _trace(error: Exception) -> str:
    return "".join(format_tb(error.__traceback__))


def _from_elsewhere() -> bool:
    # A page in a browser can have a name of its own point to this machine; that name stands in Host then.
    named = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    here = is_loopback(request.remote_addr or "") and is_loopback(named)
    return not here or any(name in request.headers for name in _FORWARDED)


def _plainly(error: HTTPException) -> tuple[Response, int]:
    response = jsonify(error=error.name)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(error.valid_methods)
    return response, error.code or 500
