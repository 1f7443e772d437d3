"""Run the service: web processes, and a mail worker beside them."""

import gc
import logging
import multiprocessing
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError
from yaml import YAMLError

from fulfillment.assembly import check_theme, simulated_bots, the_bot
from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.wording import texts
from fulfillment.errors import CheckbotError
from fulfillment.lessons import check_utterances
from fulfillment.logs import Style, log_to_stderr
from fulfillment.operation.shared import counting_together
from fulfillment.post import deliver, transport
from fulfillment.settings import Settings, check_exposure, read_settings, secret_keys
from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.vault import Vault
from fulfillment.upgrading import upgrade_apart
from model.form import Form
from model.load import ContentError
from voice_models.contract import contract

if TYPE_CHECKING:
    from fulfillment.webserver import WebServer

_TRIES_WITHIN = 60


def serve(
    settings: Settings,
    host: str,
    port: int,
    workers: int,
    *,
    with_worker: bool,
    ready: Callable[[], None],
    application: str = "fulfillment.web:serving",
) -> None:
    """Bring the database up to date, then serve until SIGTERM or SIGINT; SIGHUP replaces the web processes.

    Mails are delivered by a thread of this process, apart from the web processes, so that drawing charts does not
    slow a turn down. `ready` is called when requests are answered; `application` names what makes the service in a web
    process. Raises CheckbotError and model.load.ContentError.
    """
    host = "127.0.0.1" if host == "localhost" else host
    with _no_garbage(), counting_together():
        prepare(settings, host, workers)
        server = _web_server(application, settings, host, port, workers)
        server.on_startup(ready)
        server.on_spawned(gc.enable)
        with _mailing(settings) as start:
            if with_worker:
                server.on_spawned(start)
            server.serve()


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Do not look for garbage, until somebody enables that or this ends: nearly all that a start loads stays, and it
    would take a tenth longer."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _mailing(settings: Settings) -> Iterator[Callable[[], None]]:
    """Give what starts the delivery of mails, which stops when this ends."""
    keys = secret_keys(settings)
    database = open_database(settings.database_url, for_turns=False)
    stop = threading.Event()
    worker = threading.Thread(target=deliver, args=(settings, database, Vault(keys), stop), name="mail")
    try:
        yield worker.start
    finally:
        stop.set()
        if worker.ident:
            worker.join()
        database.dispose()


def prepare(settings: Settings, host: str, workers: int) -> None:
    """Look whether the service can start so, and bring the database up to date.

    Raises CheckbotError and model.load.ContentError.
    """
    check_exposure(settings, host)
    _check_texts()
    check_utterances(the_bot(settings))
    if settings.simulator:
        _check_simulator(settings, workers)
    check_theme(settings)
    transport(settings)
    secret_keys(settings)
    upgrade_apart(settings.database_url)


def _web_server(application: str, settings: Settings, host: str, port: int, workers: int) -> "WebServer":
    from fulfillment.webserver import WebServer, listening

    doors = listening(host, port, workers)
    # Loaded once, for all web processes. Only now: prometheus_client looks for its folder when it is loaded.
    import_module("fulfillment.app")
    return WebServer(application, doors, partial(_fit, host, workers, settings.log))


def _fit(host: str, workers: int, style: Style) -> bool:
    """Whether the service can start with the settings, content and code of now: this process still has the old."""
    trying = multiprocessing.get_context("spawn").Process(target=_try, args=(host, workers, style), name="herladen")
    trying.start()
    trying.join(_TRIES_WITHIN)
    if trying.exitcode is None:
        trying.kill()
        trying.join()
    return trying.exitcode == 0


def _try(host: str, workers: int, style: Style) -> None:
    log_to_stderr(style)
    try:
        prepare(read_settings(), host, workers)
    except (CheckbotError, ContentError) as error:
        logging.getLogger(__name__).error("%s", error)
        raise SystemExit(2) from error
    except SQLAlchemyError as error:
        logging.getLogger(__name__).error("de database doet het niet (%s)", type(error).__name__)
        raise SystemExit(2) from error


def _check_texts() -> None:
    """Read the texts that every turn needs, so that a mistake in them stops the start and not a conversation."""
    for name, read in (("intents.yaml", contract), ("lexicon.yaml", lexicon), ("prompts.yaml", lambda: texts(Form.JE))):
        try:
            read()
        except (ValueError, YAMLError) as error:
            where = " ".join(str(error).split())[:200]
            raise CheckbotError(f"{name} is niet te gebruiken ({where}): herstel het bestand") from error


def _check_simulator(settings: Settings, workers: int) -> None:
    if workers > 1:
        raise CheckbotError("de simulator onthoudt zijn gesprekken in één proces: kies --workers 1")
    simulated_bots(settings)


def work(settings: Settings, stop: threading.Event) -> None:
    """Deliver mails until `stop` is set. Raises CheckbotError."""
    check_theme(settings)
    keys = secret_keys(settings)
    database = open_database(settings.database_url, for_turns=False)
    upgrade(database)
    logging.getLogger(__name__).info("mailbezorger gestart")
    try:
        deliver(settings, database, Vault(keys), stop)
    finally:
        database.dispose()
