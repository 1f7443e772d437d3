"""What the service kept of a role-play: the answers, and the mail."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.parser import BytesHeaderParser
from pathlib import Path

from sqlalchemy import Engine, select

from fulfillment.conversation.turn import Event, Turn
from fulfillment.mail.maildir import file_name
from fulfillment.storage.outbox import QUEUED, SENDING, SENT
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.tables import mails, scans
from fulfillment.storage.vault import Vault
from model.question import Given

ACCOUNTS = {
    "alexa": "amzn1.ask.account.{}",
    "actions": "{}",
    "dialogflow-es": "account:{}",
    "dialogflow-cx": "account:{}",
}
"""How the channels name the simulator's user {}; Dialogflow's only with CHECKBOT_DIALOGFLOW_USERS=on."""
_WITHIN, _PAUSE = 60.0, 0.2


@dataclass(frozen=True)
class Kept:
    """What was `given` to the questions, and to whom the report was delivered; nothing when nothing was kept."""

    given: Given
    delivered: tuple[str, ...]


class Outcomes:
    """Reads what a service of our own keeps in `database`, and what it delivered to `maildir`."""

    def __init__(self, database: Engine, vault: Vault, maildir: Path) -> None:
        self._database = database
        self._vault = vault
        self._maildir = maildir

    def of(self, channel: str, user: str) -> Kept:
        """Give what was kept of the newest conversation of the simulator's `user` on `channel`, once its mail no longer
        waits; after a minute as it is."""
        turn = Turn(channel, ACCOUNTS[channel].format(user), "", "", Event.START, datetime.now(UTC))
        with self._database.begin() as connection:
            stored = Sessions(connection, self._vault).newest(turn)
        if stored is None:
            return Kept({}, ())
        return Kept(stored.session.given, self._delivered(stored.session.id))

    def _delivered(self, session: str) -> tuple[str, ...]:
        deadline = time.monotonic() + _WITHIN
        states = self._mails(session)
        while {QUEUED, SENDING} & set(states.values()) and time.monotonic() < deadline:
            time.sleep(_PAUSE)
            states = self._mails(session)
        return tuple(self._recipient(message_id) for message_id, state in states.items() if state == SENT)

    def _mails(self, session: str) -> dict[str, str]:
        found = select(mails.c.message_id, mails.c.state).join(scans, scans.c.id == mails.c.scan)
        with self._database.begin() as connection:
            rows = connection.execute(found.where(scans.c.session == session)).all()
        return {row.message_id: row.state for row in rows}

    def _recipient(self, message_id: str) -> str:
        """Give whom a mail was delivered to: the service itself forgets that."""
        with (self._maildir / "new" / file_name(message_id)).open("rb") as mail:
            headers = BytesHeaderParser(policy=policy.default).parse(mail)
        return str(headers["To"])
