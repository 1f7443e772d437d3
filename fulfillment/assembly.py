"""The bot as the settings want it: its persona, the model in that persona's form, and who can take over."""

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.persona import PersonaError, load_persona
from fulfillment.errors import CheckbotError
from fulfillment.settings import Settings
from model.load import load


def the_bot(settings: Settings) -> Bot:
    """Give the bot of these settings: its persona, the model in that persona's form, and whether colleagues can help.

    Raises CheckbotError and model.load.ContentError.
    """
    try:
        persona = load_persona(settings.persona)
    except PersonaError as error:
        raise CheckbotError(f"CHECKBOT_PERSONA: {error}") from error
    page = settings.base_url.partition("://")[2] + "/rapport"
    return Bot(load(form=persona.form), persona, person=bool(settings.handover_to), page=page)
