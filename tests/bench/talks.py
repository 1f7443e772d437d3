"""What platforms send in a scan, up to its report: played once, and then written anew for any number of respondents.

The turn that makes the report is left out: it comes once in five minutes, and the mail it leads to would be drawn on
the same two cores.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select

from fulfillment.app import create_app
from fulfillment.channels.actions.channel import ActionsChannel
from fulfillment.channels.alexa.channel import AlexaChannel
from fulfillment.channels.channel import Channel
from fulfillment.channels.dialogflow_cx.channel import CxChannel
from fulfillment.channels.dialogflow_es.channel import EsChannel
from fulfillment.settings import Settings
from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.tables import reports
from local_sim.company import DEMO, company
from local_sim.platforms import Platform
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from local_sim.respondent import Respondent
from model.load import load
from tests.bench.trust import Keys

CHANNELS: dict[str, Callable[[], Platform]] = {
    "alexa": Alexa,
    "actions": Actions,
    "dialogflow-es": DialogflowEs,
    "dialogflow-cx": DialogflowCx,
}


@dataclass(frozen=True)
class Talk:
    """A scan through one channel: what was said (None: the opening), and what was answered."""

    channel: str
    turns: tuple[tuple[str | None, dict[str, Any]], ...]

    def requests(self, keys: Keys) -> list[dict[str, Any]]:
        """Give the requests of another respondent who says the same, signed now."""
        platform, other = CHANNELS[self.channel](), uuid4().hex
        found = []
        for words, answer in self.turns:
            body = json.dumps(platform.start() if words is None else platform.say(words), ensure_ascii=False).encode()
            headers = {"content-type": "application/json", **keys.headers(self.channel, body)}
            found.append({"path": platform.path, "headers": headers, "body": body.decode()})
            platform.read(_to(other, answer))
        return found


def _to(respondent: str, answer: dict[str, Any]) -> dict[str, Any]:
    """Give an answer as this respondent gets it: Actions knows who it talks to by what an answer says."""
    params = answer.get("user", {}).get("params", {})
    return {**answer, "user": {"params": {**params, "respondent": respondent}}} if "respondent" in params else answer


def talks(folder: Path) -> dict[str, Talk]:
    """Play a scan through every channel, on a database in `folder`."""
    settings = Settings(secret_keys=("a key of this measurement",), database_url=f"sqlite:///{folder / 'played.db'}")
    database = open_database(settings.database_url)
    upgrade(database)
    database.dispose()
    channels: tuple[Channel, ...] = (AlexaChannel(None, ""), ActionsChannel(None), EsChannel(None), CxChannel(None))
    app = create_app(settings, channels)
    return {channel: _played(app, channel) for channel in CHANNELS}


def _played(app: Flask, channel: str) -> Talk:
    platform, respondent, client = CHANNELS[channel](), Respondent(load(), company(DEMO)), app.test_client()
    before = _reports(app)
    turns: list[tuple[str | None, dict[str, Any]]] = []
    words: str | None = None
    while True:
        answer = client.post(platform.path, json=platform.start() if words is None else platform.say(words)).get_json()
        heard = platform.read(answer)
        if heard.ended or _reports(app) > before:
            return Talk(channel, tuple(turns))
        turns.append((words, answer))
        words = respondent.reply(heard)


def _reports(app: Flask) -> int:
    with app.extensions["checkbot.database"].begin() as connection:
        return connection.scalar(select(func.count()).select_from(reports)) or 0
