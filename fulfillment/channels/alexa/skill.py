"""The skill: one handler that turns every request into a turn of the conversation, and the reply into a response."""

from dataclasses import dataclass
from datetime import datetime

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import Response

from fulfillment.channels.account import with_account
from fulfillment.channels.alexa.notices import answer_to
from fulfillment.channels.alexa.profile import Profile
from fulfillment.channels.alexa.read import read
from fulfillment.channels.alexa.write import write
from fulfillment.channels.channel import Converse
from fulfillment.conversation.turn import Event


@dataclass(frozen=True)
class Invocation:
    """What the handler needs besides the request; travels as the context of an invocation."""

    converse: Converse
    at: datetime


class ConversationHandler(AbstractRequestHandler):
    """Answer any request: which one it is, the conversation decides."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002
        """Take all."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Say the reply. Amazon allows no speech after a session has ended, nor to requests without a session."""
        invocation: Invocation = handler_input.context
        envelope = handler_input.request_envelope
        turn = read(envelope, invocation.at)
        notice = answer_to(envelope.request)
        if turn is None:
            return notice
        reply = invocation.converse(turn)
        if turn.event is Event.END:
            return notice
        reply = with_account(turn, reply, invocation.converse, lambda: self._profile.look(envelope))
        return write(handler_input, reply)


def build_skill(skill_id: str | None, profile: Profile) -> CustomSkill:
    """Give the skill; with `skill_id` the SDK turns requests for other skills away too."""
    builder = SkillBuilder()
    builder.skill_id = skill_id  # type: ignore[assignment]  # the SDK types it by its default, None
    builder.add_request_handler(ConversationHandler(profile))
    return builder.create()
