"""The table of events comes to a database that is in use, and what that holds stays."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.engine import advanced
from fulfillment.conversation.session import Session
from fulfillment.conversation.turn import Event, Turn
from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.events import Events
from fulfillment.storage.sessions import Sessions
from model.load import load
from tests.storage.test_migrations import AT, VAULT

MODEL = load()


def test_a_session_of_before_goes_on_and_gets_events(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'checkbot.db'}")
    config = Config()
    config.set_main_option("script_location", "fulfillment.storage:migrations")
    turn = Turn("alexa", "user", "talk", "1", Event.START, AT)
    session, reply, note = advanced(Bot(MODEL), Session("s1", MODEL.version, talk="talk"), turn)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        Sessions(connection, VAULT).save(turn, session, reply, new=True)
    upgrade(engine)
    with engine.begin() as connection:
        stored = Sessions(connection, VAULT).newest(turn)
        assert stored
        assert stored.session == session
        Events(connection).add(stored.session, note, channel="alexa", at=AT)
        assert connection.scalar(text("SELECT count(*) FROM turns")) == 1
        assert connection.scalar(text("SELECT kind FROM events")) == "opened"
    engine.dispose()
