"""The simulator's page as a part of the service, for whoever makes or edits the bot."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, abort

from fulfillment.assembly import simulated_bots
from fulfillment.conversation.bot import Bot
from fulfillment.settings import Settings
from fulfillment.speech import the_model
from local_sim.browser.page import Persona, simulator


def simulator_page(settings: Settings, from_elsewhere: Callable[[], bool]) -> tuple[Blueprint, Mapping[str, Bot]]:
    """Give the page, and the bots to open doors for besides the service's own, by the path before those doors.

    Whoever is `from_elsewhere` is turned away. Raises CheckbotError and model.load.ContentError.
    """
    own, *others = simulated_bots(settings)
    before = {f"/simulator/personas/{place}": bot for place, bot in enumerate(others, start=1)}
    personas = tuple(_persona(bot, path) for path, bot in [("", own), *before.items()])
    page = simulator(personas, partial(the_model, settings))

    @page.before_request
    def only_here() -> None:
        if from_elsewhere():
            abort(403)

    return page, before


def _persona(bot: Bot, path: str) -> Persona:
    return Persona(f"{bot.persona.name} (zegt {bot.persona.form})", path, bot.model)
