"""The colleague's page: the conversation that was handed over, and the button that gives it back to the bot."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import abort, request
from sqlalchemy import Connection, Engine

from fulfillment.codes import Links
from fulfillment.handover.render import render_page
from fulfillment.handover.stored import load
from fulfillment.storage.handovers import Handovers, StoredHandover
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.settled import settled
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
        found = settled(self._database, lambda connection: self._give_back(connection, self._id(token), note))
        if found is None:
            abort(404)
        return render_page(load(found.content), returned=found.returned, done=not found.returned)

    def _give_back(self, connection: Connection, id: str, note: str) -> StoredHandover | None:
        handovers, sessions = Handovers(connection, self._vault), Sessions(connection, self._vault)
        found = handovers.find(id)
        if found is None or found.returned:
            return found
        # The session first, as who erases it does: else the two would wait for each other.
        stored = sessions.with_id(found.session)
        handovers.give_back(id, datetime.now(UTC))
        if stored:
            sessions.put(replace(stored.session, handed=False, note=note))
        return found

    def _id(self, token: str) -> str:
        id = self._links.read(token)
        if id is None:
            abort(404)
        return id
