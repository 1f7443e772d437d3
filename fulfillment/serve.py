"""Run the service: web processes, and a mail worker beside them."""

import logging
import multiprocessing
import os
import socket
import threading
from collections.abc import Callable

from yaml import YAMLError

from fulfillment.assembly import check_theme, simulated_bots, the_bot
from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.wording import texts
from fulfillment.errors import CheckbotError
from fulfillment.post import deliver, transport
from fulfillment.settings import PREFIX, Settings, check_exposure, secret_keys
from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.vault import Vault
from model.form import Form
from voice_models.contract import contract

_BACKLOG = 1024
_THREADS = 16
_STOPS_WITHIN = 5


def serve(
    settings: Settings, host: str, port: int, workers: int, *, with_worker: bool, ready: Callable[[], None]
) -> None:
    """Bring the database up to date, then serve until SIGTERM or SIGINT.

    Mails are delivered by a thread of this process, apart from the web processes, so that drawing charts does not
    slow a turn down. `ready` is called when requests are answered. Raises CheckbotError and model.load.ContentError.
    """
    check_exposure(settings, host)
    _check_texts()
    the_bot(settings)
    if settings.simulator:
        _check_simulator(settings, workers)
    check_theme(settings)
    host = "127.0.0.1" if host == "localhost" else host
    transport(settings)
    _require_free(host, port)
    keys = secret_keys(settings)
    database = open_database(settings.database_url, for_turns=False)
    upgrade(database)
    # No connection may be carried into the web processes.
    database.dispose()
    # The web processes read the environment: they get the same keys as the worker.
    os.environ[f"{PREFIX}SECRET_KEYS"] = ",".join(keys)
    stop = threading.Event()
    worker = threading.Thread(target=deliver, args=(settings, database, Vault(keys), stop), name="mail")
    if with_worker:
        worker.start()
    try:
        _serve_web(host, port, workers, ready)
    finally:
        stop.set()
        if with_worker:
            worker.join()
        database.dispose()


def _serve_web(host: str, port: int, workers: int, ready: Callable[[], None]) -> None:
    # A forked process would share locks and SQLite handles with the mail worker's thread.
    multiprocessing.set_start_method("spawn", force=True)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "fulfillment.app:serving",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        # A caller whose body never comes holds a thread: there are spare ones, and stopping does not wait for it.
        blocking_threads=_THREADS,
        workers_kill_timeout=_STOPS_WITHIN,
        backlog=_BACKLOG,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    server.on_startup(ready)
    server.serve()


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


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CheckbotError(
                f"kan niet luisteren op {host} poort {port} ({error.strerror}): kies een andere --port of --host"
            ) from error


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
