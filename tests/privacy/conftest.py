"""A service to which somebody has told everything: talked through once, and copied for each test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fulfillment.app import create_app
from fulfillment.settings import Settings
from fulfillment.storage.database import open_database, upgrade
from local_sim.platforms.alexa import Alexa
from tests.conftest import Service
from tests.privacy.telling import KEY, echo, tell_everything
from tests.test_code import code_in


@pytest.fixture(scope="session")
def talked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Give a database, all that was said to who told everything, and the code of somebody who left halfway."""
    file = tmp_path_factory.mktemp("talked") / "checkbot.db"
    settings = Settings(
        database_url=f"sqlite:///{file}",
        smtp_url=f"maildir:{file.parent / 'mail'}",
        secret_keys=(KEY,),
        verify_requests=False,
        handover_to="hulp@voorbeeld.nl",
    )
    database = open_database(settings.database_url)
    upgrade(database)
    service = Service(settings, create_app(settings), database, file.parent)
    line = service.call(echo())
    heard = tell_everything(line.start, line.say)
    assert len(service.deliver()) == 2
    other = service.call(Alexa())
    other.start()
    for words in ("ja", "ik heet Bram", "de tweede"):
        other.say(words)
    code = code_in(other.say("later verder").speech)
    service.app.extensions["checkbot.database"].dispose()
    database.dispose()
    return file, heard, code


@pytest.fixture
def told(talked: tuple[Path, str, str]) -> str:
    return talked[1]


@pytest.fixture
def code(talked: tuple[Path, str, str]) -> str:
    return talked[2]


@pytest.fixture
def service(talked: tuple[Path, str, str], tmp_path: Path, make_service: Callable[..., Service]) -> Service:
    shutil.copy(talked[0], tmp_path / "checkbot.db")
    return make_service(handover_to="hulp@voorbeeld.nl", secret_keys=(KEY,))
