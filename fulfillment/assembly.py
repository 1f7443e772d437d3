"""The bot and the look of its reports, as the settings want them."""

from dataclasses import replace

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.persona import Persona, PersonaError, load_persona
from fulfillment.errors import CheckbotError
from fulfillment.report.theme import Theme, ThemeError, load_theme
from fulfillment.settings import Settings
from model.form import Form
from model.load import load


def the_bot(settings: Settings) -> Bot:
    """Give the bot of these settings: its persona, the model in that persona's form, and whether colleagues can help.

    Raises CheckbotError and model.load.ContentError.
    """
    try:
        persona = load_persona(settings.persona)
    except PersonaError as error:
        raise CheckbotError(f"CHECKBOT_PERSONA: {error}") from error
    return _bot(settings, persona)


def simulated_bots(settings: Settings) -> tuple[Bot, ...]:
    """Give the bots to try in the simulator: that of these settings, the same one with the other form of address, and
    those of CHECKBOT_SIMULATOR_PERSONAS. Raises as the_bot does.
    """
    own = the_bot(settings)
    other = Form.U if own.persona.form is Form.JE else Form.JE
    try:
        files = [load_persona(path) for path in settings.simulator_personas]
    except PersonaError as error:
        raise CheckbotError(f"CHECKBOT_SIMULATOR_PERSONAS: {error}") from error
    return own, *(_bot(settings, persona) for persona in (replace(own.persona, form=other), *files))


def _bot(settings: Settings, persona: Persona) -> Bot:
    page = settings.base_url.partition("://")[2] + "/rapport"
    return Bot(load(form=persona.form), persona, person=bool(settings.handover_to), page=page)


def the_theme(settings: Settings) -> Theme:
    """Give the look of the report. Raises CheckbotError."""
    try:
        return load_theme(settings.theme)
    except ThemeError as error:
        raise CheckbotError(f"CHECKBOT_THEME: {error}") from error


def check_theme(settings: Settings) -> None:
    """Make sure that reports can be made with this theme, so that a mistake in it stops the start and not the mail.

    Raises CheckbotError.
    """
    # Rendering is heavy to load, and the web processes, which import this module, never render.
    from fulfillment.report.pdf import check_logo

    try:
        check_logo(the_theme(settings))
    except ThemeError as error:
        raise CheckbotError(f"CHECKBOT_THEME: {error}") from error
