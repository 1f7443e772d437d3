"""Turns at a pace that people can talk: who comes faster hears to wait, and nothing is stored."""

import logging

from fulfillment.conversation.reply import Reply
from fulfillment.conversation.turn import Turn
from fulfillment.conversation.wording import hurried
from fulfillment.conversations import Conversations
from fulfillment.limits import Limit
from model.form import Form

_TOLD_PER_MINUTE = 6
_log = logging.getLogger(__name__)


class Paced:
    """Has turns answered, of one respondent at most so many a minute as `pace` allows."""

    def __init__(self, conversations: Conversations, pace: Limit, form: Form) -> None:
        self._conversations = conversations
        self._pace = pace
        self._form = form
        # Whoever can make a line of log at will must not fill the disk with it.
        self._told = Limit(_TOLD_PER_MINUTE)

    def converse(self, turn: Turn, since: float | None = None) -> Reply:
        """Answer a turn as Conversations does, or say to wait."""
        if self._pace.allows(turn.channel, turn.user):
            return self._conversations.converse(turn, since)
        if self._told.allows(turn.channel):
            _log.warning("te veel beurten van een respondent kanaal=%s", turn.channel)
        return hurried(turn.heard, self._form)
