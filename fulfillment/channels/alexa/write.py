"""Write a reply as Alexa's response: speech, card, screen, and what may be said next.

Source: Amazon's "Request and Response JSON Reference".
"""

from typing import Any

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import RequestEnvelope, Response
from ask_sdk_model.ui import AskForPermissionsConsentCard, Card, SimpleCard

from fulfillment.channels.alexa.entities import entities
from fulfillment.channels.alexa.profile import PERMISSION
from fulfillment.channels.alexa.screen import has_screen, screen
from fulfillment.channels.channel import REPLY_NUMBER
from fulfillment.channels.speech import ssml
from fulfillment.conversation.reply import Reply, Wants


def write(handler_input: HandlerInput, reply: Reply) -> Response:
    """Give the response to a request with a session."""
    envelope = handler_input.request_envelope
    builder = handler_input.response_builder.speak(ssml(reply.speech, reply.manner))
    if card := _card(reply, envelope):
        builder.set_card(card)
    if envelope.session is not None and reply.number is not None:
        handler_input.attributes_manager.session_attributes = {REPLY_NUMBER: reply.number}
    if not reply.ends:
        builder.ask(ssml(reply.reprompt, reply.manner))
    response = builder.set_should_end_session(reply.ends).response
    # Plain data: the SDK's objects for it would be taken apart again, at each turn.
    response.directives = _directives(reply, envelope)  # type: ignore[assignment]
    return response


def _card(reply: Reply, envelope: RequestEnvelope) -> Card | None:
    """Give the card for the app: the request for consent, or what a device without a screen can't show."""
    if reply.wants is Wants.CONSENT:
        return AskForPermissionsConsentCard(permissions=[PERMISSION])
    if reply.screen and not has_screen(envelope):
        return SimpleCard(reply.title or "Maturity Checkbot", reply.screen)
    return None


def _directives(reply: Reply, envelope: RequestEnvelope) -> list[dict[str, Any]]:
    shown = [screen(reply)] if has_screen(envelope) else []
    return shown + entities(reply)
