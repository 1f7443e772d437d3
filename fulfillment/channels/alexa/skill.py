"""The skill: one handler that turns every request into a turn of the conversation, and the reply into a response."""

from dataclasses import dataclass
from datetime import datetime

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import Response
from ask_sdk_model.ui import SimpleCard

from fulfillment.channels.alexa.read import read
from fulfillment.channels.channel import REPLY_NUMBER, Converse
from fulfillment.channels.speech import ssml
from fulfillment.conversation.reply import Reply
from fulfillment.conversation.turn import Event


@dataclass(frozen=True)
class Invocation:
    """What the handler needs besides the request; travels as the context of an invocation."""

    converse: Converse
    at: datetime


class ConversationHandler(AbstractRequestHandler):
    """Answer any request: which one it is, the conversation decides."""

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002
        """Take all."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Say the reply. Amazon allows no speech after a session has ended, nor to requests without a session."""
        invocation: Invocation = handler_input.context
        turn = read(handler_input.request_envelope, invocation.at)
        if turn is None:
            return handler_input.response_builder.response
        reply = invocation.converse(turn)
        return handler_input.response_builder.response if turn.event is Event.END else _said(handler_input, reply)


def build_skill(skill_id: str | None) -> CustomSkill:
    """Give the skill; with `skill_id` the SDK turns requests for other skills away too."""
    builder = SkillBuilder()
    builder.skill_id = skill_id  # type: ignore[assignment]  # the SDK types it by its default, None
    builder.add_request_handler(ConversationHandler())
    return builder.create()


def _said(handler_input: HandlerInput, reply: Reply) -> Response:
    builder = handler_input.response_builder.speak(ssml(reply.speech, slow=reply.slow))
    if reply.screen:
        card = SimpleCard(reply.title or "Maturity Checkbot", reply.screen)
        builder.set_card(card)
    if handler_input.request_envelope.session is not None and reply.number is not None:
        handler_input.attributes_manager.session_attributes = {REPLY_NUMBER: reply.number}
    if not reply.ends:
        builder.ask(ssml(reply.reprompt))
    return builder.set_should_end_session(reply.ends).response
