"""Where the processor time of one turn goes: a verified turn on SQLite, in this process, without a server."""

import io
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from cryptography import x509

import fulfillment.channels.alexa.channel
import fulfillment.channels.alexa.skill
import fulfillment.conversations
from fulfillment.aftermath import Aftermath
from fulfillment.app import create_app
from fulfillment.channels.alexa.channel import AlexaChannel
from fulfillment.channels.alexa.signature import AlexaVerifier
from fulfillment.settings import Settings
from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.events import Events
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.together import Together
from local_sim.platforms.alexa import SKILL_ID
from tests.bench.talks import Talk
from tests.bench.trust import Keys

_STEPS: tuple[tuple[str, Any, str], ...] = (
    ("verify", AlexaVerifier, "verify"),
    ("read", fulfillment.channels.alexa.channel, "_object"),
    ("read", AlexaChannel, "_envelope"),
    ("read", fulfillment.channels.alexa.skill, "read"),
    ("load", Sessions, "newest"),
    ("load", Sessions, "answered"),
    ("advance", fulfillment.conversations, "advanced"),
    ("save", Sessions, "save"),
    ("save", Events, "add"),
    ("save", Aftermath, "of"),
    ("lock, check and commit", Together, "settled"),
    ("write", fulfillment.channels.alexa.skill, "write"),
    ("write", AlexaChannel, "_written"),
)
_REST = "Flask, dispatch and JSON"
_TALKS = 20


class Watch:
    """Adds up the processor time of steps, each without that of the steps inside it."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(list)
        self._turn: dict[str, float] = {}
        self._inside: list[float] = []

    def turn(self, work: Callable[[], object]) -> None:
        self._turn = {step: 0.0 for step, *_ in _STEPS}
        self.timed(_REST, work)
        for step, seconds in self._turn.items():
            self.spent[step].append(seconds)

    def timed(self, step: str, work: Callable[[], Any]) -> Any:
        began = time.process_time()
        self._inside.append(0.0)
        try:
            return work()
        finally:
            took = time.process_time() - began
            self._turn[step] = self._turn.get(step, 0.0) + took - self._inside.pop()
            if self._inside:
                self._inside[-1] += took

    def on(self, step: str, owner: Any, name: str) -> None:
        """Time a function from now on."""
        work = getattr(owner, name)
        setattr(owner, name, lambda *given, **named: self.timed(step, lambda: work(*given, **named)))


def steps(talk: Talk, keys: Keys, folder: Path) -> str:
    """Give the median microseconds of each step of a turn, as a table. This process is of no other use afterwards."""
    watch = Watch()
    app = _app(keys, f"sqlite:///{folder / 'steps.db'}")
    for warming in (True, False):
        for _ in range(2 if warming else _TALKS):
            for request in talk.requests(keys):
                environment = _environment(request)
                work = lambda environment=environment: b"".join(app(environment, lambda *_: None))  # noqa: E731
                work() if warming else watch.turn(work)
        if warming:
            for step in _STEPS:
                watch.on(*step)
    whole = sum(median(times) for times in watch.spent.values())
    rows = [
        f"| {step} | {1e6 * median(times):.0f} | {median(times) / whole:.0%} |" for step, times in watch.spent.items()
    ]
    return "\n".join(["", "| step of an Alexa turn | CPU µs, median | share |", "|---|---|---|", *rows])


def _app(keys: Keys, url: str) -> Any:
    database = open_database(url)
    upgrade(database)
    database.dispose()
    verifier = AlexaVerifier(lambda _: keys.read("chain.pem"), [x509.load_pem_x509_certificate(keys.read("root.pem"))])
    app = create_app(
        Settings(secret_keys=("a key of this measurement",), database_url=url), (AlexaChannel(verifier, SKILL_ID),)
    )
    app.extensions["checkbot.bot"].learn()
    return app


def _environment(request: dict[str, Any]) -> dict[str, Any]:
    body = request["body"].encode()
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request["headers"].items()}
    return headers | {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": request["path"],
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
