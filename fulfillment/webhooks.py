"""The platforms' doors: behind each a channel, and behind that the conversations."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from time import perf_counter
from urllib.parse import urlsplit

from flask import Response, jsonify, request
from pydantic_core import to_json
from sqlalchemy.exc import SQLAlchemyError

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
from fulfillment.conversation.reply import Reply
from fulfillment.conversation.turn import Turn
from fulfillment.conversation.wording import apology
from fulfillment.failures import trace_of
from fulfillment.operation.trace import READ, SAVE, Timed, ended, lap
from fulfillment.paced import Paced
from fulfillment.settings import Settings, is_loopback
from model.form import Form

Answer = tuple[Response, int]
_log = logging.getLogger(__name__)
_FORWARDED = {"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"}
"""Headers of a proxy: behind one on this machine, every caller seems to come from it."""


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


def webhook(channel: Channel, conversations: Paced, form: Form, *, loopback_only: bool) -> Callable[[], Answer]:
    """Give the view of a channel's door. Whatever fails in a turn, the speaker hears an apology in this `form`.

    `loopback_only`: nobody is verified, and only this machine is let in.
    """

    def converse(since: float, turn: Turn) -> Reply:
        lap(READ)
        try:
            return conversations.converse(turn, since)
        except Exception as error:  # noqa: BLE001 - any failure ends in a sentence for the speaker and a trace in the log
            ended("failed", "database" if isinstance(error, SQLAlchemyError) else "internal")
            _log.error("beurt mislukt kanaal=%s fout=%s\n%s", channel.name, type(error).__name__, trace_of(error))
            return apology(turn.heard, form)
        finally:
            lap(SAVE)

    def door() -> Answer:
        since = perf_counter()
        if not request.is_json:
            return jsonify(error="content type must be application/json"), 415
        try:
            if loopback_only and from_elsewhere():
                raise Refused("remote")
            incoming = Incoming(dict(request.headers.items()), request.get_data(cache=False), datetime.now(UTC))
            answer = channel.answer(incoming, partial(converse, since))
            return Response(to_json(answer), content_type="application/json"), HTTPStatus.OK
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


def from_elsewhere() -> bool:
    """Tell whether the request at hand came from another machine, through a proxy, or by another machine's name."""
    # A page in a browser can have a name of its own point to this machine; that name stands in Host then.
    named = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    here = is_loopback(request.remote_addr or "") and is_loopback(named)
    return not here or any(name in request.headers for name in _FORWARDED)
