"""The colleague's page: the conversation that was handed over, and the button that gives it back to the bot."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import abort, request
from sqlalchemy import Engine

from fulfillment.codes import Links
from fulfillment.handover.render import render_page
from fulfillment.handover.stored import load
from fulfillment.storage.handovers import Handovers
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.vault import Vault

_LONGEST_NOTE = 200


class HandoverPage:
    """Shows a conversation to who holds the link, and gives it back. Without a link of ours there is no page."""

    def __init__(self, database: Engine, vault: Vault, links: Links) -> None:
        self._database = database
        self._vault = vault
        self._links = links

    def show(self, token: str) -> str:
        """Show the conversation."""
        with self._database.begin() as connection:
            found = Handovers(connection, self._vault).find(self._id(token))
        if found is None:
            abort(404)
        return render_page(load(found.content), returned=found.returned, done=False)

    def give_back(self, token: str) -> str:
        """Give the conversation back to the bot, with what it may say to the respondent."""
        note = " ".join(request.form.get("note", "").split())[:_LONGEST_NOTE]
        with self._database.begin() as connection:
            handovers = Handovers(connection, self._vault)
            found = handovers.find(self._id(token))
            if found is None:
                abort(404)
            if not found.returned:
                handovers.give_back(found.id, datetime.now(UTC))
                sessions = Sessions(connection, self._vault)
                stored = sessions.with_id(found.session)
                if stored:
                    sessions.put(replace(stored.session, handed=False, note=note))
        return render_page(load(found.content), returned=found.returned, done=not found.returned)

    def _id(self, token: str) -> str:
        id = self._links.read(token)
        if id is None:
            abort(404)
        return id
