"""The address of the respondent's account, when the conversation wants it and the platform can give it."""

from collections.abc import Callable
from dataclasses import dataclass

from fulfillment.channels.channel import Converse
from fulfillment.conversation.reply import Reply, Wants
from fulfillment.conversation.turn import Event, Turn
from model.records import replace


@dataclass(frozen=True)
class Looked:
    """What the platform told: the address, "" when it has none for us; `refused` when the respondent has not allowed it
    yet, and still can."""

    address: str = ""
    refused: bool = False


def with_account(turn: Turn, reply: Reply, converse: Converse, look: Callable[[], Looked]) -> Reply:
    """Give the reply to `turn`, or, when that wants the account's address, the reply to what `look` finds.

    Both turns have an id of their own, so that a repeated request leads to the same reply.
    """
    if reply.wants is not Wants.ACCOUNT:
        return reply
    looked = look()
    if not (looked.address or looked.refused):
        return reply
    event = Event.ACCOUNT if looked.address else Event.NO_CONSENT
    known = replace(turn, request=f"{turn.request}|account", event=event, words=looked.address, hint=None)
    return converse(replace(known, heard=reply.number))
